// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static java.util.Objects.requireNonNull;

/**
 * How a step came over the wire; empty texts where the protocol era has no such thing.
 *
 * @param method the MCP method
 * @param requestId the JSON-RPC id as text
 * @param protocolVersion the MCP revision
 * @param mcpSessionId {@code Mcp-Session-Id}
 * @param serverAddress the upstream's host
 * @param serverPort the upstream's port
 */
public record WireFacts(
    String method,
    String requestId,
    String protocolVersion,
    String mcpSessionId,
    String serverAddress,
    int serverPort) {

  public WireFacts {
    requireNonNull(method, "method");
    requireNonNull(requestId, "requestId");
    requireNonNull(protocolVersion, "protocolVersion");
    requireNonNull(mcpSessionId, "mcpSessionId");
    requireNonNull(serverAddress, "serverAddress");
  }
}
