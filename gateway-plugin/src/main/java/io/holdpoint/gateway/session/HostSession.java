// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.model.identity.AgentClaim;

/**
 * A session as a host attests it with its own credential.
 *
 * @param principal whose it is; the host must be allowed to speak for it
 * @param host the name of the host's credential
 * @param key the host's own id of the session, or a handle that was declared for the principal
 * @param agentId the sub-agent within the session, empty for the agent itself
 * @param agent what the host says the agent is
 */
public record HostSession(
    Principal principal, String host, String key, String agentId, AgentClaim agent) {

  public HostSession {
    requireNonNull(principal, "principal");
    requireNonNull(host, "host");
    requireNonNull(key, "key");
    requireNonNull(agentId, "agentId");
    requireNonNull(agent, "agent");
    if (key.isEmpty()) {
      throw new IllegalArgumentException("session: got \"\" (expected: the host's session id)");
    }
  }

  /** The session that a sub-agent's session belongs to; the session itself if it is none. */
  public HostSession main() {
    return agentId.isEmpty() ? this : new HostSession(principal, host, key, "", agent);
  }
}
