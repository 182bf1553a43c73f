// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.telemetry.StepReport;
import io.holdpoint.gateway.telemetry.StepSpan;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One judged step from its attempt to its end: gate, monitor, signals, journal, span, in this order
 * and on the loop of its caller. Whoever runs it does the sending.
 */
final class StepRun {

  private static final Logger LOG = LoggerFactory.getLogger(StepRun.class);

  private final CallServices services;
  private final Caller caller;
  private final StepSpan span;
  private final WireFacts wire;
  private final Step.Attempted attempt;
  private final ClearView arguments;
  private final GateVoice voice;
  private final Map<String, Detection> detections = new LinkedHashMap<>();
  private final Set<String> published = new HashSet<>();
  private Decision decision;
  private boolean assessed;
  private boolean attemptWritten;
  private boolean completionWritten;
  private boolean releasedByPerson;

  StepRun(
      CallServices services,
      Caller caller,
      StepSpan span,
      Step.Attempted attempt,
      ClearView arguments,
      WireFacts wire) {
    this.services = services;
    this.caller = caller;
    this.span = span;
    this.attempt = attempt;
    this.arguments = arguments;
    this.wire = wire;
    this.voice = new GateVoice(attempt);
    this.decision = voice.open(attempt.at());
  }

  Step.Attempted attempt() {
    return attempt;
  }

  String traceparent() {
    return span.traceparent();
  }

  /** A person let go what was held: a hold does not bind again, a denial does. */
  void releasedByPerson() {
    releasedByPerson = true;
  }

  boolean isReleasedByPerson() {
    return releasedByPerson;
  }

  /** Reads the gate and asks the monitor. */
  void judge(Consumer<Ruling> then) {
    GateState state = services.gate().read(attempt.session());
    Ruling early = voice.ruling(state, services.limits().hold());
    if (!(early instanceof Ruling.Go)) {
      decision = voice.decision(state, services.clock().instant());
      then.accept(early);
      return;
    }
    Stages.then(
        caller.loop(),
        Stages.attempt(() -> services.monitor().assess(attempt, arguments)),
        (assessment, failure) -> {
          if (assessment == null) {
            LOG.error("step {} could not be assessed", attempt.id(), failure);
            decision = voice.failed(services.clock().instant());
            then.accept(new Ruling.Refuse(NeutralText.ref("E", attempt.id())));
          } else {
            assessed(assessment, then);
          }
        });
  }

  private void assessed(Assessment assessment, Consumer<Ruling> then) {
    assessed = true;
    take(assessment);
    publish(
        assessment,
        failure -> {
          if (failure != null) {
            LOG.error("signals of step {} could not be made durable", attempt.id(), failure);
            decision = voice.failed(services.clock().instant());
            then.accept(new Ruling.Refuse(NeutralText.ref("E", attempt.id())));
          } else {
            then.accept(combined(assessment.decision()));
          }
        });
  }

  private Ruling combined(Decision judged) {
    GateState state = services.gate().read(attempt.session());
    Ruling gate = voice.ruling(state, services.limits().hold());
    boolean released = releasedByPerson && judged.verdict() instanceof Verdict.Hold;
    decision = released ? voice.released(judged) : judged;
    if (!(gate instanceof Ruling.Go)) {
      decision = decision.and(voice.contribution(state));
      if (gate instanceof Ruling.Refuse || !(judged.verdict() instanceof Verdict.Deny)) {
        return gate;
      }
    }
    return switch (decision.verdict()) {
      case Verdict.Permit permit -> new Ruling.Go();
      case Verdict.Deny deny -> new Ruling.Refuse(NeutralText.ref("D", attempt.id()));
      case Verdict.Hold hold ->
          new Ruling.Wait(
              NeutralText.ref("H", attempt.id()), shorter(hold, services.limits()), false);
    };
  }

  private static java.time.Duration shorter(Verdict.Hold hold, CallLimits limits) {
    return hold.limit().compareTo(limits.hold()) < 0 ? hold.limit() : limits.hold();
  }

  /** Reads the gate alone, right before the first byte leaves. */
  Ruling lastLook() {
    GateState state = services.gate().read(attempt.session());
    Ruling ruling = voice.ruling(state, services.limits().hold());
    if (!(ruling instanceof Ruling.Go)) {
      decision = decision.and(voice.contribution(state));
    }
    return ruling;
  }

