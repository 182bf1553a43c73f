// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.canary;

import io.holdpoint.gateway.telemetry.StepReport;
import io.holdpoint.gateway.telemetry.StepSpan;
import io.holdpoint.gateway.telemetry.StepSpans;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.port.SessionDeclarations;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for the parts of the world that must not learn of a canary: no rule counts it, no
 * evidence names it, nobody is told. What decides about single calls is the real thing.
 */
public final class Quiet
    implements SessionMonitor, SignalBus, Journal, StepSpans, SessionDeclarations {

  private final List<JournalRecord> records = new ArrayList<>();
  private final AtomicLong steps = new AtomicLong();

  /** What was decided, in order. */
  synchronized List<Decision> decisions() {
    return records.stream()
        .filter(JournalRecord.Decided.class::isInstance)
        .map(entry -> ((JournalRecord.Decided) entry).decision())
        .toList();
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt) {
    return nothing(attempt.at());
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion) {
    return nothing(completion.at());
  }

  @Override
  public CompletionStage<Assessment> observe(Step.Observed observation) {
    return nothing(observation.at());
  }

  @Override
  public void ended(Session session, Instant at) {}

  private static CompletionStage<Assessment> nothing(Instant at) {
    Decision decision =
        Decision.of(new Contribution("canary", Verdict.Permit.PLAIN, Reason.NO_OBJECTION), at);
    return CompletableFuture.completedFuture(new Assessment(decision, List.of(), List.of(), 0));
  }

  @Override
  public CompletionStage<Published> publish(Signal signal) {
    return CompletableFuture.completedFuture(new Published(1, signal));
  }

  @Override
  public Containment containment() {
    return Containment.NONE;
  }

  @Override
  public Subscription subscribe(long afterSequence, Consumer<Published> listener) {
    return () -> {};
  }

  @Override
  public synchronized CompletionStage<Void> append(
      Durability durability, List<JournalRecord> entries) {
    records.addAll(entries);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void replay(Consumer<JournalRecord> reader) {}

  @Override
  public void close() {}

  @Override
  public StepSpan open(@Nullable String traceparent, Instant at) {
    String number = String.format("%016x", steps.incrementAndGet());
    StepId id = new StepId("canary", "00000000000000ca" + number, number);
    return new StepSpan() {
      @Override
      public StepId id() {
        return id;
      }

      @Override
      public String traceparent() {
        return "00-" + id.traceId() + "-" + id.spanId() + "-01";
      }

      @Override
      public void close(StepReport report, Instant end) {}
    };
  }

  @Override
  public void sessionEnded(Session session, int risk, Instant at) {}

  @Override
  public DeclaredSession declare(SessionDeclaration declaration) {
    throw new UnsupportedOperationException("canaries declare nothing");
  }

  @Override
  public Optional<DeclaredSession> find(String handle) {
    return Optional.empty();
  }
}
