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
 * @param federated the session id of this gateway's endpoint over several upstreams; ours, no word
 *     of the caller's
 * @param evidence where all this stood, with what did not count
 * @param callId how the model named the tool call, empty if the caller does not say
 */
public record SessionHints(
    String mcpSessionId,
    String traceparent,
    String baggage,
    String clientName,
    String clientVersion,
    String federated,
    Evidence evidence,
    String callId) {

  public SessionHints {
    requireNonNull(mcpSessionId, "mcpSessionId");
    requireNonNull(traceparent, "traceparent");
    requireNonNull(baggage, "baggage");
    requireNonNull(clientName, "clientName");
    requireNonNull(clientVersion, "clientVersion");
    requireNonNull(federated, "federated");
    requireNonNull(evidence, "evidence");
    requireNonNull(callId, "callId");
  }

  /** Hints of a request that does not say which tool call it is. */
  public SessionHints(
      String mcpSessionId,
      String traceparent,
      String baggage,
      String clientName,
      String clientVersion,
      String federated,
      Evidence evidence) {
    this(mcpSessionId, traceparent, baggage, clientName, clientVersion, federated, evidence, "");
  }

  /** Hints of a request to one upstream only. */
  public SessionHints(
      String mcpSessionId,
      String traceparent,
      String baggage,
      String clientName,
      String clientVersion) {
    this(mcpSessionId, traceparent, baggage, clientName, clientVersion, "", Evidence.NONE);
  }

  /** The same as a part of a session over several upstreams. */
  public SessionHints within(String session) {
    return new SessionHints(
        mcpSessionId, traceparent, baggage, clientName, clientVersion, session, evidence, callId);
  }
}
