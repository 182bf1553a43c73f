// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for things, but not longer than until the demo is being stopped. Safe for many threads. */
final class Patience {

  private static final long LOOK_AGAIN_MILLIS = 50;

  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Ends all waiting, now and later. */
  void stop() {
    stopped.countDown();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Waits for a condition; returns after {@code limit} or when stopped, met or not. */
  void until(BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      if (waited(LOOK_AGAIN_MILLIS)) {
        return;
      }
    }
  }

  /** Waits until stopped. */
  void untilStopped() {
    while (!waited(Long.MAX_VALUE / 2)) {
      // nothing to do but to wait on
    }
  }

  /** True if waiting is over for good. */
  private boolean waited(long millis) {
    try {
      return stopped.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
      return true;
    }
  }
}
