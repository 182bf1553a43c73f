// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bypass;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks once a second whether there is something to say of a bypass. */
public final class BypassClock implements AutoCloseable {

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("bypass-clock").daemon().factory());

  /** Starts it. */
  public BypassClock(JournaledBypass bypass) {
    var _ = worker.scheduleWithFixedDelay(bypass::remind, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
