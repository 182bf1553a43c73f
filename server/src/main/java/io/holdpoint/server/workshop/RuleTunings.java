// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.engine.live.LiveRules;
import io.holdpoint.engine.rules.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tunings of rules in force, shipped or own: the text to edit. */
final class RuleTunings {
  private static final Logger LOG = LoggerFactory.getLogger(RuleTunings.class);

  private final LiveRules live;
  private final RuleShelf shelf;

  RuleTunings(LiveRules live, RuleShelf shelf) {
    this.live = requireNonNull(live, "live");
    this.shelf = requireNonNull(shelf, "shelf");
  }

  /** The tuning there is, or one that changes nothing. */
  Answer source(Request request) {
    String id = request.path().getOrDefault("id", "");
    Optional<Rule> rule = live.inForce().rule(id);
    if (!RuleShelf.isId(id) || rule.isEmpty()) {
      return RuleAnswers.unknown(id);
    }
    try {
      return switch (shelf.tuning(id)) {
        case RuleShelf.Place.Own own -> {
          String text = RuleShelf.read(own.file());
          yield described(
              rule.get(), "own", own.file(), text, RuleShelf.sha256(text), own.refusal());
        }
        case RuleShelf.Place.Free free ->
            described(rule.get(), "new", free.file(), TuningText.of(id), "", free.refusal());
        case RuleShelf.Place.Shipped shipped ->
            throw new IllegalStateException("tuning: got a shipped one (expected: none is)");
        case RuleShelf.Place.Nowhere none ->
            described(
                rule.get(),
                "new",
                Path.of(id + ".tuning.yaml"),
                TuningText.of(id),
                "",
                "engine.rules: got no folder (expected: one, for example engine: {rules: [rules]};"
                    + " until then download the text)");
      };
    } catch (IOException e) {
      LOG.error("rule {}: its tuning cannot be read", id, e);
      return RuleAnswers.error(
          500, "rule.not-read", "file: got a failure (expected: a file that can be read)");
    }
  }

  private Answer described(
      Rule rule, String origin, Path file, String text, String base, String refusal) {
    ObjectNode body = RuleAnswers.JSON.createObjectNode();
    body.put("id", rule.id()).put("origin", origin);
    body.put("file", String.valueOf(file.getFileName()));
    body.put("text", text).put("sha256", base);
    body.put("writable", refusal.isEmpty()).put("refusal", refusal);
    body.set(
        "problems",
        RuleJson.problems(
            live.lastReport().problems().stream()
                .filter(problem -> problem.position().file().equals(file.toString()))
                .toList()));
    ObjectNode inForce = body.putObject("inForce");
    inForce.put("version", rule.ref().version()).put("mode", rule.mode().word());
    live.inForceSince(rule.id()).ifPresent(at -> inForce.put("since", at.toString()));
    if (!base.isEmpty() && live.inForce().text(rule.id()).contains(text)) {
      inForce.put("text", text);
    }
    return RuleAnswers.ok(body);
  }
}
