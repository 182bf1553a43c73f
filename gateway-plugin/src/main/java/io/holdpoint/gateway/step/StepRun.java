// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.step;

import io.holdpoint.gateway.decision.PolicyDecisionPoint;
import io.holdpoint.gateway.decision.Ruling;
import io.holdpoint.gateway.decision.Stages;
import io.holdpoint.gateway.decision.StepJudgement;
import io.holdpoint.gateway.decision.StepThread;
import io.holdpoint.gateway.recording.Recording;
import io.holdpoint.gateway.session.LiveSession;
import io.holdpoint.gateway.telemetry.StepReport;
import io.holdpoint.gateway.telemetry.StepSpan;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One judged step from its attempt to its end: gate, monitor, signals, journal, span, in this order
 * and on its own thread. Whoever runs it does the sending.
 */
public final class StepRun {

  private static final Logger LOG = LoggerFactory.getLogger(StepRun.class);

  private final Steps steps;
  private final LiveSession live;
  private StepThread thread;
  private final StepSpan span;
  private final ClearView arguments;
  private WireFacts wire;
  private final Step.Attempted attempt;
  private final StepJudgement judgement;
  private boolean attemptWritten;
  private boolean completionWritten;
  private boolean decidedAnew;
  private boolean approved;
  private int messages;

  StepRun(
      Steps steps,
      LiveSession live,
      StepThread thread,
      StepSpan span,
      Step.Attempted attempt,
      ClearView arguments,
      WireFacts wire,
      Set<String> groups) {
    this.steps = steps;
    this.live = live;
    this.thread = thread;
    this.span = span;
    this.attempt = attempt;
    this.arguments = arguments;
    this.wire = wire;
    this.judgement =
        new StepJudgement(
            steps.judges(), thread, attempt, arguments, groups, live.risk(), live::risk);
  }

  /**
   * Another owner goes on with it, on its own thread; to be called with nothing under way and by
   * whoever has it from the former owner safely.
   */
  public void movedTo(StepThread next, WireFacts how) {
    thread = next;
    wire = how;
    judgement.movedTo(next);
  }

  /** What is asked for. */
  public Step.Attempted attempt() {
    return attempt;
  }

  /** The W3C trace context to pass on, so that what follows becomes a child. */
  public String traceparent() {
    return span.traceparent();
  }

  /** Says which offer of a server the step uses. */
  public void uses(Offer offer) {
    judgement.uses(offer);
  }

  /** A person let go what was held: a hold does not bind again, a denial does. */
  public void releasedByPerson() {
    judgement.releasedByPerson();
  }

  /** What let it go is gone: a hold binds again. */
  public void heldAgain() {
    judgement.heldAgain();
  }

  /** A person said yes to it, and that word is used up by it. */
  public void approved() {
    approved = true;
  }

  /** True if a person said yes to this very step, which is more than to let a session go on. */
  public boolean isApproved() {
    return approved;
  }

  /** Something speaks against it after it was judged. */
  public void object(Contribution objection) {
    judgement.object(objection);
  }

  /** True if it may go only because a person let it go. */
  public boolean goesByRelease() {
    return judgement.goesByRelease();
  }

  /** True once the monitor has judged it. */
  public boolean isAssessed() {
    return judgement.isAssessed();
  }

  /** Its arguments in the clear. */
  public ClearView arguments() {
    return arguments;
  }

  /** What was decided last. */
  public Decision decision() {
    return judgement.decision();
  }

  /** What the policy wants to be done besides, as it was said last. */
  public PolicyDecisionPoint.Orders orders() {
    return judgement.orders();
  }

  /** What the policy says of a result; true if it may be given out. */
  public boolean permitsResult(PolicyDecisionPoint.Result result) {
    Decision before = judgement.decision();
    boolean permitted = judgement.permitsResult(result);
    decidedAnew |= !before.equals(judgement.decision());
    return permitted;
  }

  /** Reads the gate and asks the monitor. */
  public void judge(Consumer<Ruling> then) {
    judgement.judge(then);
  }

  /** Asks the monitor about a step that has happened already; the ruling comes too late for it. */
  public void judgeLate(Consumer<Ruling> then) {
    judgement.judgeLate(then);
  }

  /** Reads the gate alone, right before the first byte leaves. */
  public Ruling lastLook() {
    return judgement.lastLook();
  }

  /** Writes attempt and decision to the journal, and that it leaves if it does, in one append. */
  public void writeDecision(boolean leaves, Consumer<@Nullable Throwable> then) {
    List<JournalRecord> records = new ArrayList<>(3);
    if (!attemptWritten) {
      List<JournalRecord> clear =
          recorded(JournalRecord.Recorded.Part.ARGUMENTS, 0, arguments, attempt.at(), then);
      if (clear == null) {
        return;
      }
      attemptWritten = true;
      records.add(new JournalRecord.Attempted(attempt));
      records.addAll(clear);
    }
    Decision decision = judgement.decision();
    records.add(new JournalRecord.Decided(attempt.id(), decision));
    if (leaves) {
      records.addAll(judgement.leaves());
      records.add(new JournalRecord.Dispatched(attempt.id(), now()));
    } else if (!judgement.isAssessed() && !(decision.verdict() instanceof Verdict.Hold)) {
      completionWritten = true;
      records.add(new JournalRecord.Completed(refusal()));
    }
    append(records, then);
  }

