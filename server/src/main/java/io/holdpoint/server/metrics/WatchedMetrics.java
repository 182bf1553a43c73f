// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.metrics;

import io.holdpoint.collector.CollectorStats;
import io.holdpoint.collector.forward.ForwardStats;
import io.holdpoint.collector.ledger.Count;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** What is counted elsewhere, as instruments that look there when they are read. */
final class WatchedMetrics {

  static final AttributeKey<String> SIGNAL = AttributeKey.stringKey("holdpoint.signal");
  static final AttributeKey<String> CAUSE = AttributeKey.stringKey("holdpoint.cause");
  static final AttributeKey<String> FATE = AttributeKey.stringKey("holdpoint.fate");

  private final Meter meter;
  private final Watched watched;

  WatchedMetrics(Meter meter, Watched watched) {
    this.meter = meter;
    this.watched = watched;
  }

  /** Makes the instruments. */
  void register() {
    telemetry();
    forwarding();
    counter(
        "holdpoint.engine.lost",
        "{event}",
        "What the engine could not see or judge in time.",
        out ->
            watched
                .notJudged()
                .get()
                .forEach((cause, count) -> out.record(count, Attributes.of(CAUSE, cause))));
    counter(
        "holdpoint.journal.records",
        "{record}",
        "Records in the journal.",
        out -> out.record(watched.journal().getAsLong()));
    gauge(
        "holdpoint.approvals.waiting",
        "{call}",
        "Held calls that wait for people.",
        out -> out.record(watched.approvals().getAsLong()));
    gauge(
        "holdpoint.index.backlog",
        "{segment}",
        "Segments the index of steps has not on the disk.",
        out -> out.record(watched.indexBacklog().getAsLong()));
  }

  private void telemetry() {
    counter(
        "holdpoint.telemetry.items",
        "{item}",
        "Telemetry acknowledged.",
        out -> {
          CollectorStats stats = watched.collector().get();
          for (Count count : List.of(Count.SPANS, Count.LOG_RECORDS, Count.DATA_POINTS)) {
            out.record(stats.sum(count), Attributes.of(SIGNAL, count.word()));
          }
        });
    counter(
        "holdpoint.telemetry.received",
        "By",
        "Telemetry received, after inflation.",
        out -> out.record(watched.collector().get().sum(Count.INFLATED_BYTES)));
    counter(
        "holdpoint.telemetry.lost",
        "{item}",
        "Telemetry that will not be seen: items and requests refused, dropped or missing.",
        out -> {
          CollectorStats stats = watched.collector().get();
          for (Count count : Count.values()) {
            if (count.isLoss()) {
              out.record(stats.sum(count), Attributes.of(CAUSE, count.word()));
            }
          }
        });
    counter(
        "holdpoint.projection.steps",
        "{step}",
        "Steps put into the store, or refused by it.",
        out -> {
          CollectorStats stats = watched.collector().get();
          out.record(stats.projection().stored(), Attributes.of(FATE, "stored"));
          out.record(stats.projection().failed(), Attributes.of(FATE, "failed"));
        });
    gauge(
        "holdpoint.projection.lag",
        "By",
        "Telemetry that is not in the store yet.",
        out -> out.record(watched.collector().get().projection().lagBytes()));
  }

  private void forwarding() {
    counter(
        "holdpoint.forward.items",
        "{item}",
        "Telemetry sent on, left out on purpose, or refused by the backend.",
        out ->
            watched
                .collector()
                .get()
                .forward()
                .ifPresent(
                    forward -> {
                      out.record(forward.sent(), Attributes.of(FATE, "sent"));
                      out.record(forward.left(), Attributes.of(FATE, "left-out"));
                      out.record(forward.refused(), Attributes.of(FATE, "refused"));
                    }));
    counter(
        "holdpoint.forward.lost",
        "By",
        "Telemetry that was dropped before it was sent on.",
        forwarded(ForwardStats::lost));
    gauge(
        "holdpoint.forward.lag",
        "By",
        "Telemetry that waits to be sent on.",
        forwarded(ForwardStats::lag));
  }

  private Consumer<ObservableLongMeasurement> forwarded(ToLongFunction<ForwardStats> what) {
    return out ->
        watched
            .collector()
            .get()
            .forward()
            .ifPresent(forward -> out.record(what.applyAsLong(forward)));
  }

  private void counter(
      String name, String unit, String text, Consumer<ObservableLongMeasurement> look) {
    var _ = meter.counterBuilder(name).setUnit(unit).setDescription(text).buildWithCallback(look);
  }

  private void gauge(
      String name, String unit, String text, Consumer<ObservableLongMeasurement> look) {
    var _ =
        meter
            .gaugeBuilder(name)
            .ofLongs()
            .setUnit(unit)
            .setDescription(text)
            .buildWithCallback(look);
  }
}
