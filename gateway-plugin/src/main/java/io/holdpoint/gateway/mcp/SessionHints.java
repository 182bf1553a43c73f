// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

/**
 * What a request says of the session it belongs to; empty texts where it says nothing. All of it is
 * the caller's word.
 *
 * @param mcpSessionId the protocol's session id, in the era that has one
 * @param traceparent W3C trace context
 * @param baggage W3C baggage: of the message itself, else of the transport
 * @param clientName what the client calls itself
 * @param clientVersion its version
 */
public record SessionHints(
    String mcpSessionId,
    String traceparent,
    String baggage,
    String clientName,
    String clientVersion) {

  public SessionHints {
    requireNonNull(mcpSessionId, "mcpSessionId");
    requireNonNull(traceparent, "traceparent");
    requireNonNull(baggage, "baggage");
    requireNonNull(clientName, "clientName");
    requireNonNull(clientVersion, "clientVersion");
  }
}
