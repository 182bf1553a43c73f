// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whom a message of a server is for: a pipe does not say. Works under its conversation's
 * lock.
 *
 * @param sessions that talk with the server
 * @param asked requests under way, by the conversation's ids
 * @param shared true if the sessions have nothing to do with each other
 */
record Routing(List<BridgeSession> sessions, Map<Long, Asked> asked, boolean shared) {

  private static final String LOG_MESSAGE = "notifications/message";

  /** Hands a message on; false if there is nobody for it. */
  boolean route(RpcMessage message, byte[] bytes) {
    if (message.form() == RpcMessage.Form.REQUEST) {
      return !shared && request(message, bytes);
    }
    RawMember token = message.params().get(Words.TOKEN);
    if (message.method().equals(Words.PROGRESS)) {
      return token != null && toAsked(token, bytes, true);
    }
    RawMember subscription = message.meta().get(Words.SUBSCRIPTION_ID);
    if (subscription != null) {
      return toAsked(subscription, bytes, false);
    }
    return notice(message, bytes);
  }

  /**
   * Something a server wants of its client: with the one request that streams, else on the stream
   * the client listens to, else with the last request, else later.
   */
  private boolean request(RpcMessage message, byte[] bytes) {
    BridgeSession session = sessions.isEmpty() ? null : sessions.getFirst();
    if (session == null || session.id().isEmpty()) {
      return false;
    }
    Asked only = onlyStreaming();
    Asked last = session.isListening() ? null : lastStreaming();
    Asked with = only != null ? only : last;
    if (with != null) {
      with.flow().event(bytes);
      return true;
    }
    boolean pong = message.method().equals(Words.PING) && !session.isListening();
    return !pong && session.say(bytes, message);
  }

  private boolean notice(RpcMessage message, byte[] bytes) {
    Asked only = onlyStreaming();
    boolean withRequest =
        only != null
            && !shared
            && (message.method().equals(LOG_MESSAGE)
                || message.method().equals(Words.CANCELLED)
                || only.session().id().isEmpty());
    if (withRequest && only != null) {
      only.flow().event(bytes);
      return true;
    }
    String uri = message.method().equals(Words.UPDATED) ? message.params().text("uri") : "";
    for (BridgeSession session : sessions) {
      boolean wanted = !shared || uri.isEmpty() || session.subscribed().contains(uri);
      if (wanted && !session.id().isEmpty()) {
        session.say(bytes, message);
      }
    }
    return true;
  }

  private boolean toAsked(RawMember id, byte[] bytes, boolean progress) {
    Asked request = asked.get(Conversation.numberOf(id.raw()));
    if (request == null || !request.streams()) {
      return false;
    }
    String callers = progress ? request.token() : request.id();
    if (!callers.isEmpty()) {
      request.flow().event(Words.line(bytes, List.of(new Words.Edit(id, callers))));
    }
    return true;
  }

  private @Nullable Asked onlyStreaming() {
    Asked only = null;
    for (Asked request : asked.values()) {
      if (request.streams()) {
        if (only != null) {
          return null;
        }
        only = request;
      }
    }
    return only;
  }

  private @Nullable Asked lastStreaming() {
    Asked last = null;
    for (Asked request : asked.values()) {
      last = request.streams() ? request : last;
    }
    return last;
  }
}
