// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SequenceGapsTest {

  private final SequenceGaps gaps = new SequenceGaps();

  @Test
  void finds_nothing_missing_where_nothing_is() {
    assertThat(take("a", LongStream.rangeClosed(5, 500))).isZero();
  }

  @Test
  void waits_for_what_comes_late() {
    assertThat(take("a", LongStream.of(1, 3, 2, 6, 5, 4))).isZero();
    assertThat(take("a", LongStream.rangeClosed(7, 100))).isZero();
  }

  @Test
  void counts_each_missing_number_once() {
    assertThat(take("a", LongStream.of(1, 2, 5, 7))).isZero();
    assertThat(take("a", LongStream.rangeClosed(8, 100))).isEqualTo(3);
    assertThat(take("a", LongStream.of(3, 4, 6))).as("too late").isZero();
  }

  @Test
  void counts_a_large_gap_whole() {
    assertThat(take("a", LongStream.of(1, 102)) + take("a", LongStream.rangeClosed(103, 150)))
        .isEqualTo(100);
  }

  @Test
  void keeps_sessions_apart_and_takes_a_jump_for_a_new_count() {
    assertThat(take("a", LongStream.of(1)) + take("b", LongStream.of(900))).isZero();
    assertThat(
            take("a", LongStream.of(1_000_000)) + take("a", LongStream.range(1_000_001, 1_000_099)))
        .isZero();
  }

  private long take(String session, LongStream numbers) {
    return numbers.map(number -> gaps.take(session, number)).sum();
  }
}
