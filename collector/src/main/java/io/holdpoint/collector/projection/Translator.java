// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.holdpoint.collector.batch.SpanBatch;
import io.holdpoint.collector.dialect.Dialects;
import io.holdpoint.collector.dialect.Reading;
import io.holdpoint.collector.log.Entry;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.view.StepRow;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes steps of entries. For one thread; the counts may be asked for by any. */
final class Translator {

  private static final Logger LOG = LoggerFactory.getLogger(Translator.class);

  private final Dialects dialects = new Dialects();
  private final ClaimedSteps claimedSteps = new ClaimedSteps();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder unreadable = new LongAdder();
  private final LongAdder claimed = new LongAdder();

  /** Adds the steps of an entry to {@code batch}, running {@code whenFull} as often as it is. */
  void translate(Entry entry, Batch batch, Runnable whenFull) {
    switch (entry.kind()) {
      case TRACES -> spans(entry, batch, whenFull);
      case LOGS, METRICS -> {}
    }
  }

  private void spans(Entry entry, Batch batch, Runnable whenFull) {
    try {
      SpanBatch.walk(
          entry.body(),
          (resource, span) -> {
            take(entry, dialects.read(entry.source(), entry.arrivedAt(), resource, span), batch);
            if (batch.isFull()) {
              whenFull.run();
            }
          });
    } catch (InvalidProtocolBufferException e) {
      unreadable.increment();
      LOG.error("telemetry log: got an entry that cannot be read (expected: what was accepted)", e);
    }
  }

  long stripped() {
    return dialects.stripped();
  }

  long unknown() {
    return unknown.sum();
  }

  long unreadable() {
    return unreadable.sum();
  }

  long claimed() {
    return claimed.sum();
  }

  private void take(Entry entry, Reading reading, Batch batch) {
    switch (reading) {
      case Reading.Told told -> take(entry, told, batch);
      case Reading.Unknown u -> unknown.increment();
      case Reading.Unreadable wrong -> {
        unreadable.increment();
        if (Long.bitCount(unreadable.sum()) == 1) { // told ever more rarely: 1, 2, 4, 8 ...
          LOG.warn(
              "{} spans could not be read, the last one of {}: {}",
              unreadable.sum(),
              entry.source().name(),
              wrong.why());
        }
      }
    }
  }

  private void take(Entry entry, Reading.Told told, Batch batch) {
    StepRow row = told.row();
    batch.add(row);
    batch.addDetections(told.detections());
    if (row.grade() != EvidenceGrade.G0) {
      batch.addObserved(
          row.session().tenant(),
          new Step.Observed(
              row.id(), row.sessionId(), row.kind(), row.name(), row.grade(), entry.arrivedAt()));
    }
    claimedSteps
        .take(row)
        .ifPresent(
            evidence -> {
              claimed.increment();
              LOG.warn(
                  "step {}: got the ids of a gateway's step (expected: ids of its sender's own)",
                  evidence.id());
              batch.add(evidence);
            });
  }
}
