// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.insight;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is registered of an agent.
 *
 * @param owner who answers for it, empty if nobody is named
 * @param team of the owner, possibly empty
 * @param purpose what it is for, possibly empty
 * @param allowedEffects that it may have; null if nothing was said
 * @param approvers who may approve its calls; empty for whoever may approve calls
 */
public record Registration(
    String owner,
    String team,
    String purpose,
    @Nullable List<String> allowedEffects,
    List<String> approvers) {

  /** Nothing is registered. */
  public static final Registration NONE = new Registration("", "", "", null, List.of());

  public Registration {
    requireNonNull(owner, "owner");
    requireNonNull(team, "team");
    requireNonNull(purpose, "purpose");
    allowedEffects = allowedEffects == null ? null : List.copyOf(allowedEffects);
    approvers = List.copyOf(approvers);
  }

  /** Those of some effects that it may not have; none if nothing was said. */
  public List<String> beyond(List<String> effects) {
    List<String> allowed = allowedEffects;
    if (allowed == null) {
      return List.of();
    }
    List<String> beyond = new ArrayList<>(effects);
    beyond.removeAll(allowed);
    return beyond;
  }
}
