// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.AgentClaim;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a host says of a session before it begins.
 *
 * @param tenant the tenant
 * @param principal the subject whose session it is
 * @param agent what the host says the agent is
 * @param task what the agent is to do, in the user's words; empty if it is not known yet
 * @param parent the handle of the session it is delegated from, empty if it is delegated from none
 * @param environment for example {@code prod}, empty for the gateway's own
 * @param host who declares it: the name of a host's credential or of an operator
 * @param until from when on the handle attests nothing any more, or null for never
 */
public record SessionDeclaration(
    String tenant,
    String principal,
    AgentClaim agent,
    String task,
    String parent,
    String environment,
    String host,
    @Nullable Instant until) {

  public SessionDeclaration {
    requireNonNull(tenant, "tenant");
    requireNonNull(principal, "principal");
    requireNonNull(agent, "agent");
    requireNonNull(task, "task");
    requireNonNull(parent, "parent");
    requireNonNull(environment, "environment");
    requireNonNull(host, "host");
  }

  /** A session that is delegated from none and does not expire. */
  public SessionDeclaration(String tenant, String principal, AgentClaim agent, String task) {
    this(tenant, principal, agent, task, "", "", "", null);
  }
}
