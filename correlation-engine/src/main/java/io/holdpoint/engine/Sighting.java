// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.event.StepFacts;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.sight.AgentSight;
import io.holdpoint.engine.sight.Blind;
import io.holdpoint.engine.sight.Ground;
import io.holdpoint.engine.sight.Sights;
import io.holdpoint.engine.state.Tracked;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.verdict.Mode;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Counts what steps tell of what rules rest on. Takes many threads. */
final class Sighting {
  private final Sights sights = new Sights();

  /** These rules are in force. */
  void need(Collection<Rule> rules) {
    sights.need(
        rules.stream()
            .filter(rule -> rule.mode() != Mode.OFF)
            .collect(Collectors.toMap(Rule::id, Rule::need)));
  }

  /** An attempt as rules see it. */
  void attempted(ToolCall event, Tracked tracked) {
    if (sights.isIdle()) {
      return;
    }
    AgentSight sight = of(tracked, event.at());
    StepFacts facts = StepEvent.factsOf(event);
    Session session = tracked.session();
    sight.count(Ground.USER_WORDS, event.userKnown());
    sight.count(Ground.STATED_TASK, !session.key().isWeak() && !session.task().isBlank());
    sight.count(Ground.BASELINE, facts.baselineSessions() > 0);
    sight.count(Ground.KNOWN_TOOLS, event.knownTool());
    sight.asked(Ground.RESULTS);
    if (facts.counters().calls() == 0) {
      sight.asked(Ground.TELEMETRY);
    }
    sights.called(sight, event.at());
  }

  /** An end, whatever it was. */
  void completed(Tracked tracked) {
    AgentSight sight = tracked.sight();
    if (sight != null) {
      sight.told(Ground.RESULTS);
    }
  }

  /** Somebody told of the session after the fact. */
  void observed(Tracked tracked, EvidenceGrade grade) {
    AgentSight sight = tracked.sight();
    boolean framework = grade == EvidenceGrade.G2 || grade == EvidenceGrade.G3;
    if (sight != null && framework && tracked.heardOfFramework()) {
      sight.told(Ground.TELEMETRY);
    }
  }

  /** Every rule that is blind. */
  List<Blind> blind() {
    return sights.blind();
  }

  private AgentSight of(Tracked tracked, long now) {
    AgentSight known = tracked.sight();
    if (known != null) {
      return known;
    }
    Session session = tracked.session();
    AgentSight sight =
        sights.of(
            session.floor().value(),
            session.identity().tenant(),
            session.identity().subject(),
            now);
    tracked.seenWith(sight);
    return sight;
  }
}
