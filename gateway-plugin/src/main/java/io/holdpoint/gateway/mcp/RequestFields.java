// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import io.holdpoint.gateway.http.Headers;
import java.util.List;
import java.util.Set;

/** Reads what both eras put in the same places. */
public final class RequestFields {

  /** Under which clients say which tool call of the model a request is; Claude Code's first. */
  private static final List<String> CALL_IDS =
      List.of("claudecode/toolUseId", "gen_ai.tool.call.id");

  private static final int LONGEST_CALL_ID = 128;

  private static final String CLIENT_INFO = "clientInfo";

  private RequestFields() {}

  /** What the request says of its session. */
  public static SessionHints hints(Headers headers, String mcpSessionId, RpcMessage message) {
    return hints(headers, mcpSessionId, message, message.params().get(CLIENT_INFO));
  }

  /** The same, with what the client calls itself found elsewhere. */
  public static SessionHints hints(
      Headers headers,
      String mcpSessionId,
      RpcMessage message,
      @org.jspecify.annotations.Nullable RawMember clientInfo) {
    RawObject client =
        clientInfo != null && clientInfo.isObject()
            ? ObjectReader.members(clientInfo)
            : RawObject.NONE;
    String metaTrace = message.meta().text("traceparent");
    String headerTrace = headers.text("traceparent");
    String metaBaggage = message.meta().text("baggage");
    String headerBaggage = String.join(",", headers.all("baggage"));
    return new SessionHints(
        mcpSessionId,
        orElse(metaTrace, headerTrace),
        orElse(metaBaggage, headerBaggage),
        client.text("name"),
        client.text("version"),
        "",
        Evidence.of(metaBaggage, headerBaggage, mcpSessionId, metaTrace, headerTrace),
        callId(message.meta()));
  }

  /** Shown and joined on, decides nothing: what is too long to be an id is left out. */
  private static String callId(RawObject meta) {
    for (String name : CALL_IDS) {
      String id = meta.text(name);
      if (!id.isEmpty()) {
        return id.length() > LONGEST_CALL_ID ? "" : id;
      }
    }
    return "";
  }

  /** What may be done with the request while it is under way. */
  public static Capabilities capabilities(
      Headers headers, RpcMessage message, boolean closeCancels) {
    String accept = String.join(",", headers.all("accept")).toLowerCase(java.util.Locale.ROOT);
    boolean any = accept.isEmpty() || accept.contains("*/*");
    return new Capabilities(
        message.meta().raw("progressToken"),
        any || accept.contains("application/json") || accept.contains("application/*"),
        accept.contains("text/event-stream"),
        closeCancels);
  }

  /** The members of params as JSON text, without those named. */
  public static String without(RpcMessage message, Set<String> dropped) {
    StringBuilder out = new StringBuilder("{");
    List<RawMember> members = message.params().members();
    for (RawMember member : members) {
      if (!dropped.contains(member.name())) {
        out.append(out.length() > 1 ? "," : "").append(Json.quote(member.name()));
        out.append(':').append(member.raw());
      }
    }
    return out.append('}').toString();
  }

  private static String orElse(String text, String fallback) {
    return text.isEmpty() ? fallback : text;
  }
}
