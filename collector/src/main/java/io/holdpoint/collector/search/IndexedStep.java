// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.view.StepRow;

/**
 * A step and where it is stored.
 *
 * @param place where
 * @param row the step
 */
public record IndexedStep(Place place, StepRow row) {

  public IndexedStep {
    requireNonNull(place, "place");
    requireNonNull(row, "row");
  }

  /**
   * Where a step is stored, and the order of steps: newest first.
   *
   * @param at when it began, nanoseconds since the epoch
   * @param segment the segment's key
   * @param ordinal which of the segment's steps, from 0
   */
  public record Place(long at, long segment, int ordinal) {}
}
