// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Hashes;
import java.time.Instant;

/**
 * A session a host declared with a credential its agent does not hold.
 *
 * @param handle what the agent sends as {@code holdpoint.session} in its baggage; at least 128
 *     random bits, and good for this principal only
 * @param declaration what was declared
 * @param at when it was declared
 */
public record DeclaredSession(String handle, SessionDeclaration declaration, Instant at) {

  public DeclaredSession {
    requireNonNull(handle, "handle");
    requireNonNull(declaration, "declaration");
    requireNonNull(at, "at");
  }

  /** The same in every process that knows the handle, whoever its principal is. */
  public SessionId id() {
    return new SessionId("s-" + Hashes.sha256Hex(24, declaration.tenant(), "declared", handle));
  }

  /** The subject whose session it is. */
  public String principal() {
    return declaration.principal();
  }

  /** What the host says the agent is. */
  public AgentClaim agent() {
    return declaration.agent();
  }

  /** What the agent is to do. */
  public String task() {
    return declaration.task();
  }

  /** True once the handle attests nothing any more. */
  public boolean isExpired(Instant now) {
    Instant until = declaration.until();
    return until != null && !now.isBefore(until);
  }
}
