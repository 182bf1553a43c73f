// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.approval;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A held call, as it is put before people: who, what, with which arguments in the masked view, and
 * why.
 *
 * @param attempt the call
 * @param owner who answers for the agent, empty if nobody is known to
 * @param binding names of the arguments a grant is good for, empty for all of them
 * @param bound keyed digest over what binds
 * @param destination keyed digest over the arguments that say where to; of all where none does
 * @param reasons why it was held
 * @param limit for how long a person may be waited for
 * @param envelope the call in a form only its gateway can read, for callers that fetch the result
 *     later; empty where the caller itself comes back
 * @param terms whose word lets it go
 * @param change digest of what a person changed of the arguments of the attempt, {@link
 *     Digest#NONE} if it is as it came
 */
public record ApprovalRequest(
    Step.Attempted attempt,
    String owner,
    Set<String> binding,
    Digest bound,
    Digest destination,
    List<Reason> reasons,
    Duration limit,
    String envelope,
    ApprovalTerms terms,
    Digest change) {

  /** A call that everybody may approve who may approve calls. */
  public ApprovalRequest(
      Step.Attempted attempt,
      String owner,
      Set<String> binding,
      Digest bound,
      Digest destination,
      List<Reason> reasons,
      Duration limit,
      String envelope) {
    this(
        attempt,
        owner,
        binding,
        bound,
        destination,
        reasons,
        limit,
        envelope,
        ApprovalTerms.ANYBODY,
        Digest.NONE);
  }

  public ApprovalRequest {
    requireNonNull(attempt, "attempt");
    requireNonNull(owner, "owner");
    binding = Set.copyOf(binding);
    requireNonNull(bound, "bound");
    requireNonNull(destination, "destination");
    reasons = List.copyOf(reasons);
    requireNonNull(envelope, "envelope");
    requireNonNull(terms, "terms");
    requireNonNull(change, "change");
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("approval limit: got " + limit + " (expected: > 0)");
    }
  }

  /** Who may approve it, by name; empty for everybody who may approve calls. */
  public Set<String> approvers() {
    return terms.approvers();
  }

  /** The same, of an agent that somebody else answers for. */
  public ApprovalRequest ownedBy(String other) {
    return new ApprovalRequest(
        attempt, other, binding, bound, destination, reasons, limit, envelope, terms, change);
  }

  /** The same, on other terms. */
  public ApprovalRequest on(ApprovalTerms other) {
    return new ApprovalRequest(
        attempt, owner, binding, bound, destination, reasons, limit, envelope, other, change);
  }

  /**
   * The same, gone as another attempt: what was put before people stays what was asked for, and a
   * person has edited its arguments.
   */
  public ApprovalRequest goingAs(Step.Attempted edited, ApprovalWord.Edit edit) {
    return new ApprovalRequest(
        edited,
        owner,
        binding,
        bound,
        destination,
        reasons,
        limit,
        envelope,
        terms,
        edit.shown().digest());
  }

  /** The rules that hold the call, in the versions that judged. */
  public Set<RuleRef> rules() {
    return reasons.stream()
        .map(Reason::rule)
        .filter(rule -> rule != null)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The names of the binding arguments in a fixed order, empty for all. */
  public List<String> bindingInOrder() {
    return List.copyOf(new TreeSet<>(binding));
  }
}
