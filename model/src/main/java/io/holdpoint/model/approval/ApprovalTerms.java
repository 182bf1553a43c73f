// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.approval;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Whose word lets a held call go. Names are those of operators, or of groups of theirs.
 *
 * @param approvers who may approve it; empty for everybody who may approve calls
 * @param quorum how many different people must approve it, at least 1
 * @param escalateTo who may approve it besides, once nobody has settled it in time
 * @param escalateAfter how long until then; zero for never
 * @param behind whom the agent acts for or with: they may not approve it
 * @param editable whether its arguments can be edited: whoever holds it can send others
 */
public record ApprovalTerms(
    Set<String> approvers,
    int quorum,
    Set<String> escalateTo,
    Duration escalateAfter,
    Set<String> behind,
    boolean editable) {

  /** Anybody who may approve calls, alone. */
  public static final ApprovalTerms ANYBODY =
      new ApprovalTerms(Set.of(), 1, Set.of(), Duration.ZERO, Set.of(), false);

  public ApprovalTerms {
    approvers = Set.copyOf(approvers);
    escalateTo = Set.copyOf(escalateTo);
    requireNonNull(escalateAfter, "escalateAfter");
    behind = Set.copyOf(behind);
    if (quorum < 1 || escalateAfter.isNegative()) {
      throw new IllegalArgumentException(
          "approval terms: got a quorum of "
              + quorum
              + " and an escalation after "
              + escalateAfter
              + " (expected: at least 1, not negative)");
    }
  }

  /** Whom it names, one of whom is enough. */
  public static ApprovalTerms of(Set<String> approvers) {
    return new ApprovalTerms(approvers, 1, Set.of(), Duration.ZERO, Set.of(), false);
  }

  /** The same with these people behind the agent. */
  public ApprovalTerms behind(Set<String> people) {
    return new ApprovalTerms(approvers, quorum, escalateTo, escalateAfter, people, editable);
  }

  /** The same for a call whose arguments can be edited. */
  public ApprovalTerms asEditable() {
    return new ApprovalTerms(approvers, quorum, escalateTo, escalateAfter, behind, true);
  }

  /**
   * The same where these do not say less: no smaller quorum, and an escalation if they have one.
   */
  public ApprovalTerms atLeast(ApprovalTerms usual) {
    boolean own = !escalateAfter.isZero();
    return new ApprovalTerms(
        approvers,
        Math.max(quorum, usual.quorum),
        own ? escalateTo : usual.escalateTo,
        own ? escalateAfter : usual.escalateAfter,
        behind,
        editable);
  }

  /**
   * What both demand: whom both allow to approve, now and later, and nobody else; the larger quorum
   * and the earlier escalation. Order does not matter.
   */
  public ApprovalTerms and(ApprovalTerms other) {
    Set<String> people = new HashSet<>(behind);
    people.addAll(other.behind);
    boolean escalates = !escalateAfter.isZero() || !other.escalateAfter.isZero();
    return new ApprovalTerms(
        both(approvers, other.approvers),
        Math.max(quorum, other.quorum),
        escalates ? both(everybodyOf(this), everybodyOf(other)) : Set.of(),
        earlier(escalateAfter, other.escalateAfter),
        people,
        editable && other.editable);
  }

  private static Set<String> everybodyOf(ApprovalTerms terms) {
    if (terms.approvers.isEmpty()) {
      return terms.escalateTo;
    }
    Set<String> all = new HashSet<>(terms.approvers);
    all.addAll(terms.escalateTo);
    return all;
  }

  private static Duration earlier(Duration a, Duration b) {
    if (a.isZero() || b.isZero()) {
      return a.isZero() ? b : a;
    }
    return a.compareTo(b) < 0 ? a : b;
  }

  /** An empty set is everybody; where nobody is in both, nobody can approve. */
  private static Set<String> both(Set<String> a, Set<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    return both.isEmpty() ? Set.of("") : both;
  }

  /** True once others may approve it too, if it was asked for at {@code asked}. */
  public boolean isEscalated(Instant asked, Instant now) {
    return !escalateAfter.isZero() && !now.isBefore(asked.plus(escalateAfter));
  }
}
