// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import io.holdpoint.model.identity.AgentIdentity;
import java.util.List;
import java.util.Set;

/**
 * What a verified token says beyond who its subject is.
 *
 * @param scopes what it was issued for
 * @param groups of the subject
 * @param actors who acts for the subject, the current one first (claim {@code act} of RFC 8693);
 *     empty if the subject acts itself
 */
public record TokenClaims(Set<String> scopes, Set<String> groups, List<AgentIdentity> actors) {

  public TokenClaims {
    scopes = Set.copyOf(scopes);
    groups = Set.copyOf(groups);
    actors = List.copyOf(actors);
  }
}
