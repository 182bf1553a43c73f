// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The combined verdict on one attempt. It always has a reason.
 *
 * @param verdict the strictest of the contributions with the obligations of all
 * @param contributions at least one
 * @param at when it was reached
 */
public record Decision(Verdict verdict, List<Contribution> contributions, Instant at) {

  public Decision {
    requireNonNull(verdict, "verdict");
    contributions = List.copyOf(contributions);
    requireNonNull(at, "at");
    if (contributions.isEmpty()) {
      throw new IllegalArgumentException("contributions: got none (expected: at least one)");
    }
  }

  /** Combines what the judges said; the order does not matter for the verdict. */
  public static Decision of(List<Contribution> contributions, Instant at) {
    Verdict verdict = Verdict.Permit.PLAIN;
    for (Contribution contribution : contributions) {
      verdict = verdict.combine(contribution.verdict());
    }
    return new Decision(verdict, contributions, at);
  }

  /** The decision of a single judge. */
  public static Decision of(Contribution contribution, Instant at) {
    return new Decision(contribution.verdict(), List.of(contribution), at);
  }

  /** This decision with one more voice. */
  public Decision and(Contribution contribution) {
    List<Contribution> all = new ArrayList<>(contributions);
    all.add(contribution);
    return of(all, at);
  }

  /** The reasons of the contributions that were as strict as the result, in order. */
  public List<Reason> reasons() {
    String word = verdict.word();
    if (contributions.size() == 1 && contributions.getFirst().verdict().word().equals(word)) {
      return List.of(contributions.getFirst().reason());
    }
    return contributions.stream()
        .filter(c -> c.verdict().word().equals(word))
        .map(Contribution::reason)
        .toList();
  }
}
