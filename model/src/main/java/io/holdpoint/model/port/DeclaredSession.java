// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.AgentClaim;
import java.time.Instant;

/**
 * A session a host declared with a credential its agent does not hold.
 *
 * @param handle what the agent sends as {@code holdpoint.session} in its baggage; at least 128
 *     random bits, and good for this principal only
 * @param tenant the tenant
 * @param principal the subject whose session it is
 * @param agent what the host says the agent is
 * @param task what the agent is to do
 * @param at when it was declared
 */
public record DeclaredSession(
    String handle, String tenant, String principal, AgentClaim agent, String task, Instant at) {

  public DeclaredSession {
    requireNonNull(handle, "handle");
    requireNonNull(tenant, "tenant");
    requireNonNull(principal, "principal");
    requireNonNull(agent, "agent");
    requireNonNull(task, "task");
    requireNonNull(at, "at");
  }
}
