// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.decision.PolicyDecisionPoint.Answer;
import io.holdpoint.gateway.decision.PolicyDecisionPoint.Orders;
import io.holdpoint.gateway.limit.LimitBook;
import io.holdpoint.gateway.policy.Policy.Finding;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A policy with the number of its version: makes answers of what its clauses say. Deny goes before
 * hold goes before permit, orders are united; the order of clauses does not matter. Safe for use by
 * many threads.
 */
final class PolicyInForce {

  private static final String JUDGE = "policy";
  private static final Duration LIMIT_HOLD = Duration.ofMinutes(30);

  private final Policy policy;
  private final int version;
  private final Map<String, Contribution> plain = new HashMap<>();
  private final Contribution otherwise;
  private final Contribution profile;

  PolicyInForce(Policy policy, int version) {
    this.policy = policy;
    this.version = version;
    policy.clauses().forEach(clause -> plain.put(clause.id(), contribution(clause, "")));
    this.otherwise =
        deny(
            "policy.otherwise",
            "otherwise",
            "No clause permits it, and the policy denies what none permits.");
    this.profile =
        deny("policy.profile", "profiles", "No profile of the caller's groups has this.");
  }

  Policy policy() {
    return policy;
  }

  int version() {
    return version;
  }

  /** All that the policy has to say of a call. */
  Answer answer(PolicyFacts call, Counting counting) {
    Offer offer = offer(call.question().attempt(), call.question().uses());
    if (call.result() == null && offer != null && !policy.groups().permits(call.groups(), offer)) {
      return new Answer(List.of(profile), Orders.NONE, "");
    }
    List<Finding> findings = policy.findings(call);
    boolean silent = call.result() != null || policy.permitsOtherwise();
    if (findings.isEmpty() && silent) {
      return Answer.NOTHING;
    }
    List<Contribution> contributions = new ArrayList<>(findings.size());
    Set<String> advice = new TreeSet<>();
    for (Finding finding : findings) {
      if (finding.clause().action() instanceof ClauseAction.Limit limit) {
        limited(finding.clause(), limit, call, counting, contributions, advice);
      } else {
        contributions.add(contribution(finding));
      }
    }
    if (!silent && findings.stream().noneMatch(PolicyInForce::saysWhether)) {
      contributions.add(otherwise);
    }
    return new Answer(contributions, orders(findings), advice(findings, advice));
  }

  /** What exceeds a limit is refused or held; what does not is not spoken of. */
  private void limited(
      Clause clause,
      ClauseAction.Limit limit,
      PolicyFacts call,
      Counting counting,
      List<Contribution> contributions,
      Set<String> advice) {
    switch (counting.take(limit, call)) {
      case LimitBook.Room.Enough enough -> {}
      case LimitBook.Room.Exhausted full -> {
        contributions.add(contribution(clause, ""));
        advice.add(
            full.retryAfter().isZero()
                ? "A limit of this environment is reached; it will not be lifted by waiting."
                : "A limit of this environment is reached; try again in "
                    + Math.max(1, full.retryAfter().toSeconds())
                    + " seconds.");
      }
    }
  }

  /** Counts what calls take of limits. */
  @FunctionalInterface
  interface Counting {

    /** Counts nothing: there is always room. */
    Counting NONE = (limit, call) -> new LimitBook.Room.Enough();

    /** Sets aside what a call takes. */
    LimitBook.Room take(ClauseAction.Limit limit, PolicyFacts call);
  }

  /** True if a principal of these groups may see an offer. */
  boolean shows(Set<String> groups, Offer offer) {
    return policy.groups().permits(groups, offer);
  }

  private static @Nullable Offer offer(Step.Attempted attempt, @Nullable Offer uses) {
    ToolRef tool = attempt.tool();
    return uses == null && attempt.kind() == StepKind.TOOL_CALL
        ? Offer.tool(tool.upstream(), tool.name())
        : uses;
  }

  /** True if it says whether the call may go on, not only how. */
  private static boolean saysWhether(Finding finding) {
    return switch (finding.clause().action()) {
      case ClauseAction.Permit permit -> true;
      case ClauseAction.Deny deny -> true;
      case ClauseAction.Hold hold -> true;
      case ClauseAction.Mask mask -> false;
      case ClauseAction.RequireReason reason -> false;
      case ClauseAction.Limit limit -> false;
    };
  }

  private Contribution contribution(Finding finding) {
    Clause clause = finding.clause();
    return switch (finding) {
      case Finding.Applies applies -> plain.getOrDefault(clause.id(), otherwise);
      case Finding.Unsure unsure ->
          contribution(
              clause, " It could not be evaluated (" + unsure.why() + "), so it counts as met.");
      case Finding.Misses misses ->
          throw new IllegalStateException(
              "finding: got one that misses (expected: one that does not)");
    };
  }

  private Contribution contribution(Clause clause, String note) {
    Verdict verdict =
        switch (clause.action()) {
          case ClauseAction.Permit permit -> Verdict.Permit.PLAIN;
          case ClauseAction.Deny deny -> Verdict.Deny.PLAIN;
          case ClauseAction.Hold hold -> new Verdict.Hold(hold.limit(), Set.of());
          case ClauseAction.Mask mask -> Verdict.Permit.PLAIN;
          case ClauseAction.RequireReason reason -> Verdict.Deny.PLAIN;
          case ClauseAction.Limit limit ->
              limit.holds() ? new Verdict.Hold(LIMIT_HOLD, Set.of()) : Verdict.Deny.PLAIN;
        };
    return new Contribution(
        JUDGE,
        verdict,
        new Reason(
            "policy." + clause.action().word(),
            new RuleRef(clause.id(), version),
            sentence(clause.title()) + note + origin(),
            List.of()));
  }

  private Contribution deny(String code, String id, String text) {
    return new Contribution(
        JUDGE,
        Verdict.Deny.PLAIN,
        new Reason(code, new RuleRef(id, version), text + origin(), List.of()));
  }

  private static String sentence(String title) {
    return title.endsWith(".") ? title : title + ".";
  }

  private String origin() {
    return " (Policy version " + version + ", " + policy.digest() + ".)";
  }

  private static Orders orders(List<Finding> findings) {
    Orders orders = Orders.NONE;
    for (Finding finding : findings) {
      orders =
          switch (finding.clause().action()) {
            case ClauseAction.Hold hold ->
                orders.and(new Orders(hold.binds(), hold.terms(), List.of()));
            case ClauseAction.Mask mask ->
                orders.and(new Orders(Set.of(), ApprovalTerms.ANYBODY, List.of(mask.rule())));
            case ClauseAction.Permit permit -> orders;
            case ClauseAction.Deny deny -> orders;
            case ClauseAction.RequireReason reason -> orders;
            case ClauseAction.Limit limit -> orders;
          };
    }
    return orders;
  }

  /** What the agent can do about a refusal; nothing if a clause refuses it for good. */
  private static String advice(List<Finding> findings, Set<String> advice) {
    for (Finding finding : findings) {
      switch (finding.clause().action()) {
        case ClauseAction.Deny deny -> {
          return "";
        }
        case ClauseAction.RequireReason reason ->
            advice.add(
                "It needs a reason: say why in the argument \""
                    + reason.argument()
                    + "\", in at least "
                    + reason.atLeast()
                    + " characters.");
        case ClauseAction.Permit permit -> {}
        case ClauseAction.Hold hold -> {}
        case ClauseAction.Mask mask -> {}
        case ClauseAction.Limit limit -> {}
      }
    }
    return String.join(" ", advice);
  }
}
