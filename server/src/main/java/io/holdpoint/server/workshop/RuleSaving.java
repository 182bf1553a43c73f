// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.engine.live.LiveRules;
import io.holdpoint.engine.live.RuleLog;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.audit.AuditEvent.RuleSaved;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a sound rule into its file, says so in the journal first, and has it taken into force. One
 * at a time. Safe for use by many threads.
 */
final class RuleSaving {
  private static final Logger LOG = LoggerFactory.getLogger(RuleSaving.class);

  private final RuleShelf shelf;
  private final RuleBench bench;
  private final LiveRules live;
  private final InstantSource clock;

  RuleSaving(RuleShelf shelf, RuleBench bench, LiveRules live, InstantSource clock) {
    this.shelf = requireNonNull(shelf, "shelf");
    this.bench = requireNonNull(bench, "bench");
    this.live = requireNonNull(live, "live");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * What somebody wants written.
   *
   * @param id the rule's
   * @param base SHA-256 of what they began with, empty for a new rule
   */
  record Wish(String id, String text, String base, String operator, String reason) {}

  /** Saves; the answer says what came of it. */
  synchronized Answer save(Wish wish) {
    try {
      return switch (shelf.place(wish.id())) {
        case RuleShelf.Place.Own own -> save(wish, own.file(), own.refusal());
        case RuleShelf.Place.Free free -> save(wish, free.file(), free.refusal());
        case RuleShelf.Place.Shipped shipped ->
            RuleAnswers.error(
                409,
                "rule.shipped",
                "rule: got " + shipped.name() + ", which is shipped (expected: one of your own)");
        case RuleShelf.Place.Nowhere none ->
            RuleAnswers.error(
                409,
                "rules.no-folder",
                "engine.rules: got no folder (expected: one, for example engine: {rules: [rules]};"
                    + " download the text instead)");
      };
    } catch (IllegalArgumentException e) {
      return RuleAnswers.invalid(e);
    } catch (RuleBench.BusyException e) {
      return RuleAnswers.busy(e);
    } catch (RuleShelf.ChangedException e) {
      ObjectNode body =
          RuleAnswers.body("rule.changed", "base: got another one (expected: what is there now)");
      return new Answer(409, body.put("base", wish.base()).put("found", e.found()).toString());
    } catch (IOException e) {
      LOG.error("rule {}: its file cannot be written", wish.id(), e);
      return RuleAnswers.error(
          500, "rule.not-written", "file: got a failure (expected: a folder that can be written)");
    }
  }

  private Answer save(Wish wish, Path file, String refusal)
      throws IOException, RuleBench.BusyException, RuleShelf.ChangedException {
    if (!refusal.isEmpty()) {
      return RuleAnswers.error(409, "rule.read-only", refusal);
    }
    RuleShelf.check(file, wish.base());
    RuleSet.Checked checked = bench.lint(String.valueOf(file.getFileName()), wish.text());
    Optional<Rule> rule = RuleBench.rule(checked);
    if (rule.isEmpty()) {
      return RuleAnswers.unsound(checked);
    }
    if (!rule.get().id().equals(wish.id())) {
      return RuleAnswers.error(
          422,
          "rule.other-id",
          "id: got " + rule.get().id() + " (expected: " + wish.id() + "; a new id is a new rule)");
    }
    String digest = RuleLog.digest(wish.text());
    live.log()
        .saving(new RuleSaved(wish.id(), digest, wish.operator(), wish.reason(), clock.instant()));
    shelf.write(file, wish.base(), wish.text());
    LOG.info("rule {} saved by {}", rule.get().ref(), wish.operator());
    return saved(wish, rule.get());
  }

  private Answer saved(Wish wish, Rule rule) {
    LiveRules.Report report = live.reload();
    ObjectNode body = RuleAnswers.JSON.createObjectNode();
    body.put("id", rule.id()).put("version", rule.ref().version());
    body.put("mode", rule.mode().word()).put("sha256", RuleShelf.sha256(wish.text()));
    body.put("inForce", live.inForce().text(rule.id()).equals(wish.text()));
    body.set("problems", RuleJson.problems(report.problems()));
    return RuleAnswers.ok(body);
  }
}
