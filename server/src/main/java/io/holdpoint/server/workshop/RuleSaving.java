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

  private static final String BETWEEN = "---\n";

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

  /** Saves a rule; the answer says what came of it. */
  synchronized Answer save(Wish wish) {
    return save(wish, shelf::place);
  }

  /** Saves what is changed about a rule. */
  synchronized Answer tune(Wish wish) {
    if (!TuningText.ruleOf(wish.text()).equals(Optional.of(wish.id()))) {
      return RuleAnswers.error(
          422,
          "rule.other-id",
          "text: got no tuning of " + wish.id() + " (expected: kind: Tuning, rule: its id)");
    }
    return save(wish, shelf::tuning);
  }

  /** Says where a text belongs. */
  @FunctionalInterface
  private interface Placing {
    RuleShelf.Place of(String id) throws IOException;
  }

  private Answer save(Wish wish, Placing placing) {
    try {
      return switch (placing.of(wish.id())) {
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
    // A rule and its tuning come into force as one text; by it the version finds its author.
    String whole =
        TuningText.ruleOf(wish.text()).isPresent() ? checked.rules().text(wish.id()) : tuned(wish);
    String digest = RuleLog.digest(whole);
    live.log()
        .saving(new RuleSaved(wish.id(), digest, wish.operator(), wish.reason(), clock.instant()));
    shelf.write(file, wish.base(), wish.text());
    LOG.info("rule {} saved by {}", rule.get().ref(), wish.operator());
    return saved(wish, rule.get(), whole);
  }

  private String tuned(Wish wish) throws IOException {
    return shelf.tuning(wish.id()) instanceof RuleShelf.Place.Own own
        ? wish.text() + BETWEEN + RuleShelf.read(own.file())
        : wish.text();
  }

  private Answer saved(Wish wish, Rule rule, String whole) {
    LiveRules.Report report = live.reload();
    ObjectNode body = RuleAnswers.JSON.createObjectNode();
    body.put("id", rule.id()).put("version", rule.ref().version());
    body.put("mode", rule.mode().word()).put("sha256", RuleShelf.sha256(wish.text()));
    body.put("inForce", live.inForce().text(rule.id()).startsWith(whole));
    body.set("problems", RuleJson.problems(report.problems()));
    return RuleAnswers.ok(body);
  }
}
