// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.limit.LimitRule;
import io.holdpoint.gateway.masking.MaskingSettings;
import io.holdpoint.gateway.policy.cel.Condition;
import io.holdpoint.model.approval.ApprovalTerms;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a clause wants. */
public sealed interface ClauseAction {

  /** The call may go on, as far as this clause is asked. */
  record Permit() implements ClauseAction {}

  /** The call is refused, or its result kept back. */
  record Deny() implements ClauseAction {}

  /**
   * The call waits for a person.
   *
   * @param limit for how long
   * @param terms whose word lets it go
   * @param binds arguments that a grant binds, empty for what is configured elsewhere
   */
  record Hold(Duration limit, ApprovalTerms terms, Set<String> binds) implements ClauseAction {
    public Hold {
      requireNonNull(limit, "limit");
      requireNonNull(terms, "terms");
      binds = Set.copyOf(binds);
    }
  }

  /** Something is masked in arguments or result. */
  record Mask(MaskingSettings.Rule rule) implements ClauseAction {
    public Mask {
      requireNonNull(rule, "rule");
    }
  }

  /**
   * The call is refused unless it says why.
   *
   * @param argument the argument that says it
   * @param atLeast how many characters
   */
  record RequireReason(String argument, int atLeast) implements ClauseAction {
    public RequireReason {
      requireNonNull(argument, "argument");
    }
  }

  /**
   * There may be so much of it and no more.
   *
   * @param rule how much of what
   * @param amount what one call takes, where amounts are counted; else null
   * @param key what tells destinations apart, or null for what the catalogue knows
   * @param holds whether a person may let go what goes beyond
   */
  record Limit(LimitRule rule, @Nullable Condition amount, @Nullable Condition key, boolean holds)
      implements ClauseAction {
    public Limit {
      requireNonNull(rule, "rule");
    }
  }

  /** The word used in files and explanations. */
  default String word() {
    return switch (this) {
      case Permit permit -> "permit";
      case Deny deny -> "deny";
      case Hold hold -> "hold";
      case Mask mask -> "mask";
      case RequireReason reason -> "require-reason";
      case Limit limit -> "limit";
    };
  }

  /** True if it makes the way of a call narrower: if in doubt, it applies. */
  default boolean tightens() {
    return !(this instanceof Permit);
  }
}
