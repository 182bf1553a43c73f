// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CpuShareTest {

  private static final long MS = 1_000_000;

  @Test
  void keeps_busy_work_to_its_share() {
    CpuShare share = new CpuShare(25);
    long wall = System.nanoTime();
    long cpu = 0;
    share.pauseNanos(wall, cpu);
    long start = wall;
    for (int i = 0; i < 1000; i++) {
      wall += 10 * MS; // a batch on a free core
      cpu += 10 * MS;
      wall += share.pauseNanos(wall, cpu);
    }

    assertThat((double) cpu / (wall - start)).isBetween(0.24, 0.28);
  }

  @Test
  void lets_a_single_batch_pass_at_once_after_idling() {
    CpuShare share = new CpuShare(33);
    long wall = System.nanoTime();
    share.pauseNanos(wall, 0);

    assertThat(share.pauseNanos(wall + 60_000 * MS, 100 * MS)).isZero();
  }

  @Test
  void saves_up_no_more_than_half_a_second_s_share() {
    CpuShare share = new CpuShare(50);
    long wall = System.nanoTime();
    share.pauseNanos(wall, 0);

    assertThat(share.pauseNanos(wall + 3_600_000 * MS, 350 * MS)).isEqualTo(200 * MS);
  }

  @Test
  void never_pauses_at_a_hundred_percent() {
    assertThat(new CpuShare(100).pauseNanos()).isZero();
  }
}
