// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One execution of one agent for one task.
 *
 * @param id names the session
 * @param root the root of its delegation tree, itself where it was not delegated to
 * @param floor what lies below every session of the identity
 * @param identity the credential
 * @param kind whether the principal's sessions follow one another or run side by side
 * @param key what set the session apart
 * @param agent what the agent says it is
 * @param task what it was declared to do, empty if it was not declared
 * @param environment for example {@code prod}
 * @param startedAt when the enforcement point saw its first request
 */
public record Session(
    SessionId id,
    SessionId root,
    FloorId floor,
    AgentIdentity identity,
    PrincipalKind kind,
    SessionKey key,
    AgentClaim agent,
    String task,
    String environment,
    Instant startedAt) {

  public Session {
    requireNonNull(id, "id");
    requireNonNull(root, "root");
    requireNonNull(floor, "floor");
    requireNonNull(identity, "identity");
    requireNonNull(kind, "kind");
    requireNonNull(key, "key");
    requireNonNull(agent, "agent");
    requireNonNull(task, "task");
    requireNonNull(environment, "environment");
    requireNonNull(startedAt, "startedAt");
  }
}
