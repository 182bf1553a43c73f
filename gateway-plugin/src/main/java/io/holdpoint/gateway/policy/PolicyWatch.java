// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then whether policy files have changed. */
public final class PolicyWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("policy-watch").daemon().factory());

  /**
   * Starts it.
   *
   * @param every zero for never
   */
  public PolicyWatch(Policies policies, Duration every) {
    if (!every.isZero()) {
      var _ =
          worker.scheduleWithFixedDelay(
              () -> look(policies), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** A failure must not end the looking. */
  private static void look(Policies policies) {
    try {
      policies.reload();
    } catch (RuntimeException fault) {
      LOG.error("policy files could not be looked at", fault);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
