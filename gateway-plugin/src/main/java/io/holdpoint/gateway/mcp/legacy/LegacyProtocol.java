// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp.legacy;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.Capabilities;
import io.holdpoint.gateway.mcp.Era;
import io.holdpoint.gateway.mcp.Exchange;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.JsonRpcReader;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.Protocol;
import io.holdpoint.gateway.mcp.ProtocolViolation;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.Refusals;
import io.holdpoint.gateway.mcp.RequestFields;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.ServerAsk;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.step.StepKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MCP with {@code initialize}, {@code Mcp-Session-Id} and requests of servers on streams. */
public final class LegacyProtocol implements Protocol {

  /** Names a protocol session. */
  public static final String SESSION_ID = "mcp-session-id";

  /** Names the revision. */
  public static final String VERSION = "mcp-protocol-version";

  private static final int INVALID_PARAMS = -32602;
  private static final String FIRST_STATELESS = "2026-07-28";
  private static final Set<String> META = Set.of("_meta");

  @Override
  public boolean speaks(RpcMessage message) {
    return true;
  }

  @Override
  public Exchange read(Headers headers, RpcMessage message) throws ProtocolViolation {
    String id = message.id().isEmpty() ? "null" : message.id();
    requireOnce(headers, id);
    Capabilities can = RequestFields.capabilities(headers, message, false);
    String version = headers.text(VERSION);
    if (message.form() == RpcMessage.Form.REQUEST && isStateless(version)) {
      throw new ProtocolViolation(
          400,
          INVALID_PARAMS,
          message.id(),
          "params._meta: got no revision (expected: the one of MCP-Protocol-Version, "
              + Json.quote(version)
              + ")");
    }
    return new Exchange(
        Era.LEGACY,
        subject(message),
        message.method(),
        message.form() == RpcMessage.Form.REQUEST ? message.id() : "",
        version.isEmpty() ? message.params().text("protocolVersion") : version,
        RequestFields.hints(headers, headers.text(SESSION_ID), message),
        can);
  }

  /** A request without a message: a stream to listen to, or the end of a session. */
  public Exchange bodiless(Headers headers, Subject subject) throws ProtocolViolation {
    requireOnce(headers, "null");
    SessionHints hints =
        new SessionHints(
            headers.text(SESSION_ID),
            headers.text("traceparent"),
            String.join(",", headers.all("baggage")),
            "",
            "");
    Capabilities can = new Capabilities("", false, true, false);
    return new Exchange(Era.LEGACY, subject, "", "", headers.text(VERSION), hints, can);
  }

  /** The session id an upstream gave out with its answer, or empty. */
  public static String openedSession(Headers answer) {
    return answer.text(SESSION_ID);
  }

  @Override
  public byte[] refusal(Exchange exchange, String text) {
    return Refusals.of(exchange, text, "");
  }

  @Override
  public byte[] cancellation(Exchange exchange, String reason) {
    return Json.bytes(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
            + exchange.id()
            + ",\"reason\":"
            + Json.quote(reason)
            + "}}");
  }

  /** The value rises by so little that whatever the upstream sends later is still higher. */
  @Override
  public byte[] progress(Exchange exchange, int count) {
    return Json.bytes(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
            + exchange.can().progressToken()
            + ",\"progress\":"
            + String.format(java.util.Locale.ROOT, "0.%06d", count)
            + ",\"message\":\"waiting\"}}");
  }

  @Override
  public @Nullable ServerAsk ask(RpcMessage message) {
    return ServerAsks.of(message);
  }

  @Override
  public List<ServerAsk> asksWithin(RpcMessage response) {
    return ServerAsks.within(response);
  }

  @Override
  public byte[] toolsRequest(Exchange exchange, String id, String cursor) {
    String params = cursor.isEmpty() ? "{}" : "{\"cursor\":" + cursor + "}";
    return toolsRequest(id, params);
  }

  /** The request with these params. */
  public static byte[] toolsRequest(String id, String params) {
    return Json.bytes(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\"tools/list\",\"params\":"
            + params
            + "}");
  }

