// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.ContainmentView.Standing;
import io.holdpoint.engine.Judge.Output;
import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.esper.Match;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.event.Refused;
import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.event.StepFacts;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.engine.state.SessionState;
import io.holdpoint.engine.state.Tracked;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the rules of a shard what was judged, and makes the answer of what they find. Many threads
 * may be in it, one at a time for each session.
 */
final class Asking {
  private final ShardRuntime runtime;
  private final Floors floors;
  private final Drifting drifting;
  private final ContainmentView containment;
  private final Verdicts verdicts;
  private final FleetDuty duty;
  private final Findings findings;

  Asking(
      ShardRuntime runtime,
      Floors floors,
      Drifting drifting,
      ContainmentView containment,
      Verdicts verdicts,
      FleetDuty duty) {
    this.runtime = runtime;
    this.floors = floors;
    this.drifting = drifting;
    this.containment = containment;
    this.verdicts = verdicts;
    this.duty = duty;
    this.findings = new Findings(verdicts, containment, duty);
  }

  /**
   * Of an attempt.
   *
   * @param evasion what speaks against it as another way to what was refused, or null
   */
  Assessment attempt(
      Step.Attempted attempt,
      Call call,
      ToolCall event,
      @Nullable Contribution evasion,
      Tracked tracked,
      Output output) {
    if (output != Output.MUTED) {
      verdicts.sighting().attempted(event, tracked);
    }
    List<Contribution> voices = new ArrayList<>();
    if (evasion != null) {
      voices.add(evasion);
    }
    List<Detection> detections =
        found(
            runtime.send(event, event.at()),
            attempt.at(),
            tracked,
            output,
            again -> voices.add(verdicts.onAttemptAgain(again, attempt.tool())));
    duty.show(event, event.at(), output);
    verdicts.onBlind(event.at()).ifPresent(voices::add);
    for (Detection detection : detections) {
      if (detection.mode() == Mode.ENFORCE) {
        voices.add(verdicts.onAttempt(detection, attempt.tool()));
      }
    }
    List<Signal> signals = findings.contain(attempt.session(), detections, output);
    Assessment answer = assessment(voices, detections, signals, tracked, attempt.at());
    if (answer.decision().verdict() instanceof Verdict.Deny) {
      refused(StepEvent.factsOf(event), tracked, output);
      tracked.steps().refused(call, answer);
    } else {
      tracked.steps().attempted(call, answer);
    }
    return answer;
  }

  /** Of a completion, whose labels stand already. */
  Assessment completion(
      Step.Completed completion, ToolResult event, Tracked tracked, Output output) {
    List<Detection> detections =
        found(runtime.send(event, event.at()), completion.at(), tracked, output, again -> {});
    duty.show(event, event.at(), output);
    List<Contribution> voices = new ArrayList<>();
    for (Detection detection : detections) {
      if (detection.mode() == Mode.ENFORCE) {
        voices.add(verdicts.onCompletion(detection));
      }
    }
    List<Signal> signals = findings.contain(tracked.session(), detections, output);
    return assessment(voices, detections, signals, tracked, completion.at());
  }

  /** Of what telemetry told; it can tighten within its grade. */
  Assessment observation(
      Step.Observed observation, Telemetry event, Tracked tracked, Output output) {
    List<Contribution> voices = new ArrayList<>();
    List<Detection> detections = findings.told(runtime.send(event), observation, tracked);
    for (Detection detection : detections) {
      if (detection.mode() == Mode.ENFORCE) {
        voices.add(verdicts.onCompletion(detection));
      }
    }
    List<Signal> signals = findings.contain(tracked.session(), detections, output);
    return assessment(voices, detections, signals, tracked, observation.at());
  }

  /** The call goes nowhere, whoever said so. */
  void refused(StepFacts facts, Tracked tracked, Output output) {
    tracked.join(SessionState.denied());
    tracked.trail().refused(facts.call(), facts.at());
    duty.show(new Refused(facts), facts.at(), output);
  }

  /** The journal does not tell when a pause or restriction stood; it may have been lifted since. */
  @Nullable Verdict contained(Step.Attempted attempt, Output output) {
    Standing standing = containment.of(attempt.session());
    if (standing == Standing.KILLED) {
      return Verdict.Deny.PLAIN;
    }
    if (output == Output.MUTED) {
      return null;
    }
    Set<Effect> allowed = containment.allowed(attempt.session());
    if (allowed != null && !allowed.containsAll(attempt.tool().effects())) {
      return Verdict.Deny.PLAIN;
    }
    return standing == Standing.PAUSED ? new Verdict.Hold(FailureMode.HOLD_LIMIT, Set.of()) : null;
  }

  /** The answer to an attempt of a session that is contained. */
  Assessment contained(Verdict verdict, Tracked tracked, Instant at) {
    Reason reason = new Reason("engine.contained", null, "The session is contained.", List.of());
    return assessment(
        List.of(new Contribution(Verdicts.JUDGE, verdict, reason)),
        List.of(),
        List.of(),
        tracked,
        at);
  }

  /** Nothing is said of it. */
  Assessment nothing(Tracked tracked, Instant at) {
    return assessment(List.of(), List.of(), List.of(), tracked, at);
  }

  private List<Detection> found(
      List<Match> matches, Instant at, Tracked tracked, Output output, Consumer<Detection> again) {
    List<Detection> found = findings.detections(matches, at, tracked, output, again);
    if (!found.isEmpty() && tracked.hasEnded()) {
      drifting.recall(tracked.session());
    }
    return found;
  }

  private Assessment assessment(
      List<Contribution> voices,
      List<Detection> detections,
      List<Signal> signals,
      Tracked tracked,
      Instant at) {
    Decision decision = voices.isEmpty() ? Verdicts.noObjection(at) : Decision.of(voices, at);
    return new Assessment(decision, findings.withOwed(detections, tracked), signals, risk(tracked));
  }

  private int risk(Tracked tracked) {
    return tracked.risk(floors);
  }
}
