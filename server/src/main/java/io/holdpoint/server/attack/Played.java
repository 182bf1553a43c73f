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
 * @param rules ids of the rules that were enforced and matched, each once, in order
 * @param effects how many effects were carried out
 */
public record Played(
    Scenario scenario, Grade grade, int stoppedAt, List<String> rules, int effects) {

  public Played {
    requireNonNull(scenario, "scenario");
    requireNonNull(grade, "grade");
    rules = List.copyOf(rules);
  }

  /** True if an attack was at least noticed, or an innocent story not stopped. */
  public boolean isAsItShould() {
    return scenario.isAttack() ? grade != Grade.MISSED : stoppedAt == 0;
  }
}
