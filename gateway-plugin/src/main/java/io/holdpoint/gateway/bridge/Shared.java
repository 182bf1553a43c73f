// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.http.UpstreamFailure;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session says to a server that many sessions share, where that differs: the server is
 * greeted once, by the bridge, and cannot ask anything of one client.
 *
 * @param session who speaks
 * @param flow the way back
 */
record Shared(BridgeSession session, Flow flow) {

  private static final byte[] NOTHING = new byte[0];
  private static final Set<String> OWN =
      Set.of(Words.INITIALIZE, Words.INITIALIZED, Words.SUBSCRIBE, Words.UNSUBSCRIBE);

  static boolean takes(RpcMessage message) {
    return message.form() == RpcMessage.Form.RESPONSE || OWN.contains(message.method());
  }

  void pass(RpcMessage message, Asked request, byte[] body) {
    Conversation conversation = session.conversation();
    String uri = message.params().text("uri");
    switch (message.method()) {
      case Words.INITIALIZE ->
          conversation.greeting(
              message.params().text("protocolVersion"),
              flow.loop(),
              result -> greet(message, result));
      case Words.SUBSCRIBE -> {
        conversation.subscribe(session, uri);
        conversation.ask(request, message, body);
      }
      case Words.UNSUBSCRIBE -> {
        if (conversation.unsubscribe(session, uri)) {
          conversation.ask(request, message, body);
        } else {
          flow.answer(200, Words.json(), Json.result(message.id(), "{}"));
        }
      }
      default -> flow.answer(202, Headers.of(), NOTHING);
    }
  }

  private void greet(RpcMessage message, @Nullable String result) {
    if (result == null) {
      flow.fail(UpstreamFailure.UNREADABLE);
    } else {
      flow.answer(200, Words.opened(session.id()), Json.result(message.id(), result));
    }
  }
}
