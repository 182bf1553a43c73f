// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.explain;

import io.holdpoint.engine.explain.Explained;
import io.holdpoint.engine.explain.Explained.Counterfactual;
import io.holdpoint.engine.explain.Explained.Intervention;
import io.holdpoint.engine.explain.Explained.Named;
import io.holdpoint.engine.explain.Explained.RuleText;
import io.holdpoint.engine.state.Risk;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.RuleRef;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Explanations as the control API tells them. No payload is in them. */
final class ExplanationJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExplanationJson() {}

  static String text(Explained explained) {
    ObjectNode root = JSON.createObjectNode();
    detection(root.putObject("detection"), explained.detection());
    RuleText rule = explained.rule();
    if (rule != null) {
      ObjectNode text = root.putObject("rule");
      ref(text, rule.ref());
      text.put("title", rule.title());
      text.put("description", rule.description());
      text.put("epl", rule.epl());
    }
    ArrayNode steps = root.putArray("steps");
    explained.steps().forEach(step -> step(steps.addObject(), step, explained.counterfactual()));
    explained.facts().forEach(root.putObject("facts")::put);
    explained.baseline().forEach(root.putObject("baseline")::put);
    ArrayNode interventions = root.putArray("interventions");
    explained.interventions().forEach(i -> intervention(interventions.addObject(), i));
    counterfactual(root.putObject("counterfactual"), explained.counterfactual());
    return root.toString();
  }

  static String text(Detection detection) {
    ObjectNode root = JSON.createObjectNode();
    detection(root, detection);
    return root.toString();
  }

  static String text(Risk risk) {
    ObjectNode root = JSON.createObjectNode();
    root.put("risk", risk.total());
    ArrayNode terms = root.putArray("terms");
    for (Risk.Term term : risk.terms()) {
      ObjectNode node = terms.addObject().put("why", term.why()).put("points", term.points());
      if (term.step() != null) {
        node.put("step", term.step().toString());
      }
    }
    return root.toString();
  }

  static String error(String code, String message) {
    return JSON.createObjectNode().put("code", code).put("message", message).toString();
  }

  private static void detection(ObjectNode node, Detection detection) {
    node.put("id", detection.id());
    ref(node.putObject("rule"), detection.rule());
    node.put("session", detection.session().value());
    node.put("severity", detection.severity().word());
    node.put("action", detection.action().word());
    node.put("mode", detection.mode().word());
    node.put("text", detection.text());
    node.put("at", detection.at().toString());
    ArrayNode chain = node.putArray("chain");
    detection.chain().forEach(step -> chain.add(step.toString()));
  }

  private static void ref(ObjectNode node, RuleRef ref) {
    node.put("id", ref.id());
    node.put("version", ref.version());
  }

  private static void step(ObjectNode node, Named step, Counterfactual counterfactual) {
    node.put("id", step.step().toString());
    node.put("session", step.session().value());
    node.put("kind", step.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    node.put("name", step.name());
    node.put("at", step.at().toString());
    ArrayNode roles = node.putArray("roles");
    step.roles().forEach(roles::add);
    Boolean gone = counterfactual.withoutStep().get(step.step());
    if (gone != null) {
      node.put("withoutItNoMatch", gone);
    }
  }

  private static void intervention(ObjectNode node, Intervention intervention) {
    node.put("step", intervention.step().toString());
    node.put("at", intervention.at().toString());
    node.put("how", intervention.how().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    RuleRef rule = intervention.rule();
    if (rule != null) {
      ref(node.putObject("rule"), rule);
    }
    if (intervention.action() != null) {
      node.put("action", intervention.action().word());
    }
    if (intervention.mode() != null) {
      node.put("mode", intervention.mode().word());
    }
    node.put("inTime", intervention.inTime());
  }

  private static void counterfactual(ObjectNode node, Counterfactual counterfactual) {
    node.put("verified", counterfactual.verified());
    if (!counterfactual.verified()) {
      node.put("because", counterfactual.because());
    }
    node.put("paddingChangesNothing", counterfactual.paddingChangesNothing());
    node.put("earlierSessions", counterfactual.earlierSessions());
    node.put("replays", counterfactual.replays());
  }
}
