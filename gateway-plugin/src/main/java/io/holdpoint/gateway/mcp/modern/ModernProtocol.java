// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp.modern;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.Capabilities;
import io.holdpoint.gateway.mcp.Era;
import io.holdpoint.gateway.mcp.Exchange;
import io.holdpoint.gateway.mcp.Holding;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.Protocol;
import io.holdpoint.gateway.mcp.ProtocolViolation;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.Refusals;
import io.holdpoint.gateway.mcp.RequestFields;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.ServerAsk;
import io.holdpoint.gateway.mcp.Subject;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import io.holdpoint.gateway.mcp.legacy.ServerAsks;
import io.holdpoint.model.step.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * MCP without sessions: every request says its revision in {@code _meta}, and repeats method and
 * name in headers that must agree with the body.
 */
public final class ModernProtocol implements Protocol {

  private static final String PREFIX = "io.modelcontextprotocol/";
  private static final String WATCHED = "resourceSubscriptions";
  private static final String LISTEN = "subscriptions/listen";
  private static final String VERSION_MEMBER = PREFIX + "protocolVersion";
  private static final Set<String> NOT_ARGUMENTS =
      Set.of("_meta", "inputResponses", "requestState");

  private final Holding holding = new ModernHolding();

  /** The header fields that repeat what a message says, by name: for transports that have none. */
  public static Map<String, String> mirrored(RpcMessage message) {
    return MirrorHeaders.of(message, message.meta().text(VERSION_MEMBER));
  }

  @Override
  public boolean speaks(RpcMessage message) {
    return message.form() != RpcMessage.Form.RESPONSE && message.meta().get(VERSION_MEMBER) != null;
  }

  @Override
  public Exchange read(Headers headers, RpcMessage message) throws ProtocolViolation {
    MirrorHeaders.check(headers, message, message.meta().text(VERSION_MEMBER));
    RawMember client = message.meta().get(PREFIX + "clientInfo");
    Capabilities can = RequestFields.capabilities(headers, message, true);
    return new Exchange(
        Era.MODERN,
        subject(message),
        message.method(),
        message.form() == RpcMessage.Form.REQUEST ? message.id() : "",
        message.meta().text(VERSION_MEMBER),
        RequestFields.hints(headers, "", message, client),
        can.with(ModernHolding.way(message, can)),
        ModernHolding.returned(message));
  }

  @Override
  public byte[] refusal(Exchange exchange, String text) {
    return Refusals.of(exchange, text, "\"resultType\":\"complete\",");
  }

  @Override
  public byte @Nullable [] cancellation(Exchange exchange, String reason) {
    return null;
  }

  @Override
  public byte[] progress(Exchange exchange, int count) {
    return new LegacyProtocol().progress(exchange, count);
  }

  @Override
  public byte @Nullable [] farewell(Exchange exchange) {
    if (!exchange.method().equals(LISTEN)) {
      return null;
    }
    String meta = "{\"" + PREFIX + "subscriptionId\":" + exchange.id() + "}";
    return Json.result(exchange.id(), "{\"resultType\":\"complete\",\"_meta\":" + meta + "}");
  }

  @Override
  public Holding holding() {
    return holding;
  }

  /** This era has no such requests, but its clients may still speak the other one. */
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
    String meta =
        "\"_meta\":{"
            + Json.quote(VERSION_MEMBER)
            + ":"
            + Json.quote(exchange.protocolVersion())
            + ","
            + Json.quote(PREFIX + "clientCapabilities")
            + ":{}}";
    String params =
        cursor.isEmpty() ? "{" + meta + "}" : "{\"cursor\":" + cursor + "," + meta + "}";
    return LegacyProtocol.toolsRequest(id, params);
  }

  @Override
  public Headers toolsRequestHeaders(Headers ofCaller) {
    return ofCaller.endToEnd(Set.of("mcp-name")).set("mcp-method", "tools/list");
  }

  @Override
  public Headers repeating(Headers headers, UnaryOperator<String> change) {
    return MirrorHeaders.changed(headers, change);
  }

  /** Sets the header that repeats what a request is about, as its body says it now. */
  public static void rename(Headers headers, String name) {
    if (headers.get(MirrorHeaders.NAME) != null) {
      headers.set(MirrorHeaders.NAME, MirrorHeaders.encoded(name));
    }
  }

  /** The resources of a filter, wherever it has them. */
  private static List<String> watched(RpcMessage message) {
    List<String> uris = new ArrayList<>();
    for (RawMember member : message.params().members()) {
      RawMember list = member.isObject() ? ObjectReader.members(member).get(WATCHED) : member;
      boolean meant = member.isObject() || member.name().equals(WATCHED);
      if (list != null && meant) {
        ObjectReader.items(list).forEach(uri -> uris.add(uri.text()));
      }
    }
    return uris;
  }

  private static Subject subject(RpcMessage message) throws ProtocolViolation {
    if (message.form() == RpcMessage.Form.NOTIFICATION) {
      return LegacyProtocol.notice(message);
    }
    Subject task = ModernHolding.taskOfOurs(message);
    if (task != null) {
      return task;
    }
    if (message.method().equals(LISTEN)) {
      List<String> uris = watched(message);
      return uris.isEmpty() ? new Subject.Relayed(false) : new Subject.Watching(uris);
    }
    Subject subject =
        message.method().equals("server/discover")
            ? new Subject.Discovery()
            : LegacyProtocol.requested(message);
    return switch (subject) {
      case Subject.Judged judged when judged.kind() != StepKind.TOOL_CALL ->
          new Subject.Judged(
              judged.kind(),
              judged.tool(),
              RequestFields.without(message, NOT_ARGUMENTS),
              judged.item());
      default -> subject;
    };
  }
}
