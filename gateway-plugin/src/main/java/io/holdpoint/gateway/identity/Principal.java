// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated caller.
 *
 * @param identity the credential
 * @param floor what lies below every session of it
 * @param kind whether its sessions follow one another or run side by side
 * @param agent the agent the credential was registered for, empty if none was named
 * @param claims of its token, or null if it came with none: then no scope binds it
 */
public record Principal(
    AgentIdentity identity,
    FloorId floor,
    PrincipalKind kind,
    String agent,
    @Nullable TokenClaims claims) {

  public Principal {
    requireNonNull(identity, "identity");
    requireNonNull(floor, "floor");
    requireNonNull(kind, "kind");
    requireNonNull(agent, "agent");
  }

  /** The groups its token names; none if it came with no such token. */
  public Set<String> groups() {
    return claims == null ? Set.of() : claims.groups();
  }

  /** Who its token says acts for it, by their subjects; none if it came with no such token. */
  public Set<String> behind() {
    return claims == null
        ? Set.of()
        : claims.actors().stream().map(AgentIdentity::subject).collect(Collectors.toSet());
  }

  /** The caller with this credential. */
  public static Principal of(AgentIdentity identity, PrincipalKind kind, String agent) {
    return new Principal(identity, FloorId.of(identity), kind, agent, null);
  }

  /** The caller with this verified token. */
  public static Principal of(AgentIdentity identity, PrincipalKind kind, TokenClaims claims) {
    return new Principal(identity, FloorId.of(identity), kind, "", claims);
  }
}
