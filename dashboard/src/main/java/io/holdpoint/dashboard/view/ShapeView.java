// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import java.time.Instant;
import java.util.List;

/**
 * A session as a whole, small enough to draw: at most some hundred points whatever its length.
 *
 * @param total how many steps it has
 * @param startedAt when its first step began
 * @param endedAt when its last step was over
 * @param points by time
 * @param marks steps that were stopped, and steps that completed a detection, by time
 */
public record ShapeView(
    int total, Instant startedAt, Instant endedAt, List<Point> points, List<Mark> marks) {

  public ShapeView {
    points = List.copyOf(points);
    marks = List.copyOf(marks);
  }

  /**
   * One or several steps in a row.
   *
   * @param id of the last of them
   * @param place of the last of them, from 1
   * @param count how many they are
   * @param at when the first of them began
   * @param kind of the last of them
   * @param name of the slowest of them
   * @param nanos of the slowest of them
   * @param risk the highest
   * @param received bytes of results up to here
   * @param untrusted how many of those carried untrusted data, and nothing guarded
   * @param guarded how many of those carried private or secret data
   * @param verdict the weightiest of them
   */
  public record Point(
      String id,
      int place,
      int count,
      Instant at,
      String kind,
      String name,
      long nanos,
      int risk,
      long received,
      long untrusted,
      long guarded,
      String verdict) {}

  /**
   * A step worth jumping to.
   *
   * @param id of the step
   * @param place of the step, from 1
   * @param at when it began
   * @param what {@code deny}, {@code hold} or {@code detection}
   * @param detection id of the detection, or empty
   * @param severity of the detection, or empty
   */
  public record Mark(
      String id, int place, Instant at, String what, String detection, String severity) {}
}
