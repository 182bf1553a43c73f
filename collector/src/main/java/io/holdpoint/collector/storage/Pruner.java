// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a store forget what its settings say, now and then. */
public final class Pruner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pruner.class);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final SqlSessionStore store;
  private final Retention retention;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("store-pruner").factory());

  private Pruner(SqlSessionStore store, Retention retention, InstantSource clock) {
    this.store = store;
    this.retention = retention;
    this.clock = clock;
  }

  /** Starts; the first time comes after ten minutes. Nothing runs where nothing is forgotten. */
  public static Pruner start(SqlSessionStore store, Retention retention, InstantSource clock) {
    Pruner pruner = new Pruner(store, retention, clock);
    if (!retention.isForever()) {
      long period = EVERY.toMillis();
      var _ =
          pruner.timer.scheduleWithFixedDelay(pruner::run, period, period, TimeUnit.MILLISECONDS);
    }
    return pruner;
  }

  private void run() {
    try {
      int forgotten = store.prune(retention, clock.instant());
      if (forgotten > 0) {
        LOG.info("session store: {} old sessions were forgotten", forgotten);
      }
    } catch (RuntimeException e) {
      LOG.error("session store: old sessions could not be forgotten; it is tried again", e);
    }
  }

  /** Ends after the run in hand. */
  @Override
  public void close() {
    timer.close();
  }
}
