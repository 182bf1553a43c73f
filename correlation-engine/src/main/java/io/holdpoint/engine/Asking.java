// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Judge.Output;
import io.holdpoint.engine.esper.Match;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.event.Detected;
import io.holdpoint.engine.event.Refused;
import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.event.StepFacts;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.state.Call;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.engine.state.Risk;
import io.holdpoint.engine.state.SessionState;
import io.holdpoint.engine.state.Tracked;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the rules of a shard what was judged, and makes the answer of what they find: detections,
 * each told once, what they latch at once, the risk that is left. Many threads may be in it, one at
 * a time for each session.
 */
final class Asking {
  private final ShardRuntime runtime;
  private final Floors floors;
  private final Drifting drifting;
  private final ContainmentView containment;
  private final Verdicts verdicts;
  private final FleetDuty duty;

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
    List<Contribution> voices = new ArrayList<>();
    if (evasion != null) {
      voices.add(evasion);
    }
    List<Detection> detections =
        detections(
            runtime.send(event, event.at()),
            attempt.at(),
            tracked,
            output,
            again -> voices.add(verdicts.onAttemptAgain(again)));
    duty.show(event, event.at(), output);
    for (Detection detection : detections) {
      if (detection.mode() == Mode.ENFORCE) {
        voices.add(verdicts.onAttempt(detection));
      }
    }
    List<Signal> signals = contain(attempt.session(), detections, output);
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
        detections(runtime.send(event, event.at()), completion.at(), tracked, output, again -> {});
    duty.show(event, event.at(), output);
    List<Contribution> voices = new ArrayList<>();
    for (Detection detection : detections) {
      if (detection.mode() == Mode.ENFORCE) {
        voices.add(verdicts.onCompletion(detection));
      }
    }
    List<Signal> signals = contain(tracked.session(), detections, output);
    return assessment(voices, detections, signals, tracked, completion.at());
  }

  /** Of what telemetry told; it can tighten within its grade. */
  Assessment observation(
      Step.Observed observation, Telemetry event, Tracked tracked, Output output) {
    List<Detection> detections = new ArrayList<>();
    List<Contribution> voices = new ArrayList<>();
    for (Match match : runtime.send(event)) {
      Rule rule = verdicts.rule(match);
      if (verdicts.excepted(match, observation.at())
          || verdicts.alreadyTold(match, observation.at())) {
        continue;
      }
      boolean mayContain =
          observation.grade() != EvidenceGrade.G3 && rule.action().compareTo(Action.PAUSE) >= 0;
      Detection detection =
          verdicts.detection(
              rule,
              tracked.session(),
              List.of(observation.id()),
              mayContain ? rule.action() : Action.ALERT,
              rule.title(),
              observation.at());
      detections.add(detection);
      tracked.join(SessionState.detected(detection.score()));
      if (detection.mode() == Mode.ENFORCE) {
        voices.add(verdicts.onCompletion(detection));
      }
    }
    List<Signal> signals = contain(tracked.session(), detections, output);
    return assessment(voices, detections, signals, tracked, observation.at());
  }

  /** The call goes nowhere, whoever said so. */
  void refused(StepFacts facts, Tracked tracked, Output output) {
    tracked.join(SessionState.denied());
    tracked.trail().refused(facts.call(), facts.at());
    duty.show(new Refused(facts), facts.at(), output);
  }

  /** The journal does not tell when a pause stood; it may have been lifted since. */
  @Nullable Verdict contained(Session session, Output output) {
    return switch (containment.of(session)) {
      case KILLED -> Verdict.Deny.PLAIN;
      case PAUSED ->
          output == Output.MUTED ? null : new Verdict.Hold(FailureMode.HOLD_LIMIT, Set.of());
      case FREE -> null;
    };
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

  /**
   * The detections of a session's matches, each once.
   *
   * @param again is told of enforced ones that need not be told to people again
   */
  private List<Detection> detections(
      List<Match> matches, Instant at, Tracked tracked, Output output, Consumer<Detection> again) {
    if (matches.isEmpty()) {
      return List.of();
    }
    Map<String, Detection> found = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    for (Match match : matches) {
      if (match.trigger() instanceof StepEvent trigger && !verdicts.excepted(match, at)) {
        Detection detection = verdicts.detection(match, trigger, at);
        if (!detection.session().equals(tracked.session().id()) || !known.add(detection.id())) {
          continue;
        }
        if (!verdicts.alreadyTold(match, at)) {
          found.put(detection.id(), detection);
          tell(detection, trigger, tracked, output);
        } else if (detection.mode() == Mode.ENFORCE) {
          again.accept(detection);
        }
      }
    }
    found.values().forEach(d -> tracked.join(SessionState.detected(d.score())));
    if (!found.isEmpty() && tracked.hasEnded()) {
      drifting.recall(tracked.session());
    }
    return List.copyOf(found.values());
  }

  private void tell(Detection detection, StepEvent trigger, Tracked tracked, Output output) {
    String source = verdicts.sourceOf(detection, trigger);
    long at = trigger.at();
    duty.show(new Detected(detection, tracked.session(), trigger.tool(), source, at), at, output);
  }

  /** Latches what the detections ask for at once, before anybody else is let in. */
  private List<Signal> contain(Session session, List<Detection> detections, Output output) {
    if (output == Output.MUTED || detections.isEmpty()) {
      return List.of();
    }
    List<Signal> signals = verdicts.signals(session, detections, containment.of(session));
    if (output == Output.REPLAYED) {
      signals.forEach(containment::expect);
      return List.of();
    }
    signals.forEach(containment::ask);
    return signals;
  }

  private Assessment assessment(
      List<Contribution> voices,
      List<Detection> detections,
      List<Signal> signals,
      Tracked tracked,
      Instant at) {
    Decision decision = voices.isEmpty() ? Verdicts.noObjection(at) : Decision.of(voices, at);
    return new Assessment(decision, withOwed(detections, tracked), signals, risk(tracked));
  }

  /** What rules across sessions found about the session comes to people with its next step. */
  private List<Detection> withOwed(List<Detection> detections, Tracked tracked) {
    List<Detection> owed = duty.owedTo(tracked.session().id());
    if (owed.isEmpty()) {
      return detections;
    }
    owed.forEach(d -> tracked.join(SessionState.detected(d.score())));
    List<Detection> all = new ArrayList<>(detections);
    all.addAll(owed);
    return all;
  }

  private int risk(Tracked tracked) {
    return Risk.total(tracked.state().counters(), tracked.visible(floors));
  }
}
