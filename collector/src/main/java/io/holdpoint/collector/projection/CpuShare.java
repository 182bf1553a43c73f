// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Keeps a thread to its share of one core by telling it how long to pause. What is saved up while
 * idle, at most half a second's share, may be spent at once, so that a single step is shown without
 * delay. For one thread.
 */
final class CpuShare {

  private static final long LONGEST_SAVED_NANOS = 500_000_000L;

  private final int percent;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long lastWall;
  private long lastCpu;
  private long credit;

  /**
   * A share of one core.
   *
   * @param percent 1 to 100; 100 never pauses
   */
  CpuShare(int percent) {
    this.percent = percent;
    this.lastWall = System.nanoTime();
    this.lastCpu = cpuNanos();
    this.credit = LONGEST_SAVED_NANOS * percent / 100;
  }

  /** How long the calling thread has to pause now, in nanoseconds; 0 if it may go on. */
  long pauseNanos() {
    return percent >= 100 ? 0 : pauseNanos(System.nanoTime(), cpuNanos());
  }

  /** As above, with the thread's wall and processor time so far. */
  long pauseNanos(long wall, long cpu) {
    long earned = (wall - lastWall) * percent / 100;
    credit = Math.min(credit + earned, LONGEST_SAVED_NANOS * percent / 100) - (cpu - lastCpu);
    lastWall = wall;
    lastCpu = cpu;
    return credit >= 0 ? 0 : -credit * 100 / percent;
  }

  /**
   * Where the platform does not tell processor time, wall time stands in: the share gets smaller.
   */
  private long cpuNanos() {
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
