// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import io.holdpoint.engine.rules.Rule.Status;
import io.holdpoint.engine.rules.RuleTest.Intent;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is not wrong with a rule and should still be mended. */
public final class Advice {
  private static final int RUNBOOK_STEPS = 3;

  private Advice() {}

  /** What speaks against the rule today, possibly nothing. */
  public static List<Problem> on(Rule rule, Instant now) {
    List<Problem> advice = new ArrayList<>();
    rule.conduct().exemptions().stream()
        .filter(e -> e.isExpired(now))
        .forEach(
            e ->
                advice.add(
                    new Problem(
                        e.position(),
                        "exceptions: \""
                            + e.name()
                            + "\" of "
                            + e.owner()
                            + " ended on "
                            + e.expires()
                            + " and does not apply any more")));
    tests(rule, advice);
    if (rule.runbook().size() < RUNBOOK_STEPS) {
      say(rule, advice, "runbook: got " + rule.runbook().size() + " steps (expected: 3 or more)");
    }
    if (rule.falsePositives().isEmpty()) {
      say(rule, advice, "false-positives: got none (expected: what innocent things match)");
    }
    boolean stops = rule.mode() == Mode.ENFORCE && rule.action() != Action.ALERT;
    if (stops && rule.promotion().shown().isEmpty()) {
      say(rule, advice, "mode: got enforce without promotion (expected: what was shown)");
    }
    if (stops && rule.status() == Status.EXPERIMENTAL) {
      say(rule, advice, "status: got experimental (expected: test or stable, to enforce)");
    }
    return List.copyOf(advice);
  }

  private static void tests(Rule rule, List<Problem> advice) {
    atLeast(rule, Intent.POSITIVE, 2, advice);
    atLeast(rule, Intent.NEGATIVE, 2, advice);
    atLeast(rule, Intent.EVASION, 1, advice);
    boolean twin =
        rule.tests().stream()
            .anyMatch(t -> t.intent() == Intent.NEGATIVE && t.name().startsWith("benign twin"));
    if (!twin) {
      say(
          rule,
          advice,
          "tests.negative: got no \"benign twin\" (expected: the same calls in the same order"
              + " without the harm)");
    }
  }

  private static void atLeast(Rule rule, Intent intent, int number, List<Problem> advice) {
    long count = rule.tests().stream().filter(t -> t.intent() == intent).count();
    if (count < number) {
      say(
          rule,
          advice,
          "tests." + intent.word() + ": got " + count + " (expected: " + number + " or more)");
    }
  }

  private static void say(Rule rule, List<Problem> advice, String text) {
    advice.add(new Problem(rule.position(), text));
  }
}
