// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.RuleTest;
import io.holdpoint.engine.rules.RuleTest.Intent;
import io.holdpoint.model.verdict.Mode;
import java.util.List;
import java.util.stream.Stream;

/**
 * An attack, or the innocent story beside it.
 *
 * @param rule the rule it was written for
 * @param name what is told
 * @param story the steps
 */
public record Scenario(Rule rule, String name, RuleTest story) {

  public Scenario {
    requireNonNull(rule, "rule");
    requireNonNull(name, "name");
    requireNonNull(story, "story");
  }

  /** The stories of the rules that are enforced. */
  public static List<Scenario> of(RuleSet rules) {
    return rules.rules().stream()
        .filter(rule -> rule.mode() == Mode.ENFORCE)
        .flatMap(Scenario::of)
        .toList();
  }

  /** What was written against a rule, whether it is enforced or not. */
  static Stream<Scenario> attacksOf(Rule rule) {
    return of(rule).filter(Scenario::isAttack);
  }

  private static Stream<Scenario> of(Rule rule) {
    return rule.tests().stream().map(test -> new Scenario(rule, test.name(), test));
  }

  /** False for the innocent ones. */
  public boolean isAttack() {
    return story.intent() != Intent.NEGATIVE;
  }

  /** True for the innocent story with the same calls in the same order. */
  public boolean isTwin() {
    return !isAttack() && name.startsWith("benign twin");
  }

  /** The number of the step, from 1, that completes the harm. */
  public int harm() {
    if (isHarmNamed()) {
      return story.expect().harm();
    }
    return story.expect().step() > 0 ? story.expect().step() : story.events().size();
  }

  /** True if that step does harm whatever was stopped before. */
  boolean isHarmNamed() {
    return story.expect().harm() > 0;
  }
}
