// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SegmentChoiceTest {

  private static final int STEPS = 40;
  private static final int LIMIT = 25;

  private final Random random = new Random(5);
  private final Map<Long, long[]> times = new HashMap<>();
  private final List<SegmentChoice.Segment> segments = new ArrayList<>();

  @Test
  void opens_few_segments_and_never_leaves_out_one_that_a_page_needs() {
    for (int n = 0; n < 60; n++) {
      add(n, 100L * n, 130); // overlaps its neighbour
    }
    int opened = 0;
    int pages = 0;
    for (int offset = 0; offset < 60 * STEPS; offset += 13) {
      opened += page(offset);
      pages++;
    }

    assertThat((double) opened / pages).isBetween(1.0, 4.0);
  }

  @Test
  void opens_no_segment_too_many_or_too_few_when_they_follow_one_another() {
    for (int n = 0; n < 5; n++) {
      add(n, 100L * n, 100);
    }
    for (int offset = 0; offset < 5 * STEPS; offset++) {
      int last = Math.min(offset + LIMIT, 5 * STEPS) - 1;
      assertThat(page(offset)).isEqualTo(last / STEPS - offset / STEPS + 1);
    }
  }

  @Test
  void reads_right_beside_a_segment_that_spans_everything() {
    add(0, 0, 6000);
    for (int n = 1; n < 60; n++) {
      add(n, 100L * n, 100);
    }
    for (int offset = 0; offset < 60 * STEPS; offset += 13) {
      assertThat(page(offset)).isLessThan(5);
    }
  }

  /** Compares a page with one of all steps, and returns how many segments were opened. */
  private int page(int offset) {
    SegmentChoice choice = new SegmentChoice(segments, List.of(), offset, LIMIT);
    long[] opened = sorted(choice.chosen().stream());
    long[] all = sorted(times.keySet().stream());
    long[] page = LongStream.of(opened).skip(offset - choice.before()).limit(LIMIT).toArray();

    assertThat(page).containsExactly(LongStream.of(all).skip(offset).limit(LIMIT).toArray());
    return choice.chosen().size();
  }

  private long[] sorted(Stream<Long> ids) {
    return ids.flatMapToLong(id -> LongStream.of(times.getOrDefault(id, new long[0])))
        .sorted()
        .toArray();
  }

  private void add(long id, long from, int span) {
    long[] at = random.longs(STEPS, from, from + span).sorted().toArray();
    times.put(id, at);
    segments.add(new SegmentChoice.Segment(id, at[0], at[STEPS - 1], STEPS));
  }
}
