// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.engine.BlindSpot;
import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import java.time.InstantSource;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells operators what the engine could not see, and which rules were blind to it. */
final class BlindSpotRoute {
  private final CorrelationEngine engine;
  private final Supplier<RuleSet> rules;
  private final InstantSource clock;

  BlindSpotRoute(CorrelationEngine engine, Supplier<RuleSet> rules, InstantSource clock) {
    this.engine = engine;
    this.rules = rules;
    this.clock = clock;
  }

  OperatorRoute route() {
    return new OperatorRoute(
        Method.GET, "/blind", Right.LOOK, request -> new Answer(200, answer()));
  }

  private String answer() {
    ObjectNode node = JsonMapper.shared().createObjectNode();
    ArrayNode spots = node.putArray("telemetry");
    for (BlindSpot spot : engine.blindSpots()) {
      spots
          .addObject()
          .put("source", spot.source())
          .put("cause", spot.cause())
          .put("since", spot.since().toString())
          .put("until", spot.until().toString())
          .put("lost", spot.lost())
          .put("now", clock.instant().isBefore(spot.until()));
    }
    ArrayNode blind = node.putArray("rules");
    for (Rule rule : rules.get().rules()) {
      if (rule.epl().contains("Telemetry")) {
        blind
            .addObject()
            .put("rule", rule.id())
            .put("mode", rule.mode().word())
            .put("onLoss", rule.conduct().onLoss().word());
      }
    }
    ObjectNode losses = node.putObject("engine");
    engine.coverageLoss().forEach(losses::put);
    return node.toString();
  }
}
