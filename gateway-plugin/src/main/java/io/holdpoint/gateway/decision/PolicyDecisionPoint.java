// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.decision;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.masking.MaskingSettings;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the organisation says of one step, by itself: may it leave, and may its result be given out.
 * Asked before the monitor, on the step's thread; cheap, without I/O, and safe for use by many
 * threads. It never throws for what a step is: what cannot be decided is denied.
 */
public interface PolicyDecisionPoint {

  /** Says nothing to anything. */
  PolicyDecisionPoint NONE =
      new PolicyDecisionPoint() {
        @Override
        public Answer attempt(Question question) {
          return Answer.NOTHING;
        }

        @Override
        public Answer result(Question question, Result result) {
          return Answer.NOTHING;
        }
      };

  /**
   * A step.
   *
   * @param attempt what is asked for
   * @param arguments with what, in the clear
   * @param uses the offer of a server that it uses, or null if it is none
   * @param groups of its principal, as its token says
   * @param risk of its session before it, 0 to 100
   */
  record Question(
      Step.Attempted attempt,
      ClearView arguments,
      @Nullable Offer uses,
      Set<String> groups,
      int risk) {

    public Question {
      requireNonNull(attempt, "attempt");
      requireNonNull(arguments, "arguments");
      groups = Set.copyOf(groups);
    }

    /** The same of a session with another risk. */
    public Question with(int other) {
      return new Question(attempt, arguments, uses, groups, other);
    }
  }

  /**
   * What came back.
   *
   * @param outcome how it ended
   * @param text the result in the clear
   * @param labels what it carries
   */
  record Result(Outcome outcome, ClearView text, Set<DataLabel> labels) {
    public Result {
      requireNonNull(outcome, "outcome");
      requireNonNull(text, "text");
      labels = Set.copyOf(labels);
    }
  }

  /**
   * What it says.
   *
   * @param contributions of the clauses that had something to say, possibly none
   * @param orders what must be done besides
   * @param advice a sentence for the agent, empty if a refusal is to be all it learns
   */
  record Answer(List<Contribution> contributions, Orders orders, String advice) {

    /** Nothing. */
    public static final Answer NOTHING = new Answer(List.of(), Orders.NONE, "");

    public Answer {
      contributions = List.copyOf(contributions);
      requireNonNull(orders, "orders");
      requireNonNull(advice, "advice");
    }

    /** True if a contribution denies. */
    public boolean denies() {
      return contributions.stream().anyMatch(c -> c.verdict() instanceof Verdict.Deny);
    }
  }

  /**
   * What the way of a step must carry out.
   *
   * @param binding arguments that a grant for it binds, empty if the policy names none
   * @param terms whose word lets it go
   * @param masks rules of masking that hold for this step only
   */
  record Orders(Set<String> binding, ApprovalTerms terms, List<MaskingSettings.Rule> masks) {

    /** Nothing. */
    public static final Orders NONE = new Orders(Set.of(), ApprovalTerms.ANYBODY, List.of());

    public Orders {
      binding = Set.copyOf(binding);
      requireNonNull(terms, "terms");
      masks = List.copyOf(masks);
    }

    /** What both order; whom both allow to approve, and nobody else. */
    public Orders and(Orders other) {
      if (other.equals(NONE)) {
        return this;
      }
      List<MaskingSettings.Rule> all = new ArrayList<>(masks);
      all.addAll(other.masks);
      Set<String> bound = new HashSet<>(binding);
      bound.addAll(other.binding);
      return new Orders(bound, terms.and(other.terms), all);
    }
  }

  /** May the step leave? */
  Answer attempt(Question question);

  /** May the result be given out? Asked after what it carries is known, before it is released. */
  Answer result(Question question, Result result);

  /**
   * A step leaves: what it takes of limits is used up.
   *
   * @return what the journal must have before it does
   */
  default List<JournalRecord> leaves(Step.Attempted attempt) {
    return List.of();
  }

  /**
   * A step has ended, with what its result carries.
   *
   * @return what the journal must have of it
   */
  default List<JournalRecord> completed(Step.Attempted attempt, Step.Completed completed) {
    return List.of();
  }
}
