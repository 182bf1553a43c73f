// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.registry;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.Effect;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation says of an agent. The agent is its principal, which its credential proves:
 * the name it gives itself is a claim, and anybody could give it.
 *
 * @param principal the subject of its credential
 * @param owner who answers for it, empty if nobody is known to
 * @param team of the owner, possibly empty
 * @param purpose what it is for, possibly empty
 * @param allowed the effects it may have; null if nothing was said
 * @param approvers who may approve its calls; empty for whoever may approve calls
 */
public record RegisteredAgent(
    String principal,
    String owner,
    String team,
    String purpose,
    @Nullable Set<Effect> allowed,
    Set<String> approvers) {

  public RegisteredAgent {
    requireNonNull(principal, "principal");
    requireNonNull(owner, "owner");
    requireNonNull(team, "team");
    requireNonNull(purpose, "purpose");
    allowed = allowed == null ? null : Set.copyOf(allowed);
    approvers = Set.copyOf(approvers);
  }

  /** An agent of which the owner is known at most. */
  public static RegisteredAgent owned(String principal, String owner) {
    return new RegisteredAgent(principal, owner, "", "", null, Set.of());
  }

  /** Those of some effects that it may not have; none if nothing was said. */
  public Set<Effect> beyond(Set<Effect> effects) {
    Set<Effect> known = allowed;
    if (known == null || effects.isEmpty()) {
      return Set.of();
    }
    Set<Effect> beyond = EnumSet.copyOf(effects);
    beyond.removeAll(known);
    return beyond;
  }

  RegisteredAgent ownedBy(String other) {
    return new RegisteredAgent(principal, other, team, purpose, allowed, approvers);
  }
}
