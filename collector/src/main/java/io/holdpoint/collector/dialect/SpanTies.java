// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ties an item of a framework to others, beyond the step it is. Items that are no steps have
 * ties too: they stand between those that are.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param parentSpanId 16 hexadecimal digits, or empty
 * @param session the session it names itself, or null if it names none
 * @param keySource by which key it names it, empty if it names none
 * @param agent the agent's name as it tells it, empty if it does not
 * @param agentVersion the same of its version
 * @param arguments digest of a tool's arguments, freed of what is wrapped around them
 * @param result the text of a tool's result; kept in memory only
 * @param answered true for a model call whose answer can be read
 * @param requests the tool calls that answer asks for
 */
public record SpanTies(
    String traceId,
    String spanId,
    String parentSpanId,
    @Nullable SessionId session,
    String keySource,
    String agent,
    String agentVersion,
    Digest arguments,
    String result,
    boolean answered,
    List<ToolRequest> requests) {

  public SpanTies {
    requireNonNull(traceId, "traceId");
    requireNonNull(spanId, "spanId");
    requireNonNull(parentSpanId, "parentSpanId");
    requireNonNull(keySource, "keySource");
    requireNonNull(agent, "agent");
    requireNonNull(agentVersion, "agentVersion");
    requireNonNull(arguments, "arguments");
    requireNonNull(result, "result");
    requests = List.copyOf(requests);
  }
}
