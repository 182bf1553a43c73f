// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.view.StepRow;
import java.util.Comparator;

/**
 * A step and where in its segment it is stored.
 *
 * @param ordinal which of the segment's steps, from 0
 * @param at when it began, nanoseconds since the epoch
 * @param row the step
 */
public record IndexedStep(int ordinal, long at, StepRow row) {

  public IndexedStep {
    requireNonNull(row, "row");
  }

  /**
   * Where a step is stored, and the order of steps: newest first, then as stored.
   *
   * @param at when it began, nanoseconds since the epoch
   * @param segment the segment's key
   * @param ordinal which of the segment's steps, from 0
   */
  public record Place(long at, long segment, int ordinal) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::at)
            .reversed()
            .thenComparingLong(Place::segment)
            .thenComparingInt(Place::ordinal);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }
}