  @Override
  public Headers toolsRequestHeaders(Headers ofCaller) {
    return ofCaller.endToEnd(Set.of());
  }

  private static boolean isStateless(String revision) {
    return revision.length() == FIRST_STATELESS.length()
        && revision.compareTo(FIRST_STATELESS) >= 0;
  }

  /** Two values could be read differently by the gateway and by the upstream. */
  private static void requireOnce(Headers headers, String id) throws ProtocolViolation {
    for (String name : List.of(SESSION_ID, VERSION)) {
      int values = headers.all(name).size();
      if (values > 1) {
        throw new ProtocolViolation(
            400,
            JsonRpcReader.INVALID_REQUEST,
            id,
            name + ": got " + values + " values (expected: at most one)");
      }
    }
  }

  private static Subject subject(RpcMessage message) throws ProtocolViolation {
    return switch (message.form()) {
      case RESPONSE -> new Subject.Answer();
      case NOTIFICATION -> notice(message);
      case REQUEST ->
          message.method().equals("initialize") ? new Subject.Opening() : requested(message);
    };
  }

  /**
   * A notification. A request's method without an id is none: a careless server would run it, and
   * nobody would have judged it.
   */
  public static Subject notice(RpcMessage message) throws ProtocolViolation {
    if (!message.method().startsWith("notifications/")) {
      throw new ProtocolViolation(
          400,
          JsonRpcReader.INVALID_REQUEST,
          "null",
          "id: got nothing (expected: an id, for method " + message.method() + ")");
    }
    return new Subject.Notice();
  }

  /** What a request is about whose method means the same in both eras. */
  public static Subject requested(RpcMessage message) throws ProtocolViolation {
    String method = message.method();
    return switch (method) {
      case "tools/call" -> toolCall(message);
      case "resources/read", "resources/subscribe" -> judged(StepKind.RESOURCE_READ, message);
      case "prompts/get" -> judged(StepKind.PROMPT, message);
      case "completion/complete" -> judged(StepKind.COMPLETION, message);
      case "tools/list", "prompts/list", "resources/list", "resources/templates/list" ->
          new Subject.Listing(message.params().get("cursor") != null);
      case "tasks/get", "tasks/result", "tasks/cancel", "tasks/update" ->
          new Subject.Relayed(false, message.params().text("taskId"));
      default -> new Subject.Relayed(method.equals("ping"));
    };
  }

  private static Subject toolCall(RpcMessage message) throws ProtocolViolation {
    String name = message.params().text("name");
    if (name.isBlank()) {
      throw new ProtocolViolation(
          200,
          INVALID_PARAMS,
          message.id(),
          "params.name: got nothing (expected: the name of a tool)");
    }
    return new Subject.Judged(
        StepKind.TOOL_CALL,
        name,
        message.params().raw("arguments"),
        new Subject.Item(OfferKind.TOOL, name));
  }

  private static Subject judged(StepKind kind, RpcMessage message) {
    return new Subject.Judged(
        kind, message.method(), RequestFields.without(message, META), item(message));
  }

  private static Subject.@Nullable Item item(RpcMessage message) {
    return switch (message.method()) {
      case "resources/read", "resources/subscribe" ->
          new Subject.Item(OfferKind.RESOURCE, message.params().text("uri"));
      case "prompts/get" -> new Subject.Item(OfferKind.PROMPT, message.params().text("name"));
      case "completion/complete" -> completed(message);
      default -> null;
    };
  }

  private static Subject.@Nullable Item completed(RpcMessage message) {
    RawMember ref = message.params().get("ref");
    if (ref == null || !ref.isObject()) {
      return null;
    }
    String uri = ObjectReader.members(ref).text("uri");
    return uri.isEmpty()
        ? new Subject.Item(OfferKind.PROMPT, ObjectReader.members(ref).text("name"))
        : new Subject.Item(OfferKind.TEMPLATE, uri);
  }
}
