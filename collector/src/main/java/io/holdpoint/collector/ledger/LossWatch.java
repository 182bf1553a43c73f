// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.ledger;

import io.holdpoint.model.port.CoverageListener;
import io.holdpoint.model.telemetry.CoverageLoss;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners once a second what was lost since. Whoever loses something only counts it, so a
 * flood of refusals costs no more than one event a second for each sender and cause.
 */
public final class LossWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LossWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private record Cause(String source, Count count) {}

  private final SourceLedger ledger;
  private final List<CoverageListener> listeners;
  private final InstantSource clock;
  private final Map<Cause, Long> told = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coverage-loss").daemon().factory());

  private LossWatch(SourceLedger ledger, List<CoverageListener> listeners, InstantSource clock) {
    this.ledger = ledger;
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
  }

  /** Begins to watch. */
  public static LossWatch start(
      SourceLedger ledger, List<CoverageListener> listeners, InstantSource clock) {
    LossWatch watch = new LossWatch(ledger, listeners, clock);
    var _ =
        watch.thread.scheduleWithFixedDelay(
            watch::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  /** Tells what was lost last, and ends. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.warn("coverage loss: a listener still runs 1 s after the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    look();
  }

  private synchronized void look() {
    for (SourceReport report : ledger.reports()) {
      report.counts().forEach((count, total) -> look(report.source(), count, total));
    }
  }

  private void look(String source, Count count, long total) {
    if (!count.isLoss() && count != Count.LATE) {
      return;
    }
    long before = told.getOrDefault(new Cause(source, count), 0L);
    if (total > before) {
      told.put(new Cause(source, count), total);
      tell(new CoverageLoss(source, count.word(), total - before, total, clock.instant()));
    }
  }

  private void tell(CoverageLoss loss) {
    for (CoverageListener listener : listeners) {
      try {
        listener.lost(loss);
      } catch (RuntimeException e) {
        LOG.error("coverage listener {}: failed", listener.getClass().getName(), e);
      }
    }
  }
}