  /** Writes attempt and decision to the journal, and that it leaves if it does, in one append. */
  void writeDecision(boolean leaves, Consumer<@Nullable Throwable> then) {
    List<JournalRecord> records = new ArrayList<>(3);
    if (!attemptWritten) {
      attemptWritten = true;
      records.add(new JournalRecord.Attempted(attempt));
    }
    records.add(new JournalRecord.Decided(attempt.id(), decision));
    if (leaves) {
      records.add(new JournalRecord.Dispatched(attempt.id(), services.clock().instant()));
    } else if (!assessed && !(decision.verdict() instanceof Verdict.Hold)) {
      completionWritten = true;
      records.add(new JournalRecord.Completed(refusal()));
    }
    append(records, then);
  }

  /** Tells the monitor how it ended, then the journal. What the result carries stands after it. */
  void complete(
      Outcome outcome,
      Payload result,
      ClearView clear,
      Set<DataLabel> labels,
      Consumer<@Nullable Throwable> then) {
    Step.Completed completed =
        new Step.Completed(
            attempt.id(),
            attempt.session().id(),
            outcome,
            result,
            labels,
            services.clock().instant());
    Consumer<@Nullable Throwable> afterwards =
        failure -> {
          close(completed);
          then.accept(failure);
        };
    if (!assessed) {
      writeCompletion(completed, afterwards);
      return;
    }
    Stages.then(
        caller.loop(),
        Stages.attempt(() -> services.monitor().complete(completed, clear)),
        (assessment, failure) -> {
          if (assessment == null) {
            LOG.error("end of step {} could not be assessed", attempt.id(), failure);
            writeCompletion(completed, ignored -> afterwards.accept(orUnknown(failure)));
            return;
          }
          take(assessment);
          publish(
              assessment,
              unpublished ->
                  writeCompletion(
                      completed,
                      unwritten ->
                          afterwards.accept(unpublished != null ? unpublished : unwritten)));
        });
  }

  /** It ended without a result. */
  void endWithout(Outcome outcome, Consumer<@Nullable Throwable> then) {
    complete(outcome, Payload.NONE, ClearView.NONE, Set.of(), then);
  }

  /** The step was never sent. */
  void refuse(Consumer<@Nullable Throwable> then) {
    endWithout(new Outcome.Refused(), then);
  }

  private Step.Completed refusal() {
    return new Step.Completed(
        attempt.id(),
        attempt.session().id(),
        new Outcome.Refused(),
        Payload.NONE,
        Set.of(),
        services.clock().instant());
  }

  private void writeCompletion(Step.Completed completed, Consumer<@Nullable Throwable> then) {
    if (completionWritten) {
      then.accept(null);
      return;
    }
    completionWritten = true;
    append(List.of(new JournalRecord.Completed(completed)), then);
  }

  private void append(List<JournalRecord> records, Consumer<@Nullable Throwable> then) {
    Journal.Durability durability = voice.durability(services.limits());
    Stages.then(
        caller.loop(),
        Stages.attempt(() -> services.journal().append(durability, records)),
        (nothing, failure) -> {
          if (failure != null) {
            LOG.error("journal: step {} could not be written", attempt.id(), failure);
          }
          then.accept(failure);
        });
  }

  private void take(Assessment assessment) {
    assessment.detections().forEach(d -> detections.put(d.id(), d));
    caller.live().risk(assessment.risk());
  }

  /** Publishes the signals not yet published; after a release the pause that led there is not. */
  private void publish(Assessment assessment, Consumer<@Nullable Throwable> then) {
    List<Signal> signals = assessment.signals();
    if (signals.isEmpty()) {
      then.accept(null);
      return;
    }
    List<CompletableFuture<Published>> stages = new ArrayList<>();
    for (Signal signal : signals) {
      boolean stale = releasedByPerson && signal instanceof Signal.Pause;
      if (!stale && published.add(signal.header().ref())) {
        stages.add(Stages.attempt(() -> services.bus().publish(signal)).toCompletableFuture());
      }
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(stages.toArray(new CompletableFuture<?>[0]));
    Stages.then(caller.loop(), all, (nothing, failure) -> then.accept(failure));
  }

  private void close(Step.Completed completed) {
    Instant at = completed.at();
    span.close(
        new StepReport(
            attempt,
            wire,
            decision,
            List.copyOf(detections.values()),
            caller.live().risk(),
            completed.outcome(),
            completed.result(),
            completed.labels()),
        at);
  }

  private static Throwable orUnknown(@Nullable Throwable failure) {
    return failure != null ? failure : new IllegalStateException("assessment: got nothing");
  }
}
