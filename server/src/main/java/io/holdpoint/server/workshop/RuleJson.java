// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import io.holdpoint.engine.esper.Budget;
import io.holdpoint.engine.kit.RuleTests;
import io.holdpoint.engine.rules.Advice;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.schema.EventPage;
import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.engine.rules.schema.RuleKeys;
import io.holdpoint.engine.sight.Ground;
import io.holdpoint.engine.trial.Trial;
import io.holdpoint.model.document.Problem;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What came of looking at rules, as the control API and the command line tell it. */
public final class RuleJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RuleJson() {}

  /** What is not wrong with any of these rules and should still be mended. */
  public static List<Problem> advice(RuleSet rules, Instant now) {
    return rules.rules().stream().flatMap(rule -> Advice.on(rule, now).stream()).toList();
  }

  /** The sound rules, every problem, and advice. */
  public static ObjectNode lint(RuleSet.Checked checked, List<Problem> advice) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode rules = answer.putArray("rules");
    for (Rule rule : checked.rules().rules()) {
      rules.addObject().put("id", rule.id()).put("version", rule.ref().version());
    }
    ArrayNode problems = answer.putArray("problems");
    checked.problems().forEach(p -> add(problems, p, "error"));
    advice.forEach(p -> add(problems, p, "advice"));
    return answer;
  }

  /** How tests went, with the story of each that failed. */
  public static ObjectNode tests(List<RuleTests.Result> results) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode tests = answer.putArray("tests");
    for (RuleTests.Result result : results) {
      ObjectNode test =
          tests
              .addObject()
              .put("rule", result.rule().id())
              .put("version", result.rule().ref().version())
              .put("intent", result.test().intent().word())
              .put("name", result.test().name())
              .put("position", result.test().position().toString())
              .put("passed", result.passed());
      if (!result.passed()) {
        result.problems().forEach(test.putArray("problems")::add);
        result.story().forEach(test.putArray("story")::add);
      }
    }
    return answer;
  }

  /** The columns rules are written over. */
  public static ArrayNode columns() {
    ArrayNode columns = JSON.createArrayNode();
    EventPage.columns()
        .forEach(
            column -> {
              ArrayNode restsOn =
                  columns
                      .addObject()
                      .put("event", column.event())
                      .put("column", column.name())
                      .put("type", column.type())
                      .put("since", column.since())
                      .put("meaning", column.meaning())
                      .putArray("restsOn");
              grounds(column).forEach(ground -> restsOn.add(ground.word()));
            });
    return columns;
  }

  /** What may be left out and the column says nothing without. */
  private static Set<Ground> grounds(EventPage.Column column) {
    EnumSet<Ground> grounds = EnumSet.noneOf(Ground.class);
    grounds.addAll(Ground.ofEvent(column.event()));
    grounds.addAll(Ground.ofColumn(column.name()));
    return grounds;
  }

  /** Events, columns and keys, for completion. */
  static ObjectNode schema() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode events = answer.putArray("events");
    for (EventType event : EventType.values()) {
      events.addObject().put("name", event.eventName()).put("fleetOnly", event.isFleetOnly());
    }
    answer.set("columns", columns());
    ArrayNode keys = answer.putArray("keys");
    for (RuleKeys.Key key : RuleKeys.all()) {
      ObjectNode node =
          keys.addObject()
              .put("section", key.section())
              .put("name", key.name())
              .put("meaning", key.meaning());
      key.values().forEach(node.putArray("values")::add);
    }
    return answer;
  }

  /** Null for a rule across sessions; a promise of 0 stands for the house's limit. */
  static ObjectNode cost(Budget budget, Optional<Trial.Cost> measured) {
    ObjectNode answer = JSON.createObjectNode();
    answer.set("measured", measured.map(RuleJson::cost).orElse(null));
    answer
        .putObject("allowed")
        .put("microsPerEvent", least(budget.microsPerEvent(), Trial.MICROS_PER_EVENT))
        .put("bytesPerEvent", least(budget.bytesPerEvent(), Trial.BYTES_PER_EVENT));
    return answer;
  }

  private static ObjectNode cost(Trial.Cost cost) {
    return JSON.createObjectNode()
        .put("microsPerEvent", Math.round(cost.microsPerEvent() * 100) / 100.0)
        .put("bytesPerEvent", cost.bytesPerEvent());
  }

  private static int least(int promised, int house) {
    return promised == 0 ? house : Math.min(promised, house);
  }

  static ArrayNode problems(List<Problem> problems) {
    ArrayNode array = JSON.createArrayNode();
    problems.forEach(problem -> add(array, problem, "error"));
    return array;
  }

  private static void add(ArrayNode problems, Problem problem, String level) {
    problems
        .addObject()
        .put("level", level)
        .put("file", problem.position().file())
        .put("line", problem.position().line())
        .put("column", problem.position().column())
        .put("message", problem.message());
  }
}
