// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.containment;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends once a second the orders whose time is over. */
public final class ExpiryClock implements AutoCloseable {

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("signal-expiry").daemon().factory());

  /** Starts it. */
  public ExpiryClock(SignalExpiry expiry) {
    var _ = worker.scheduleWithFixedDelay(expiry::endDue, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
