// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.document.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Runs the cases of a policy against its clauses. */
public final class PolicyTests {

  private PolicyTests() {}

  /**
   * What became of a case.
   *
   * @param name the case's
   * @param problem what was not as expected, empty if all was
   * @param at where the case stands
   */
  public record Outcome(String name, String problem, Position at) {

    /** True if all was as expected. */
    public boolean passed() {
      return problem.isEmpty();
    }
  }

  /** Runs all of them, in their order. */
  public static List<Outcome> run(Policy policy, ToolCatalogue catalogue, Instant now) {
    List<Outcome> outcomes = new ArrayList<>();
    for (PolicyCase one : policy.cases()) {
      Explanation explanation = Explanation.of(policy, one.call(), catalogue, now);
      outcomes.add(new Outcome(one.name(), problem(one, explanation), one.position()));
    }
    return outcomes;
  }

  private static String problem(PolicyCase one, Explanation explanation) {
    String expected = PolicyFacts.word(one.expects());
    if (!explanation.verdict().equals(expected)) {
      return "got " + explanation.verdict() + " (expected: " + expected + ")";
    }
    Set<String> missing = new TreeSet<>(one.by());
    missing.removeAll(explanation.applied());
    return missing.isEmpty()
        ? ""
        : "got " + explanation.applied() + " (expected: " + missing + " too)";
  }

  /** Clauses that no case makes apply: nobody knows whether they work. */
  public static Set<String> untested(Policy policy) {
    Set<String> untested = new TreeSet<>();
    policy.clauses().forEach(clause -> untested.add(clause.id()));
    policy.cases().forEach(one -> untested.removeAll(one.by()));
    return untested;
  }
}
