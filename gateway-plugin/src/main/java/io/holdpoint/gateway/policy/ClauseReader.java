// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.limit.LimitRule;
import io.holdpoint.gateway.masking.MaskingSettings;
import io.holdpoint.gateway.policy.cel.Condition;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the clauses of one file. */
final class ClauseReader {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
  private static final Duration USUAL_HOLD = Duration.ofMinutes(30);
  private static final Duration LONGEST_HOLD = Duration.ofDays(7);
  private static final Duration LONGEST_LIMIT = Duration.ofDays(366);
  private static final PolicyLanguage.Compiled NOTHING =
      new PolicyLanguage.Compiled(null, null, false, List.of());

  private final PolicyLanguage language;
  private final PolicyText file;
  private final List<Problem> problems;

  ClauseReader(PolicyLanguage language, PolicyText file, List<Problem> problems) {
    this.language = language;
    this.file = file;
    this.problems = problems;
  }

  /** What a clause may say it does. */
  private enum Does {
    PERMIT,
    DENY,
    HOLD,
    MASK,
    REQUIRE_REASON,
    LIMIT
  }

  private enum On {
    CALL,
    RESULT
  }

  Clause read(DocumentReader item) {
    String id = item.requiredText("id");
    if (!id.isBlank() && !ID.matcher(id).matches()) {
      item.problem("id", "got \"" + id + "\" (expected: a-z, 0-9, . and -, at most 63)");
    }
    boolean onResult = item.choice("on", On.class, On.CALL) == On.RESULT;
    PolicyLanguage.Compiled when = when(item);
    if (when.usesResult() && !onResult) {
      item.problem("when", "got result (expected: on: result, for there is none before)");
    }
    Selector selector = Selector.read(item);
    return new Clause(
        id,
        item.text("title", id),
        onResult,
        selector,
        when.condition(),
        when.ofTheTool(),
        action(item, onResult),
        item.position());
  }

  private PolicyLanguage.Compiled when(DocumentReader item) {
    DocumentNode node = item.node("when").orElse(null);
    if (node == null) {
      return NOTHING;
    }
    if (!(node instanceof DocumentNode.Scalar text) || text.text().isBlank()) {
      item.problem("when", "got no text (expected: a condition)");
      return NOTHING;
    }
    PolicyLanguage.Compiled compiled = language.condition(text.text());
    faults("when", text, compiled);
    return compiled;
  }

  private ClauseAction action(DocumentReader item, boolean onResult) {
    if (!item.has("do")) {
      item.problem(
          "do", "got nothing (expected: permit, deny, hold, mask, limit or require-reason)");
    }
    Does does = item.choice("do", Does.class, Does.DENY);
    if (onResult && (does == Does.HOLD || does == Does.REQUIRE_REASON || does == Does.LIMIT)) {
      item.problem("do", "got one that no result can wait for (expected: permit, deny or mask)");
    }
    DocumentReader details = item.section(PolicyFacts.word(does));
    ClauseAction action =
        switch (does) {
          case PERMIT -> new ClauseAction.Permit();
          case DENY -> new ClauseAction.Deny();
          case HOLD -> hold(details);
          case MASK -> mask(item, details);
          case REQUIRE_REASON ->
              new ClauseAction.RequireReason(
                  details.text("argument", "reason"), details.integer("at-least", 10, 1, 1000));
          case LIMIT -> limit(item.text("id", ""), details);
        };
    details.finish();
    return action;
  }

  private static ClauseAction hold(DocumentReader details) {
    Duration limit = details.duration("for", USUAL_HOLD);
    if (limit.isZero() || limit.compareTo(LONGEST_HOLD) > 0) {
      details.problem("for", "got " + limit + " (expected: more than 0, at most 7d)");
      limit = USUAL_HOLD;
    }
    return new ClauseAction.Hold(limit, terms(details, limit), Set.copyOf(details.texts("binds")));
  }

  private static ApprovalTerms terms(DocumentReader details, Duration limit) {
    Duration after = details.duration("escalate-after", Duration.ZERO);
    Set<String> escalateTo = Set.copyOf(details.texts("escalate-to"));
    if (escalateTo.isEmpty() != after.isZero() || after.compareTo(limit) >= 0) {
      details.problem(
          "escalate-to",
          "got one without escalate-after, or a later end (expected: both, before the hold ends)");
      after = Duration.ZERO;
    }
    return new ApprovalTerms(
        Set.copyOf(details.texts("approvers")),
        details.integer("quorum", 1, 1, 10),
        escalateTo,
        after,
        Set.of(),
        false);
  }

  /** What happens above a limit. */
  private enum Then {
    DENY,
    HOLD
  }

  private ClauseAction limit(String id, DocumentReader details) {
    LimitRule.Measure measure =
        details.choice("of", LimitRule.Measure.class, LimitRule.Measure.CALLS);
    boolean amounts = measure == LimitRule.Measure.AMOUNT;
    if (amounts != details.has("amount")) {
      details.problem("amount", "got one too many or too few (expected: one with of: amount)");
    }
    List<LimitRule.Per> per = details.choices("per", LimitRule.Per.class);
    if (per.isEmpty()) {
      details.problem("per", "got nothing (expected: session, principal, tool and the like)");
    }
    boolean session = details.text("within", "").equals("session");
    if (session && !per.contains(LimitRule.Per.SESSION)) {
      details.problem("within", "got session (expected: per: session too)");
    }
    Duration within = session ? Duration.ZERO : within(details);
    LimitRule rule = new LimitRule(id, measure, atMost(details, amounts), Set.copyOf(per), within);
    return new ClauseAction.Limit(
        rule,
        expression(details, "amount"),
        expression(details, "key"),
        details.choice("then", Then.class, Then.DENY) == Then.HOLD);
  }

  private static Duration within(DocumentReader details) {
    Duration within = details.duration("within", Duration.ofDays(1));
    if (within.compareTo(Duration.ofSeconds(1)) < 0 || within.compareTo(LONGEST_LIMIT) > 0) {
      details.problem("within", "got " + within + " (expected: 1s to 366d, or session)");
      return Duration.ofDays(1);
    }
    return within;
  }

  private static long atMost(DocumentReader details, boolean amounts) {
    if (!details.has("at-most")) {
      details.problem("at-most", "got nothing (expected: a number)");
      return 0;
    }
    long number = amounts ? details.integer("at-most", 0, 0, Integer.MAX_VALUE) : 0;
    return amounts ? number * LimitRule.UNIT : details.bytes("at-most", 0);
  }

  private @Nullable Condition expression(DocumentReader details, String key) {
    DocumentNode node = details.node(key).orElse(null);
    if (!(node instanceof DocumentNode.Scalar text)) {
      return null;
    }
    PolicyLanguage.Compiled compiled = language.value(text.text());
    faults(key, text, compiled);
    return compiled.condition();
  }

  private void faults(String key, DocumentNode.Scalar text, PolicyLanguage.Compiled compiled) {
    for (PolicyLanguage.Fault fault : compiled.faults()) {
      Position at = file.within(text, fault.line(), fault.column());
      problems.add(new Problem(at, key + ": " + fault.message()));
    }
  }

  private static ClauseAction mask(DocumentReader item, DocumentReader details) {
    if (!item.has("mask")) {
      item.problem("mask", "got nothing (expected: types, fields, words or patterns)");
    }
    return new ClauseAction.Mask(MaskingSettings.readRule(details));
  }
}
