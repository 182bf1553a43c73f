// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.RpcSyntaxException;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.gateway.mcp.modern.ModernProtocol;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** The protocol's words as far as a client of a server needs them, and messages made of them. */
final class Words {

  static final String INITIALIZE = "initialize";
  static final String INITIALIZED = "notifications/initialized";
  static final String CANCELLED = "notifications/cancelled";
  static final String PROGRESS = "notifications/progress";
  static final String UPDATED = "notifications/resources/updated";
  static final String SUBSCRIBE = "resources/subscribe";
  static final String UNSUBSCRIBE = "resources/unsubscribe";
  static final String PING = "ping";
  static final String DISCOVER = "server/discover";
  static final String LISTEN = "subscriptions/listen";
  static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
  static final String TOKEN = "progressToken";

  static final int METHOD_NOT_FOUND = -32601;

  /** The bridge cannot do what is asked; outside the reserved range of codes. */
  static final int BRIDGE = -31002;

  private Words() {}

  /** The HTTP status an answer has in each era. */
  static int status(boolean modern, RpcMessage answer) {
    if (!modern || !answer.failed()) {
      return 200;
    }
    return switch (answer.result().raw("code")) {
      case "-32601" -> 404;
      case "-32020", "-32022" -> 400;
      default -> 200;
    };
  }

  static boolean isModern(RpcMessage message) {
    return new ModernProtocol().speaks(message);
  }

  static String sessionId(Headers headers) {
    return headers.text(LegacyProtocol.SESSION_ID);
  }

  static Headers json() {
    return Headers.of("content-type", "application/json");
  }

  static Headers events() {
    return Headers.of(
        "content-type", "text/event-stream", "cache-control", "no-cache, no-transform");
  }

  static Headers opened(String sessionId) {
    return json().set(LegacyProtocol.SESSION_ID, sessionId);
  }

  static byte[] cancelled(String id) {
    return Json.bytes(
        "{\"jsonrpc\":\"2.0\",\"method\":\""
            + CANCELLED
            + "\",\"params\":{\"requestId\":"
            + id
            + "}}");
  }

  static byte[] notification(String method) {
    return Json.bytes("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}");
  }

  /** A bridge's own first word to a server that many share: it can do nothing for one of them. */
  static byte[] initialize(String id, String revision) {
    return Json.bytes(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\""
            + INITIALIZE
            + "\",\"params\":{\"protocolVersion\":"
            + Json.quote(revision)
            + ",\"capabilities\":{},\"clientInfo\":{\"name\":\"holdpoint\",\"version\":\"1\"}}}");
  }

  /** Reads a message of the bridge's own. */
  static RpcMessage read(byte[] own) {
    try {
      return JsonRpcReader.lenient().read(own);
    } catch (RpcSyntaxException e) {
      throw new IllegalStateException("message: got one of ours that cannot be read", e);
    }
  }

  /** An event of a stream; a message is one line. */
  static byte[] event(byte[] message) {
    byte[] head = Json.bytes("event: message\ndata: ");
    ByteArrayOutputStream out = new ByteArrayOutputStream(head.length + message.length + 2);
    out.writeBytes(head);
    out.writeBytes(message);
    out.write('\n');
    out.write('\n');
    return out.toByteArray();
  }

  /** A member's value replaced by another. */
  record Edit(RawMember member, String value) {}

  /** A message as one line, with some values replaced; none may lie within another. */
  static byte[] line(byte[] message, List<Edit> edits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 32);
    int at = 0;
    List<Edit> inOrder =
        edits.stream()
            .sorted((a, b) -> Integer.compare(a.member().start(), b.member().start()))
            .toList();
    for (Edit edit : inOrder) {
      out.write(message, at, edit.member().start() - at);
      out.writeBytes(Json.bytes(edit.value()));
      at = edit.member().end();
    }
    out.write(message, at, message.length - at);
    byte[] line = out.toByteArray();
    for (int i = 0; i < line.length; i++) {
      // Within JSON a line break is only space.
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' ';
      }
    }
    return line;
  }
}
