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
import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.engine.sight.Blind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells operators what the engine could not see, and which rules were blind to it. */
final class BlindSpotRoute {
  private static final int MOST_SHOWN = 100;

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
    blindRules(node.putArray("rules"));
    ObjectNode losses = node.putObject("engine");
    engine.coverageLoss().forEach(losses::put);
    return node.toString();
  }

  /** Rules over telemetry, and those that see too little of what they need, each with why. */
  private void blindRules(ArrayNode all) {
    Map<String, List<Blind>> seen =
        engine.blindRules().stream().collect(Collectors.groupingBy(Blind::rule));
    for (Rule rule : rules.get().rules()) {
      List<Blind> blind = seen.getOrDefault(rule.id(), List.of());
      boolean telemetry = EventType.TELEMETRY.isNamedIn(rule.epl());
      if (!telemetry && blind.isEmpty()) {
        continue;
      }
      ObjectNode one =
          all.addObject()
              .put("rule", rule.id())
              .put("mode", rule.mode().word())
              .put("onLoss", rule.conduct().onLoss().word())
              .put("minCoverage", rule.need().minCoverage());
      blindSince(blind, telemetry).ifPresent(since -> one.put("blindSince", since.toString()));
      ArrayNode to = one.putArray("blindTo");
      blind.stream().limit(MOST_SHOWN).forEach(b -> add(to.addObject(), b));
      one.put("blindToCount", blind.size());
    }
  }

  /** Since when a rule is blind for all of a tenant, or to telemetry that is being lost. */
  private Optional<Instant> blindSince(List<Blind> blind, boolean telemetry) {
    Stream<Instant> whole = blind.stream().filter(b -> b.agent().isEmpty()).map(Blind::since);
    Stream<Instant> lost =
        engine.blindSpots().stream()
            .filter(spot -> telemetry && clock.instant().isBefore(spot.until()))
            .map(BlindSpot::since);
    return Stream.concat(whole, lost).min(Comparator.naturalOrder());
  }

  private static void add(ObjectNode node, Blind blind) {
    node.put("tenant", blind.tenant());
    if (!blind.agent().isEmpty()) {
      node.put("agent", blind.agent());
    }
    node.put("since", blind.since().toString()).put("coverage", blind.percent());
    ArrayNode missing = node.putArray("missing");
    blind
        .missing()
        .forEach(
            ground -> missing.addObject().put("what", ground.word()).put("text", ground.words()));
  }
}
