// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.engine.live.LiveRules;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.about.PromotedText;
import io.holdpoint.engine.rules.about.Promotion;
import io.holdpoint.engine.rules.about.Promotion.Evidence;
import io.holdpoint.model.verdict.Mode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From shadow to enforce, by what a replay of the record and people say of the rule. */
final class RulePromotion {
  private final RuleWorkshop.Shadows shadows;
  private final Judgements judgements;
  private final LiveRules live;
  private final RuleBench.OwnRules owns;
  private final RuleBench bench;
  private final RuleSaving saving;
  private final InstantSource clock;

  RulePromotion(
      RuleWorkshop.Shadows shadows,
      Judgements judgements,
      LiveRules live,
      RuleBench.OwnRules owns,
      RuleBench bench,
      RuleSaving saving,
      InstantSource clock) {
    this.shadows = requireNonNull(shadows, "shadows");
    this.judgements = requireNonNull(judgements, "judgements");
    this.live = requireNonNull(live, "live");
    this.owns = requireNonNull(owns, "owns");
    this.bench = requireNonNull(bench, "bench");
    this.saving = requireNonNull(saving, "saving");
    this.clock = requireNonNull(clock, "clock");
  }

  /** What speaks for it and what is missing; while the replay runs, how far it is. */
  Answer evidence(Request request) {
    return answer(request, request.query().getOrDefault("since", "7d"), "");
  }

  /** Promotes, if what was shown is enough. */
  Answer promote(Request request) {
    try {
      RuleRequest asked = RuleRequest.of(request);
      return answer(request, asked.since(), asked.reason());
    } catch (IllegalArgumentException e) {
      return RuleAnswers.invalid(e);
    }
  }

  private Answer answer(Request request, String since, String reason) {
    String id = request.path().getOrDefault("id", "");
    RuleSet before = live.inForce();
    Optional<Rule> rule = before.rule(id);
    if (rule.isEmpty()) {
      return RuleAnswers.unknown(id);
    }
    Answer counted = shadows.of(request.operator(), id, since);
    if (counted.status() == 202 && !reason.isEmpty()) {
      return RuleAnswers.error(
          409,
          "promotion.not-counted",
          "evidence: got a replay under way (expected: its end; see GET /rules/"
              + id
              + "/promotion)");
    }
    if (counted.status() != 200) {
      return counted;
    }
    JsonNode report = RuleAnswers.JSON.readTree(counted.json());
    if (!report.path("state").asString("").equals("done")) {
      return RuleAnswers.error(
          409,
          "promotion.not-counted",
          "evidence: got a replay that did not end (expected: one that did)");
    }
    Instant now = clock.instant();
    Judgements.Judged judged = judgements.of(id);
    ShownEvidence shown =
        ShownEvidence.of(
            report.path("result"),
            id,
            judged.confirmed(),
            judged.refuted(),
            live.inForceSince(id).orElse(null),
            now);
    Evidence evidence = shown.by(request.operator(), "recorded sessions of the last " + since, now);
    // Not the text in force: behind it stands what tunes it, which is another file.
    String own = owns.text(id).orElseGet(() -> before.text(id));
    String text = PromotedText.of(own, evidence);
    try {
      RuleSet.Checked checked = bench.lint(id + ".yaml", text);
      return reason.isEmpty()
          ? told(rule.get(), shown, evidence, checked, text)
          : promoted(request.operator(), reason, rule.get(), own, text, checked);
    } catch (RuleBench.BusyException e) {
      return RuleAnswers.busy(e);
    }
  }

  private Answer promoted(
      String operator,
      String reason,
      Rule rule,
      String before,
      String text,
      RuleSet.Checked checked) {
    if (rule.mode() == Mode.ENFORCE) {
      return RuleAnswers.error(
          409, "rule.enforced", "mode: got enforce already (expected: off or shadow)");
    }
    if (!checked.problems().isEmpty()) {
      return RuleAnswers.unsound(
          "promotion.not-enough",
          "promotion: got too little (expected: what promote-when asks for)",
          checked.problems());
    }
    return saving.save(
        new RuleSaving.Wish(rule.id(), text, RuleShelf.sha256(before), operator, reason));
  }

  private static Answer told(
      Rule rule, ShownEvidence shown, Evidence evidence, RuleSet.Checked checked, String text) {
    ObjectNode body = RuleAnswers.JSON.createObjectNode();
    body.put("state", "done").put("percent", 100).put("mode", rule.mode().word());
    body.putObject("evidence")
        .put("replayed", shown.sessions())
        .put("hit", shown.hit())
        .put("confirmed", shown.confirmed())
        .put("refuted", shown.refuted())
        .put("sessions", evidence.sessions())
        .put("falsePositives", evidence.falsePositives())
        .put("days", evidence.days())
        .put("source", evidence.source());
    Promotion.When when = rule.promotion().when();
    body.putObject("asked")
        .put("sessions", when.sessions())
        .put("falsePer1000", when.falsePer1000())
        .put("days", when.days());
    body.set("problems", RuleJson.problems(checked.problems()));
    body.put("enough", checked.problems().isEmpty() && rule.mode() != Mode.ENFORCE);
    body.put("text", text);
    return RuleAnswers.ok(body);
  }
}
