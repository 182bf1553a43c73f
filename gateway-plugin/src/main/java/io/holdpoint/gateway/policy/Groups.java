// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.catalogue.Glob;
import io.holdpoint.gateway.offer.AccessList;
import io.holdpoint.model.offer.Offer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who belongs together, and what they may see and use.
 *
 * @param members patterns of subjects, by group: besides those whose token names it
 * @param profiles names of profiles, by group
 * @param access what a profile lets its holders use, by name
 */
record Groups(
    Map<String, List<Glob>> members,
    Map<String, List<String>> profiles,
    Map<String, AccessList> access) {

  static final Groups NONE = new Groups(Map.of(), Map.of(), Map.of());

  Groups {
    members = Map.copyOf(members);
    profiles = Map.copyOf(profiles);
    access = Map.copyOf(access);
  }

  /** All groups of a principal. */
  Set<String> of(String subject, Set<String> ofToken) {
    if (members.isEmpty()) {
      return ofToken;
    }
    Set<String> all = new HashSet<>(ofToken);
    members.forEach(
        (group, patterns) -> {
          if (Selector.matches(patterns, subject)) {
            all.add(group);
          }
        });
    return all;
  }

  /** True if one of the profiles of the groups lets it be used; or if none of them has one. */
  boolean permits(Set<String> groups, Offer offer) {
    boolean bound = false;
    for (String group : groups) {
      for (String profile : profiles.getOrDefault(group, List.of())) {
        bound = true;
        AccessList list = access.get(profile);
        if (list != null && list.permits(offer)) {
          return true;
        }
      }
    }
    // Who is in no group with a profile may what everybody may.
    AccessList everybody = access.get("everybody");
    return !bound && (everybody == null || everybody.permits(offer));
  }
}
