// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends once a second what time has ended on a desk, so that people and callers hear of it. */
public final class DeskClock implements AutoCloseable {

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("approval-clock").daemon().factory());

  /** Starts it. */
  public DeskClock(JournaledApprovalDesk desk) {
    var _ = worker.scheduleWithFixedDelay(desk::expire, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
