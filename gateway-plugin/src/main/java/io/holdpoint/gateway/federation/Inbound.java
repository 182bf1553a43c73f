// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.HttpRequest;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.Responder;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Era;
import io.holdpoint.gateway.mcp.Exchange;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.Protocol;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A message of a client to the federated endpoint.
 *
 * @param request as received
 * @param responder the way back
 * @param principal who calls
 * @param message what it says
 * @param protocol in which era
 * @param exchange the same in words of both eras
 * @param session the client's session, null in the era without and before there is one
 */
record Inbound(
    HttpRequest request,
    Responder responder,
    Principal principal,
    RpcMessage message,
    Protocol protocol,
    Exchange exchange,
    @Nullable FederatedSession session) {

  private static final byte[] NOTHING = new byte[0];
  private static final int NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;
  private static final int FAILED = -31002;

  Loop loop() {
    return responder.loop();
  }

  boolean isModern() {
    return exchange.era() == Era.MODERN;
  }

  /** Gives a whole answer of our own. */
  void answer(byte[] json) {
    answer(200, json);
  }

  void answer(int status, byte[] json) {
    if (!exchange.can().takesJson() && exchange.can().takesStream() && status == 200) {
      responder.begin(200, own("text/event-stream").set("cache-control", "no-cache, no-transform"));
      responder.write(Events.of(json));
      responder.end();
    } else {
      responder.answer(status, own("application/json"), json);
    }
  }

  private Headers own(String type) {
    Headers headers = Headers.of("content-type", type);
    if (session != null) {
      headers.set(LegacyProtocol.SESSION_ID, session.id());
    }
    return headers;
  }

  void result(String result) {
    answer(Json.result(exchange.id(), result));
  }

  void accepted() {
    responder.answer(202, Headers.of(), NOTHING);
  }

  /** A parameter names nothing that is here. */
  void unknown(String what) {
    answer(Json.error(exchange.id(), INVALID_PARAMS, what));
  }

  /** There is no such method; in the era without sessions that is said by the status too. */
  void noMethod() {
    answer(
        isModern() ? 404 : 200,
        Json.error(
            exchange.id(),
            NOT_FOUND,
            "method: got " + exchange.method() + " (expected: one this endpoint can route)"));
  }

  /** An upstream could not be asked. */
  void failed(String what) {
    answer(Json.error(exchange.wantsAnswer() ? exchange.id() : "null", FAILED, what));
  }
}
