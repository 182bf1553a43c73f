// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How an agent reaches its MCP servers.
 *
 * @param endpoints the MCP endpoint of each server, by its name
 * @param credential sent as bearer token
 * @param patience how long it waits for one answer
 */
public record AgentAccess(Map<String, URI> endpoints, String credential, Duration patience) {

  public AgentAccess {
    endpoints = Map.copyOf(endpoints);
    requireNonNull(credential, "credential");
    requireNonNull(patience, "patience");
  }

  /** Without the credential, so that no log ever holds it. */
  @Override
  public String toString() {
    return "AgentAccess[endpoints=" + endpoints + ", patience=" + patience + "]";
  }
}
