// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Judge.Output;
import io.holdpoint.engine.esper.Match;
import io.holdpoint.engine.event.Detected;
import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.state.SessionState;
import io.holdpoint.engine.state.Tracked;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What rules found in a session: each match once, and at once latched. Takes many threads. */
final class Findings {
  private final Verdicts verdicts;
  private final ContainmentView containment;
  private final FleetDuty duty;

  Findings(Verdicts verdicts, ContainmentView containment, FleetDuty duty) {
    this.verdicts = verdicts;
    this.containment = containment;
    this.duty = duty;
  }

  /**
   * The detections of a session's matches, each once.
   *
   * @param again is told of enforced ones that need not be told to people again
   */
  List<Detection> detections(
      List<Match> matches, Instant at, Tracked tracked, Output output, Consumer<Detection> again) {
    if (matches.isEmpty()) {
      return List.of();
    }
    Map<String, Detection> found = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    for (Match match : matches) {
      if (match.trigger() instanceof StepEvent trigger
          && !verdicts.isOutOfForce(match)
          && !verdicts.excepted(match, at)) {
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
    found.values().forEach(d -> tracked.join(SessionState.detected(weight(d))));
    return List.copyOf(found.values());
  }

  private void tell(Detection detection, StepEvent trigger, Tracked tracked, Output output) {
    String source = verdicts.sourceOf(detection, trigger);
    long at = trigger.at();
    duty.show(new Detected(detection, tracked.session(), trigger.tool(), source, at), at, output);
  }

  /** What rules across sessions found about the session comes to people with its next step. */
  List<Detection> withOwed(List<Detection> detections, Tracked tracked) {
    List<Detection> owed = duty.owedTo(tracked.session().id());
    if (owed.isEmpty()) {
      return detections;
    }
    owed.stream()
        .filter(d -> d.mode() == Mode.ENFORCE)
        .forEach(d -> tracked.join(SessionState.suspected(d.score())));
    List<Detection> all = new ArrayList<>(detections);
    all.addAll(owed);
    return all;
  }

  /** Latches what the detections ask for at once, before anybody else is let in. */
  List<Signal> contain(Session session, List<Detection> detections, Output output) {
    if (output == Output.MUTED || detections.isEmpty()) {
      return List.of();
    }
    List<Signal> signals = verdicts.signals(session, detections, containment);
    if (output == Output.REPLAYED) {
      signals.forEach(containment::expect);
      return List.of();
    }
    signals.forEach(containment::ask);
    return signals;
  }

  /** The detections of what telemetry told; what is not well attested may only tell people. */
  List<Detection> told(List<Match> matches, Step.Observed observation, Tracked tracked) {
    List<Detection> detections = new ArrayList<>();
    for (Match match : matches) {
      if (verdicts.isOutOfForce(match)) {
        continue;
      }
      Rule rule = verdicts.rule(match);
      if (verdicts.excepted(match, observation.at())
          || verdicts.alreadyTold(match, observation.at())) {
        continue;
      }
      boolean mayContain = observation.grade() != EvidenceGrade.G3 && rule.action().contains();
      Detection detection =
          verdicts.detection(
              rule,
              tracked.session(),
              List.of(observation.id()),
              mayContain ? rule.action() : Action.ALERT,
              rule.modeFor(match.trigger()),
              rule.title(),
              observation.at());
      detections.add(detection);
      tracked.join(SessionState.detected(weight(detection)));
    }
    return detections;
  }

  /** What a rule in shadow finds teaches no baseline either, but weighs nothing. */
  private static int weight(Detection detection) {
    return detection.mode() == Mode.ENFORCE ? detection.score() : 0;
  }
}
