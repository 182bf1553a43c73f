// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a step came over the wire; empty texts where the protocol era has no such thing.
 *
 * @param method the MCP method
 * @param requestId the JSON-RPC id as text
 * @param protocolVersion the MCP revision
 * @param mcpSessionId {@code Mcp-Session-Id}
 * @param serverAddress the upstream's host
 * @param serverPort the upstream's port
 * @param evidence where the request said whose session it is
 * @param overruledTrace a {@code traceparent} of the request that did not count
 * @param callId how the model named the tool call, as the caller says
 */
public record WireFacts(
    String method,
    String requestId,
    String protocolVersion,
    String mcpSessionId,
    String serverAddress,
    int serverPort,
    List<String> evidence,
    String overruledTrace,
    String callId) {

  /** Of a step that offers no evidence of its session. */
  public WireFacts(
      String method,
      String requestId,
      String protocolVersion,
      String mcpSessionId,
      String serverAddress,
      int serverPort) {
    this(
        method,
        requestId,
        protocolVersion,
        mcpSessionId,
        serverAddress,
        serverPort,
        List.of(),
        "",
        "");
  }

  public WireFacts {
    requireNonNull(method, "method");
    requireNonNull(requestId, "requestId");
    requireNonNull(protocolVersion, "protocolVersion");
    requireNonNull(mcpSessionId, "mcpSessionId");
    requireNonNull(serverAddress, "serverAddress");
    evidence = List.copyOf(evidence);
    requireNonNull(overruledTrace, "overruledTrace");
    requireNonNull(callId, "callId");
  }
}
