// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.holdpoint.collector.assembly.Assembly;
import io.holdpoint.collector.batch.LogBatch;
import io.holdpoint.collector.batch.SpanBatch;
import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.collector.dialect.Dialects;
import io.holdpoint.collector.dialect.Reading;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.log.Entry;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes steps of entries and counts what came of them. For one thread. */
final class Translator {

  private static final Logger LOG = LoggerFactory.getLogger(Translator.class);
  private static final Duration LATE = Duration.ofMinutes(1);

  /** What is known of steps that went by; gone with the process. */
  private record Memory(ClaimedSteps claimedSteps, SequenceGaps gaps, Assembly assembly) {}

  private final Dialects dialects;
  private final SourceLedger ledger;
  private final Memory memory;
  private final ContentView contents;
  private Instant lastArrival = Instant.EPOCH;
  private long lastReadAt = System.nanoTime();
  private long position;

  /**
   * A translator that has read nothing.
   *
   * @param sources whose principals' calls may be told of twice
   */
  Translator(SourceLedger ledger, ContentView contents, List<Source> sources) {
    this(
        ledger,
        contents,
        new Memory(new ClaimedSteps(), new SequenceGaps(), new Assembly(contents)));
    sources.forEach(this::expect);
  }

  private Translator(SourceLedger ledger, ContentView contents, Memory memory) {
    this.dialects = new Dialects(ledger, contents);
    this.ledger = ledger;
    this.contents = contents;
    this.memory = memory;
  }

  /**
   * Brings back to mind what earlier entries told, so that what comes next finds what it belongs
   * to. They were carried over before the process started: nothing is counted or told again.
   *
   * @param entries hands over earlier entries in their order, with their positions
   * @param told takes their steps, as they are known from both views
   * @throws IOException if they cannot be read
   */
  void recall(Recall.Entries entries, Consumer<List<StepRow>> told) throws IOException {
    SourceLedger uncounted = new SourceLedger();
    Batch untold = new Batch(uncounted);
    Translator again = new Translator(uncounted, contents, memory);
    entries.forEach(
        (entry, at) -> {
          again.translate(entry, at, untold, () -> tellAgain(untold, told));
          tellAgain(untold, told);
        });
    memory.assembly().recalled(untold);
    tellAgain(untold, told);
    uncounted.skews().forEach(ledger::skew);
    lastArrival = again.lastArrival;
  }

  private static void tellAgain(Batch untold, Consumer<List<StepRow>> told) {
    told.accept(untold.steps());
    untold.clear();
  }

  /** Steps wait for others no longer than they would if entries went on coming. */
  void idle(Batch batch) {
    memory.assembly().advance(lastArrival.plusNanos(System.nanoTime() - lastReadAt), batch);
  }

  /** Nothing more comes: what waits has waited long enough. */
  void waitNoLonger(Batch batch) {
    memory.assembly().advance(lastArrival.plus(Duration.ofHours(1)), batch);
  }

  /** True if a step waits for another one, or for its time to be looked at. */
  boolean isWaiting() {
    return memory.assembly().isWaiting();
  }

  /** The position of the first entry of which a step is still to come, or {@code otherwise}. */
  long firstWaiting(long otherwise) {
    return memory.assembly().firstWaiting(otherwise);
  }

  private void expect(Source source) {
    if (source.trust() == Trust.FRAMEWORK) {
      source
          .principals()
          .forEach(principal -> memory.assembly().expect(source.tenant(), principal));
    }
  }

  /**
   * Adds the steps of an entry to {@code batch}, running {@code whenFull} as often as it is.
   *
   * @param at where in the log the entry stands
   */
  void translate(Entry entry, long at, Batch batch, Runnable whenFull) {
    position = at;
    lastArrival = entry.arrivedAt();
    lastReadAt = System.nanoTime();
    expect(entry.source());
    memory.assembly().advance(lastArrival, batch);
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
      case Reading.Unknown u -> {
        count(entry, Count.UNKNOWN);
        dialects
            .ties()
            .ifPresent(ties -> memory.assembly().passed(entry.source().name(), ties, batch));
      }
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
    batch.addDetections(told.detections());
    count(entry, Count.STEPS);
    timed(entry, row);
    StepRow evidence = memory.claimedSteps().take(row).orElse(null);
    if (row.grade() == EvidenceGrade.G0) {
      memory.assembly().seen(row, batch);
    } else {
      counted(entry, row);
      if (evidence != null) {
        observe(entry, row, batch);
      } else {
        dialects
            .ties()
            .ifPresent(
                ties -> memory.assembly().told(entry.source().name(), row, ties, position, batch));
      }
    }
    if (evidence != null) {
      claimed(entry, evidence, batch);
    }
  }

  private void counted(Entry entry, StepRow row) {
    long number = dialects.sequence();
    if (number > 0) {
      ledger.add(
          entry.source().name(),
          Count.MISSING,
          memory.gaps().take(row.sessionId().value(), number));
    }
  }

  private static void observe(Entry entry, StepRow row, Batch batch) {
    batch.observed(
        row.session().tenant(),
        new Step.Observed(
            row.id(), row.sessionId(), row.kind(), row.name(), row.grade(), entry.arrivedAt()));
  }

  private void claimed(Entry entry, StepRow evidence, Batch batch) {
    count(entry, Count.CLAIMED);
    LOG.warn(
        "step {}: got the ids of a gateway's step (expected: ids of its sender's own)",
        evidence.id());
    memory.assembly().drop(evidence);
    batch.row(evidence);
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
