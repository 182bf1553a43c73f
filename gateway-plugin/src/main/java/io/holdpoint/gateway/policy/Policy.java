// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.policy.cel.Condition;
import io.holdpoint.gateway.policy.cel.Facts;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All clauses that are in force together. Immutable; safe for use by many threads. */
public final class Policy {

  private static final int MOST_REMEMBERED = 4096;

  private final List<Clause> clauses;
  private final boolean permitsOtherwise;
  private final Groups groups;
  private final List<PolicyCase> cases;
  private final String text;
  private final String digest;
  private final Map<Key, List<Clause>> candidates = new ConcurrentHashMap<>();

  Policy(
      List<Clause> clauses,
      boolean permitsOtherwise,
      Groups groups,
      List<PolicyCase> cases,
      String text,
      String digest) {
    this.clauses = List.copyOf(clauses);
    this.permitsOtherwise = permitsOtherwise;
    this.groups = requireNonNull(groups, "groups");
    this.cases = List.copyOf(cases);
    this.text = requireNonNull(text, "text");
    this.digest = requireNonNull(digest, "digest");
  }

  /** What a tool decides of clauses, whoever calls it with what. */
  private record Key(StepKind kind, ToolRef tool, boolean onResult) {}

  /** What a clause says of a call. */
  sealed interface Finding {

    /** The clause. */
    Clause clause();

    /** It applies. */
    record Applies(Clause clause) implements Finding {}

    /**
     * It cannot be said whether it applies: it does if it tightens.
     *
     * @param why without values
     */
    record Unsure(Clause clause, String why) implements Finding {}

    /**
     * It does not apply.
     *
     * @param why for people
     */
    record Misses(Clause clause, String why) implements Finding {}
  }

  /** In the order of the files. */
  public List<Clause> clauses() {
    return clauses;
  }

  /** Calls with what is expected of them. */
  public List<PolicyCase> cases() {
    return cases;
  }

  /** True if a call goes on of which no clause says whether it may. */
  public boolean permitsOtherwise() {
    return permitsOtherwise;
  }

  /** SHA-256 of the files, the first 12 digits. */
  public String digest() {
    return digest;
  }

  /** The files. */
  public String text() {
    return text;
  }

  Groups groups() {
    return groups;
  }

  /** The clauses that apply, or may. */
  List<Finding> findings(PolicyFacts call) {
    Step.Attempted attempt = call.question().attempt();
    List<Finding> found = new ArrayList<>();
    Facts facts = call.facts();
    for (Clause clause : candidates(attempt, call.result() != null, facts)) {
      Finding finding = finding(clause, call, facts);
      if (!(finding instanceof Finding.Misses)) {
        found.add(finding);
      }
    }
    return found;
  }

  /** What every clause says, and why. */
  List<Finding> all(PolicyFacts call) {
    Facts facts = call.facts();
    List<Finding> found = new ArrayList<>();
    for (Clause clause : clauses) {
      if (clause.onResult() == (call.result() != null)) {
        found.add(
            clause.selector().fitsTool(call.question().attempt())
                ? finding(clause, call, facts)
                : new Finding.Misses(clause, "it is about other tools, effects or kinds of steps"));
      }
    }
    return found;
  }

  private List<Clause> candidates(Step.Attempted attempt, boolean onResult, Facts facts) {
    Key key = new Key(attempt.kind(), attempt.tool(), onResult);
    List<Clause> known = candidates.get(key);
    if (known == null) {
      known =
          clauses.stream()
              .filter(clause -> clause.onResult() == onResult)
              .filter(clause -> clause.selector().fitsTool(attempt))
              .filter(clause -> mayHold(clause, facts))
              .toList();
      if (candidates.size() < MOST_REMEMBERED) {
        candidates.put(key, known);
      }
    }
    return known;
  }

  private static boolean mayHold(Clause clause, Facts facts) {
    Condition condition = clause.ofTheTool();
    return condition == null || !(condition.holds(facts) instanceof Condition.Answer.No);
  }

  private static Finding finding(Clause clause, PolicyFacts call, Facts facts) {
    String subject = call.question().attempt().session().identity().subject();
    if (!clause.selector().fitsCaller(subject, call.groups())) {
      return new Finding.Misses(clause, "it is about other principals or groups");
    }
    Condition when = clause.when();
    if (when == null) {
      return reasoned(clause, facts);
    }
    return switch (when.holds(facts)) {
      case Condition.Answer.Yes yes -> reasoned(clause, facts);
      case Condition.Answer.No no -> new Finding.Misses(clause, "its condition does not hold");
      case Condition.Answer.Failed failed ->
          clause.action().tightens()
              ? new Finding.Unsure(clause, failed.why())
              : new Finding.Misses(clause, "its condition cannot be evaluated: " + failed.why());
    };
  }

  /** A reason that is given is a reason to go on. */
  private static Finding reasoned(Clause clause, Facts facts) {
    if (clause.action() instanceof ClauseAction.RequireReason required
        && isGiven(required, facts)) {
      return new Finding.Misses(clause, "the call says why");
    }
    return new Finding.Applies(clause);
  }

  private static boolean isGiven(ClauseAction.RequireReason required, Facts facts) {
    try {
      return facts.find("args").orElse(Map.of()) instanceof Map<?, ?> arguments
          && arguments.get(required.argument()) instanceof String reason
          && reason.strip().length() >= required.atLeast();
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }
}
