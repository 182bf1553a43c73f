// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.explain.Explained.How;
import io.holdpoint.engine.explain.Explained.Intervention;
import io.holdpoint.engine.explain.Laboratory.Sighting;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds where a chain could have been stopped. */
final class Interventions {
  private final Laboratory laboratory;
  private final RuleSet rules;
  private final History history;
  private final Detection detection;

  Interventions(Laboratory laboratory, RuleSet rules, History history, Detection detection) {
    this.laboratory = laboratory;
    this.rules = rules;
    this.history = history;
    this.detection = detection;
  }

  /**
   * The first named step that can be refused, the first step at which any loaded rule matched
   * before, and the rule itself, in the order in which they came.
   */
  List<Intervention> find(Minimal.Found found) {
    Map<StepId, Integer> order = order();
    StepId completing = detection.chain().getLast();
    List<Intervention> all = new ArrayList<>();
    firstCall(found).ifPresent(all::add);
    laboratory.replay(rules, uncontained()).stream()
        .filter(s -> s.detection().session().equals(detection.session()))
        .filter(s -> isBefore(s, order, completing))
        .findFirst()
        .ifPresent(s -> all.add(stricter(s)));
    all.add(thisRule(detection, isAttempt()));
    all.sort((a, b) -> place(order, a) - place(order, b));
    return all;
  }

  /** The rule itself, where nothing else is known. */
  static List<Intervention> byRuleOnly(Detection detection) {
    return List.of(thisRule(detection, true));
  }

  private boolean isAttempt() {
    StepId completing = detection.chain().getLast();
    return history.entries().stream()
        .map(History::step)
        .anyMatch(
            s ->
                s instanceof Step.Attempted a
                    && a.id().equals(completing)
                    && a.at().equals(detection.at()));
  }

  private static Intervention thisRule(Detection detection, boolean inTime) {
    return new Intervention(
        detection.chain().getLast(),
        detection.at(),
        How.THIS_RULE,
        detection.rule(),
        detection.action(),
        detection.mode(),
        inTime);
  }

  private Optional<Intervention> firstCall(Minimal.Found found) {
    return history.entries().stream()
        .map(History::step)
        .filter(Step.Attempted.class::isInstance)
        .map(Step.Attempted.class::cast)
        .filter(step -> found.withoutStep().containsKey(step.id()))
        .findFirst()
        .map(
            step ->
                new Intervention(step.id(), step.at(), How.STEP_REFUSED, null, null, null, true));
  }

  private static Intervention stricter(Sighting sighting) {
    Detection other = sighting.detection();
    return new Intervention(
        other.chain().getLast(),
        other.at(),
        How.STRICTER_ACTION,
        other.rule(),
        other.action(),
        other.mode(),
        sighting.trigger() instanceof ToolCall);
  }

  private boolean isBefore(Sighting sighting, Map<StepId, Integer> order, StepId completing) {
    int own = order.getOrDefault(completing, Integer.MAX_VALUE);
    int other = order.getOrDefault(sighting.detection().chain().getLast(), Integer.MAX_VALUE);
    return other < own;
  }

  private List<Entry> uncontained() {
    return history.entries().stream()
        .filter(
            entry ->
                !(entry instanceof Entry.Told told)
                    || !(told.input() instanceof Input.Latched
                        || told.input() instanceof Input.Applied))
        .toList();
  }

  private Map<StepId, Integer> order() {
    Map<StepId, Integer> order = new HashMap<>();
    for (Entry entry : history.entries()) {
      Step step = History.step(entry);
      if (step != null) {
        order.putIfAbsent(step.id(), order.size());
      }
    }
    return order;
  }

  private static int place(Map<StepId, Integer> order, Intervention intervention) {
    return order.getOrDefault(intervention.step(), Integer.MAX_VALUE / 2);
  }
}
