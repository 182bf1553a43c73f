// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How one scenario went.
 *
 * @param scenario which
 * @param grade how it was met; for an innocent one missed is what is wanted
 * @param stoppedAt the number of the first step that did not leave, 0 if all left
 * @param asked true if the call that was stopped waits for a person, who may let it go
 * @param rules ids of the rules that were enforced and matched, each once, in order
 * @param effects how many effects were carried out
 */
public record Played(
    Scenario scenario, Grade grade, int stoppedAt, boolean asked, List<String> rules, int effects) {

  public Played {
    requireNonNull(scenario, "scenario");
    requireNonNull(grade, "grade");
    rules = List.copyOf(rules);
  }

  /**
   * True if an attack was at least noticed, a benign twin not stopped, and another innocent story
   * not matched by the rule it was written for: what other rules say of it was not its point.
   */
  public boolean isAsItShould() {
    if (scenario.isAttack()) {
      return grade != Grade.MISSED;
    }
    return scenario.isTwin() ? stoppedAt == 0 : !rules.contains(scenario.rule().id());
  }

  /** How good the answer was: 0 refused, 1 left to a person, 2 stopped then, 3 told, 4 missed. */
  int rank() {
    return switch (grade) {
      case BEFORE, AT -> asked ? 1 : 0;
      case AFTER -> 2;
      case NOTICED -> 3;
      case MISSED -> 4;
    };
  }

  /** The same in a word. */
  public String answer() {
    return switch (grade) {
      case BEFORE, AT -> asked ? "held" : "refused";
      case AFTER, NOTICED, MISSED -> grade.word();
    };
  }
}
