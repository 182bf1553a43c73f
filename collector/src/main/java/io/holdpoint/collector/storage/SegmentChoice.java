// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Which segments a page of steps needs. Segments may overlap in time; with the counts of those that
 * begin or end before some time it is known at least and at most how many steps come before it.
 */
final class SegmentChoice {

  /**
   * A sealed segment.
   *
   * @param firstAt no step in it began before
   * @param lastAt no step in it began after
   * @param listed how many steps of it are listed
   */
  record Segment(long id, long firstAt, long lastAt, int listed) {}

  private final List<Long> chosen = new ArrayList<>();
  private int before;

  /**
   * Chooses.
   *
   * @param sealed the sealed segments of a session
   * @param open the listed steps that are in none of them
   * @param offset how many steps come before the page
   * @param limit how long the page is
   */
  SegmentChoice(List<Segment> sealed, List<StepRow> open, int offset, int limit) {
    List<Segment> all = new ArrayList<>(sealed);
    for (StepRow row : open) {
      long at = Instants.toNanos(row.startedAt());
      all.add(new Segment(-1, at, at, 1));
    }
    Counts byFirst = new Counts(all, Segment::firstAt);
    Counts byLast = new Counts(all, Segment::lastAt);
    long end = (long) offset + limit;
    for (Segment segment : sealed) {
      if (byFirst.upTo(segment.lastAt()) <= offset) {
        before += segment.listed();
      } else if (byLast.below(segment.firstAt()) < end) {
        chosen.add(segment.id());
      }
    }
  }

  /** Segments to open. */
  List<Long> chosen() {
    return chosen;
  }

  /** How many steps stand in segments that lie wholly before the page. */
  int before() {
    return before;
  }

  /** How many steps are in segments up to some bound. */
  private static final class Counts {

    private final long[] bounds;
    private final long[] sums;

    Counts(List<Segment> segments, ToLongFunction<Segment> bound) {
      List<Segment> sorted = segments.stream().sorted(Comparator.comparingLong(bound)).toList();
      bounds = sorted.stream().mapToLong(bound).toArray();
      sums = new long[bounds.length + 1];
      for (int i = 0; i < bounds.length; i++) {
        sums[i + 1] = sums[i] + sorted.get(i).listed();
      }
    }

    long upTo(long limit) {
      return limit == Long.MAX_VALUE ? sums[bounds.length] : below(limit + 1);
    }

    long below(long limit) {
      int low = 0;
      int high = bounds.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (bounds[middle] < limit) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return sums[low];
    }
  }
}
