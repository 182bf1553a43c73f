// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.PolicyDecisionPoint.Answer;
import io.holdpoint.gateway.decision.PolicyDecisionPoint.Question;
import io.holdpoint.gateway.decision.PolicyDecisionPoint.Result;
import io.holdpoint.gateway.policy.Policy.Finding;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one call, and why: nothing is run, counted or recorded.
 *
 * @param verdict {@code permit}, {@code hold} or {@code deny}
 * @param reasons what led to it, with the clauses' ids
 * @param clauses what every clause said
 */
public record Explanation(String verdict, List<String> reasons, List<Line> clauses) {

  public Explanation {
    reasons = List.copyOf(reasons);
    clauses = List.copyOf(clauses);
  }

  /**
   * One clause.
   *
   * @param id of the clause
   * @param does what it wants
   * @param applies whether it counted
   * @param why for people, without values
   * @param at where it stands
   */
  public record Line(String id, String does, boolean applies, String why, Position at) {}

  /**
   * Reads a call as it is written down for this.
   *
   * @param problems receives what is wrong
   */
  public static CallSketch call(PolicyText file, List<Problem> problems) {
    return CallSketch.read(DocumentReader.of(file.document(), problems), file);
  }

  /** Asks a policy. */
  public static Explanation of(
      Policy policy, CallSketch call, ToolCatalogue catalogue, Instant now) {
    PolicyInForce asked = new PolicyInForce(policy, 1);
    Question question = call.question(catalogue, now);
    List<Line> lines = new ArrayList<>();
    List<Contribution> contributions = new ArrayList<>();
    ask(asked, facts(policy, call, question, null), contributions, lines);
    Result result = call.returned();
    if (result != null) {
      ask(asked, facts(policy, call, question, result), contributions, lines);
    }
    Verdict verdict = Verdict.Permit.PLAIN;
    for (Contribution contribution : contributions) {
      verdict = verdict.combine(contribution.verdict());
    }
    String word = verdict.word();
    return new Explanation(
        word,
        contributions.stream()
            .filter(c -> c.verdict().word().equals(word))
            .map(c -> c.reason().code() + ": " + c.reason().text())
            .toList(),
        lines);
  }

  /** The ids of the clauses that counted. */
  public Set<String> applied() {
    return clauses.stream().filter(Line::applies).map(Line::id).collect(Collectors.toSet());
  }

  private static void ask(
      PolicyInForce asked, PolicyFacts facts, List<Contribution> contributions, List<Line> lines) {
    Answer answer = asked.answer(facts, PolicyInForce.Counting.NONE);
    contributions.addAll(answer.contributions());
    asked.policy().all(facts).forEach(finding -> lines.add(line(finding)));
  }

  private static PolicyFacts facts(
      Policy policy, CallSketch call, Question question, @Nullable Result result) {
    return new PolicyFacts(
        question,
        policy.groups().of(call.caller().subject(), call.caller().groups()),
        call.registered(),
        call.trace(),
        result);
  }

  private static Line line(Finding finding) {
    Clause clause = finding.clause();
    String does = clause.action().word();
    return switch (finding) {
      case Finding.Applies applies ->
          new Line(clause.id(), does, true, "it applies", clause.position());
      case Finding.Unsure unsure ->
          new Line(
              clause.id(),
              does,
              true,
              "it cannot be evaluated (" + unsure.why() + "), so it counts as met",
              clause.position());
      case Finding.Misses misses ->
          new Line(clause.id(), does, false, misses.why(), clause.position());
    };
  }
}
