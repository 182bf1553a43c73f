// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast a replay goes: after each few milliseconds of work it rests, so that it never takes more
 * than its share of a processor. One thread works, any may look on or stop it.
 */
public final class Pace {
  private static final long STRETCH_NANOS = 4_000_000;

  private final double share;
  private final AtomicLong reached = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private long began;

  /**
   * @param share of a processor it may take, above 0 up to 1
   */
  public Pace(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: got " + share + " (expected: above 0 up to 1)");
    }
    this.share = share;
  }

  /** Something was done. Rests if it is time to; false if it is to stop. */
  boolean worked() {
    long now = System.nanoTime();
    if (began == 0) {
      began = now;
    } else if (share < 1 && now - began > STRETCH_NANOS) {
      LockSupport.parkNanos((long) ((now - began) * (1 - share) / share));
      began = System.nanoTime();
    }
    return !stopped.get();
  }

  /** The replay is at this time, in milliseconds since 1970. */
  void reached(long time) {
    reached.accumulateAndGet(time, Math::max);
  }

  /** The time the replay is at, in milliseconds since 1970; 0 before it began. */
  long reached() {
    return reached.get();
  }

  /** It is to stop. */
  void stop() {
    stopped.set(true);
  }

  /** True once it is to stop. */
  boolean isStopped() {
    return stopped.get();
  }
}
