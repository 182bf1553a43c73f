// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.holdpoint.collector.batch.LogBatch;
import io.holdpoint.collector.batch.SpanBatch;
import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.collector.dialect.Dialects;
import io.holdpoint.collector.dialect.Reading;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.log.Entry;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.view.StepRow;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes steps of entries and counts what came of them. For one thread. */
final class Translator {

  private static final Logger LOG = LoggerFactory.getLogger(Translator.class);
  private static final Duration LATE = Duration.ofMinutes(1);

  private final Dialects dialects;
  private final SourceLedger ledger;
  private final ClaimedSteps claimedSteps = new ClaimedSteps();
  private final SequenceGaps gaps = new SequenceGaps();

  Translator(SourceLedger ledger, ContentView contents) {
    this.dialects = new Dialects(ledger, contents);
    this.ledger = ledger;
  }

  /** Adds the steps of an entry to {@code batch}, running {@code whenFull} as often as it is. */
  void translate(Entry entry, Batch batch, Runnable whenFull) {
    try {
      switch (entry.kind()) {
        case TRACES ->
            SpanBatch.walk(
                entry.body(),
                (resource, span) ->
                    take(
                        entry,
                        dialects.read(entry.source(), entry.arrivedAt(), resource, span),
                        batch,
                        whenFull));
        case LOGS ->
            LogBatch.walk(
                entry.body(),
                (resource, record) ->
                    take(
                        entry,
                        dialects.read(entry.source(), entry.arrivedAt(), resource, record),
                        batch,
                        whenFull));
        case METRICS -> {} // kept in the log for who forwards them; no step is made of them
      }
    } catch (InvalidProtocolBufferException e) {
      count(entry, Count.UNREADABLE);
      LOG.error("telemetry log: got an entry that cannot be read (expected: what was accepted)", e);
    }
  }

  private void take(Entry entry, Reading reading, Batch batch, Runnable whenFull) {
    switch (reading) {
      case Reading.Told told -> take(entry, told, batch);
      case Reading.Unknown u -> count(entry, Count.UNKNOWN);
      case Reading.Unreadable wrong -> {
        count(entry, Count.UNREADABLE);
        long all = ledger.sum(Count.UNREADABLE);
        if (Long.bitCount(all) == 1) { // told ever more rarely: 1, 2, 4, 8 ...
          LOG.warn(
              "{} items could not be read, the last one of {}: {}",
              all,
              entry.source().name(),
              wrong.why());
        }
      }
    }
    if (batch.isFull()) {
      whenFull.run();
    }
  }

  private void take(Entry entry, Reading.Told told, Batch batch) {
    StepRow row = told.row();
    batch.add(row);
    batch.addDetections(told.detections());
    count(entry, Count.STEPS);
    timed(entry, row);
    if (row.grade() == EvidenceGrade.G0) {
      claimed(row, entry, batch);
      return;
    }
    batch.addObserved(
        row.session().tenant(),
        new Step.Observed(
            row.id(), row.sessionId(), row.kind(), row.name(), row.grade(), entry.arrivedAt()));
    long number = dialects.sequence();
    if (number > 0) {
      ledger.add(entry.source().name(), Count.MISSING, gaps.take(row.sessionId().value(), number));
    }
    claimed(row, entry, batch);
  }

  private void claimed(StepRow row, Entry entry, Batch batch) {
    claimedSteps
        .take(row)
        .ifPresent(
            evidence -> {
              count(entry, Count.CLAIMED);
              LOG.warn(
                  "step {}: got the ids of a gateway's step (expected: ids of its sender's own)",
                  evidence.id());
              batch.add(evidence);
            });
  }

  /** By the sender's own clock, for people to see; nothing is decided by it. */
  private void timed(Entry entry, StepRow row) {
    Duration lag =
        Duration.between(row.startedAt().plusNanos(row.durationNanos()), entry.arrivedAt());
    ledger.lag(entry.source().name(), Math.max(0, lag.toMillis()));
    if (lag.compareTo(LATE) > 0) {
      count(entry, Count.LATE);
    }
  }

  private void count(Entry entry, Count count) {
    ledger.add(entry.source().name(), count, 1);
  }
}
