// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import io.holdpoint.gateway.http.Headers;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One era of MCP: the only place that knows its method names, fields and codes. Stateless. */
public interface Protocol {

  /** True if a message has this era's shape. The body decides, never a header alone. */
  boolean speaks(RpcMessage message);

  /** Reads a message a caller posted. */
  Exchange read(Headers headers, RpcMessage message) throws ProtocolViolation;

  /** The refusal of a request, so worded that an agent reads it as an ordinary answer. */
  byte[] refusal(Exchange exchange, String text);

  /**
   * The message that cancels a request at its upstream, or null where closing its stream does.
   *
   * @param reason for the upstream's log
   */
  byte @Nullable [] cancellation(Exchange exchange, String reason);

  /** The headers of a request whose arguments changed: those that repeat one are changed alike. */
  default Headers repeating(Headers headers, UnaryOperator<String> change) {
    return headers;
  }

  /** The message that tells a caller that its request still waits. */
  byte[] progress(Exchange exchange, int count);

  /** How a caller of this era is asked to come back; null where it cannot be. */
  default @Nullable Holding holding() {
    return null;
  }

  /** What a server asks of the client by this message, or null if nothing that is judged. */
  @Nullable ServerAsk ask(RpcMessage message);

  /** What a server asks of the client inside a result or an error. */
  List<ServerAsk> asksWithin(RpcMessage response);

  /**
   * A request of the gateway's own for the server's tools, as part of a caller's exchange.
   *
   * @param id as JSON text
   * @param cursor where the list goes on, as JSON text; empty for its beginning
   */
  byte[] toolsRequest(Exchange exchange, String id, String cursor);

  /** That request's header fields, of those of its caller. */
  Headers toolsRequestHeaders(Headers ofCaller);

  /** The last word on a stream to listen to that the gateway ends itself; null on any other. */
  default byte @Nullable [] farewell(Exchange exchange) {
    return null;
  }
}
