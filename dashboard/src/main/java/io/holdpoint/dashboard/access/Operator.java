// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A person, or a program of theirs, who was let in.
 *
 * @param name under which everything they do is recorded; not blank
 * @param roles at least one
 * @param groups that their identity provider names; none if they came with a token of ours
 */
public record Operator(String name, Set<Role> roles, Set<String> groups) {

  public Operator {
    if (name.isBlank()) {
      throw new IllegalArgumentException("operator: got \"\" (expected: a name)");
    }
    roles = Set.copyOf(roles);
    groups = Set.copyOf(groups);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("operator " + name + ": got no role (expected: some)");
    }
  }

  /** Somebody with one role and no groups. */
  public static Operator of(String name, Role role) {
    return new Operator(name, Set.of(role), Set.of());
  }

  /** True if one of the roles has this right. */
  public boolean may(Right right) {
    return roles.stream().anyMatch(right.roles()::contains);
  }

  /** The roles in words, always in the same order. */
  public List<String> roleWords() {
    return roles.stream().sorted().map(Role::word).toList();
  }

  /** The rights in words, always in the same order. */
  public List<String> rightWords() {
    return Arrays.stream(Right.values()).filter(this::may).map(Right::word).toList();
  }
}
