// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import java.util.concurrent.TimeUnit;

/**
 * How long to leave a server alone that does not stay up: a second, then twice as long each time, a
 * minute at most. Safe for use by many threads.
 */
final class Backoff {

  /** Whoever lived so long counts as having come up. */
  static final long SOUND_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int LONGEST = 60;

  private int failures;
  private long nextNanos;

  /** A server that should have gone on ended, or could not be started. */
  synchronized void failed(long livedNanos, long nowNanos) {
    failures = livedNanos >= SOUND_NANOS ? 0 : failures + 1;
    int seconds = failures == 0 ? 0 : Math.min(LONGEST, 1 << Math.min(failures - 1, 6));
    nextNanos = nowNanos + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Seconds until the next start is worth while, rounded up; 0 for now. */
  synchronized int secondsToWait(long nowNanos) {
    long left = nextNanos - nowNanos;
    boolean waits = failures > 0 && left > 0;
    return waits
        ? (int) ((left + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1))
        : 0;
  }
}