  /** Its server said something on the way, which the caller is about to hear. */
  public void passed(ClearView message) {
    List<JournalRecord> pieces =
        recorded(JournalRecord.Recorded.Part.MESSAGES, messages, message, now(), failure -> {});
    if (pieces != null && !pieces.isEmpty()) {
      messages += pieces.size();
      try {
        steps.journal().appendNow(pieces);
      } catch (IllegalStateException unwritable) {
        LOG.error("journal: a message of {} could not be written", attempt.id(), unwritable);
      }
    }
  }

  /** Tells the monitor how it ended, then the journal. What the result carries stands after it. */
  public void complete(
      Outcome outcome,
      Payload result,
      ClearView clear,
      Set<DataLabel> labels,
      Consumer<@Nullable Throwable> then) {
    if (!labels.isEmpty()) {
      live.tainted();
    }
    Step.Completed completed =
        new Step.Completed(attempt.id(), attempt.session().id(), outcome, result, labels, now());
    steps.approvals().reached(attempt.session(), labels);
    judgement.complete(
        completed,
        clear,
        unassessed ->
            writeCompletion(
                completed,
                clear,
                unwritten -> {
                  close(completed);
                  then.accept(unassessed != null ? unassessed : unwritten);
                }));
  }

  /** It ended without a result. */
  public void endWithout(Outcome outcome, Consumer<@Nullable Throwable> then) {
    complete(outcome, Payload.NONE, ClearView.NONE, Set.of(), then);
  }

  /** The step was never sent. */
  public void refuse(Consumer<@Nullable Throwable> then) {
    endWithout(new Outcome.Refused(), then);
  }

  private Instant now() {
    return steps.judges().clock().instant();
  }

  private Step.Completed refusal() {
    return new Step.Completed(
        attempt.id(), attempt.session().id(), new Outcome.Refused(), Payload.NONE, Set.of(), now());
  }

  private void writeCompletion(
      Step.Completed completed, ClearView clear, Consumer<@Nullable Throwable> then) {
    if (completionWritten) {
      then.accept(null);
      return;
    }
    List<JournalRecord> pieces =
        recorded(JournalRecord.Recorded.Part.RESULT, 0, clear, completed.at(), then);
    if (pieces == null) {
      return;
    }
    completionWritten = true;
    List<JournalRecord> records = new ArrayList<>(2);
    if (decidedAnew) {
      records.add(new JournalRecord.Decided(attempt.id(), judgement.decision()));
    }
    records.addAll(pieces);
    records.add(new JournalRecord.Completed(completed));
    records.addAll(judgement.counted());
    append(records, then);
  }

  /** What is kept of a text in the clear; null if that fails, which {@code then} is told. */
  private @Nullable List<JournalRecord> recorded(
      JournalRecord.Recorded.Part part,
      int from,
      ClearView text,
      Instant at,
      Consumer<@Nullable Throwable> then) {
    try {
      return steps.recording().clear(attempt, part, from, text, at);
    } catch (RuntimeException e) {
      LOG.error("recording: {} could not be kept", attempt.id(), e);
      then.accept(e);
      return null;
    }
  }

  private void append(List<JournalRecord> records, Consumer<@Nullable Throwable> then) {
    Journal.Durability durability = judgement.durability(steps.durability());
    Stages.then(
        thread,
        Stages.attempt(() -> steps.journal().append(thread, durability, records)),
        (nothing, failure) -> {
          if (failure != null) {
            LOG.error("journal: step {} could not be written", attempt.id(), failure);
          }
          then.accept(failure);
        });
  }

  private void close(Step.Completed completed) {
    Instant at = completed.at();
    span.close(
        new StepReport(
            told(),
            wire,
            judgement.decision(),
            judgement.detections(),
            live.risk(),
            completed.outcome(),
            sealed(Recording.Place.RESULT, completed.result()),
            completed.labels()),
        at);
  }

  /** The attempt as the world is told of it. */
  private Step.Attempted told() {
    Payload shown = sealed(Recording.Place.ARGUMENTS, attempt.arguments());
    return shown.equals(attempt.arguments())
        ? attempt
        : new Step.Attempted(
            attempt.id(), attempt.session(), attempt.kind(), attempt.tool(), shown, attempt.at());
  }

  private Payload sealed(Recording.Place place, Payload payload) {
    return steps.recording().sealed(attempt.session().id(), attempt.id(), place, payload);
  }
}
