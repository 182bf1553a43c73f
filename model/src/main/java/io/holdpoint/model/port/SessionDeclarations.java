// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import io.holdpoint.model.identity.AgentClaim;
import java.util.Optional;

/** Sessions declared by hosts. Declarations survive a restart. Safe for use by many threads. */
public interface SessionDeclarations {

  /** Declares a session and returns it with a fresh handle, once that is durable. */
  DeclaredSession declare(SessionDeclaration declaration);

  /** Declares a session that is delegated from none and does not expire. */
  default DeclaredSession declare(String tenant, String principal, AgentClaim agent, String task) {
    return declare(new SessionDeclaration(tenant, principal, agent, task));
  }

  /** The session of a handle, expired or not; empty if no such handle was ever given out. */
  Optional<DeclaredSession> find(String handle);
}
