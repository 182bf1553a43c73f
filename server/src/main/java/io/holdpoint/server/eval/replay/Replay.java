// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import io.holdpoint.gateway.decision.Attempts;
import io.holdpoint.gateway.decision.Judges;
import io.holdpoint.gateway.decision.Ruling;
import io.holdpoint.gateway.decision.StepJudgement;
import io.holdpoint.gateway.decision.StepThread;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.server.eval.trace.RecordedStep;
import io.holdpoint.server.eval.trace.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One recording on its way through the monitor. The agent of a recording cannot answer: where a
 * call was stopped, its result is never shown, and the recording goes on with its next step; what a
 * pause or kill left standing stops later calls as it would live.
 */
final class Replay {

  private static final Duration BETWEEN_STEPS = Duration.ofSeconds(2);
  private static final int CALLS_BEFORE_LATE_TASK = 2;

  private final Recording recording;
  private final ReplayMode mode;
  private final Judges judges;
  private final Attempts attempts;
  private final Reading reading;
  private final ReplayClock clock;
  private final ReplayNames names;
  private final List<ReplayedCall> calls = new ArrayList<>();
  private final Map<Integer, Pending> released = new HashMap<>();
  private RecordedStep.@Nullable UserSaid late;
  private boolean taskSeen;
  private int begun;
  private int steps;

  Replay(
      Recording recording,
      ReplayMode mode,
      Judges judges,
      Attempts attempts,
      Reading reading,
      ReplayClock clock) {
    this.recording = recording;
    this.mode = mode;
    this.judges = judges;
    this.attempts = attempts;
    this.reading = reading;
    this.clock = clock;
    this.names = new ReplayNames(recording.key(), mode, clock.instant());
  }

  /** A call that left and has not come back. */
  private record Pending(StepJudgement judgement, int index) {}

  ReplayedSession run() {
    long began = System.nanoTime();
    for (RecordedStep step : recording.steps()) {
      clock.advance(BETWEEN_STEPS);
      take(step);
    }
    judges.monitor().ended(names.session(), clock.instant());
    return new ReplayedSession(recording.key(), calls, steps, System.nanoTime() - began);
  }

  private void take(RecordedStep step) {
    switch (step) {
      case RecordedStep.UserSaid said -> user(said);
      case RecordedStep.ModelSaid said -> tell(said.step(), StepKind.MODEL_CALL, "", said.text());
      case RecordedStep.HandedOff off -> tell(off.step(), StepKind.HAND_OFF, off.to(), off.text());
      case RecordedStep.Called called -> call(called);
      case RecordedStep.Returned returned -> result(returned);
    }
  }

  private void user(RecordedStep.UserSaid said) {
    boolean first = !taskSeen;
    taskSeen = true;
    if (mode == ReplayMode.TASK_LATE && first && begun < CALLS_BEFORE_LATE_TASK) {
      late = said;
    } else {
      tell(said.step(), StepKind.USER_MESSAGE, "", said.text());
    }
  }

  private void tell(int step, StepKind kind, String name, String text) {
    if (mode == ReplayMode.MCP_ONLY) {
      return;
    }
    steps++;
    judges
        .monitor()
        .observe(
            new Step.Observed(
                names.step(step),
                names.session().id(),
                kind,
                name,
                EvidenceGrade.G1,
                clock.instant()),
            new ClearView(text));
  }

  private void call(RecordedStep.Called called) {
    if (late != null && begun >= CALLS_BEFORE_LATE_TASK) {
      RecordedStep.UserSaid task = late;
      late = null;
      tell(task.step(), StepKind.USER_MESSAGE, "", task.text());
    }
    begun++;
    steps++;
    Step.Attempted attempt =
        attempts.attempted(
            names.step(called.step()),
            names.session(),
            StepKind.TOOL_CALL,
            called.upstream(),
            called.tool(),
            called.arguments(),
            null,
            clock.instant());
    StepJudgement judgement =
        new StepJudgement(
            judges, StepThread.CALLING, attempt, new ClearView(called.arguments()), risk -> {});
    judgement.judge(ruling -> ruled(ruling, judgement, called));
  }

  private void ruled(Ruling ruling, StepJudgement judgement, RecordedStep.Called called) {
    Stop stop = stop(ruling);
    Step.Attempted attempt = judgement.attempt();
    calls.add(
        new ReplayedCall(
            called.step(),
            called.upstream() + "/" + called.tool(),
            reading.isMore(called),
            stop,
            firings(judgement, 0),
            List.of(),
            stop.isStop()
                ? judgement.decision().reasons().stream().map(Reason::text).toList()
                : List.of()));
    if (stop.isStop()) {
      Step.Completed refused =
          new Step.Completed(
              attempt.id(),
              attempt.session().id(),
              new Outcome.Refused(),
              Payload.NONE,
              Set.of(),
              clock.instant());
      judgement.complete(refused, ClearView.NONE, failure -> {});
    } else {
      released.put(called.step(), new Pending(judgement, calls.size() - 1));
    }
  }

  private Stop stop(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Go go -> Stop.NONE;
      case Ruling.Wait wait -> wait.byGate() ? Stop.PAUSE : Stop.HOLD;
      case Ruling.Refuse refused ->
          switch (judges.gate().read(names.session())) {
            case GateState.Killed killed -> Stop.KILL;
            case GateState.Restricted restricted -> Stop.RESTRICT;
            case GateState.Paused paused -> Stop.DENY;
            case GateState.Active active -> Stop.DENY;
          };
    };
  }

  private void result(RecordedStep.Returned returned) {
    Pending pending = released.remove(returned.call());
    if (pending == null) {
      return;
    }
    steps++;
    StepJudgement judgement = pending.judgement();
    int before = judgement.detections().size();
    Outcome outcome = returned.failed() ? new Outcome.ToolError() : new Outcome.Succeeded();
    Step.Completed completed =
        attempts.completed(judgement.attempt(), outcome, returned.result(), clock.instant());
    judgement.complete(completed, new ClearView(returned.result()), failure -> {});
    List<Firing> atResult = firings(judgement, before);
    if (!atResult.isEmpty()) {
      ReplayedCall call = calls.get(pending.index());
      calls.set(
          pending.index(),
          new ReplayedCall(
              call.step(),
              call.tool(),
              call.effectful(),
              call.stop(),
              call.atAttempt(),
              atResult,
              call.why()));
    }
  }

  private static List<Firing> firings(StepJudgement judgement, int from) {
    List<Detection> detections = judgement.detections();
    return detections.subList(from, detections.size()).stream().map(Replay::firing).toList();
  }

  private static Firing firing(Detection detection) {
    return new Firing(
        detection.rule().id(),
        detection.kind(),
        detection.action(),
        detection.mode(),
        detection.score(),
        detection.text(),
        detection.chain().stream().map(ReplayNames::place).toList());
  }
}
