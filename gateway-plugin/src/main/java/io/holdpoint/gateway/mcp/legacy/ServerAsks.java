// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp.legacy;

import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.gateway.mcp.RequestFields;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.ServerAsk;
import io.holdpoint.model.step.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What servers ask of clients, in every shape of either era: a hostile server does not keep to the
 * shapes of the era its client speaks, and a client of both may answer them all.
 */
public final class ServerAsks {

  /** Asks for addresses to be opened before the call is made again. */
  private static final String ADDRESSES_WANTED = "-32042";

  private static final Set<String> META = Set.of("_meta");

  private ServerAsks() {}

  /** What a server asks by a request of its own, or null if nothing that is judged. */
  public static @Nullable ServerAsk of(RpcMessage message) {
    if (message.form() != RpcMessage.Form.REQUEST) {
      return null;
    }
    StepKind kind = kind(message.method());
    return kind == null
        ? null
        : new ServerAsk(kind, message.method(), message.id(), RequestFields.without(message, META));
  }

  /** What a server asks inside an answer. */
  public static List<ServerAsk> within(RpcMessage response) {
    if (response.failed()) {
      return response.result().raw("code").equals(ADDRESSES_WANTED)
          ? addresses(response)
          : List.of();
    }
    List<ServerAsk> asks = new ArrayList<>(0);
    for (RawMember member : response.result().members()) {
      if (member.name().equals("inputRequests")) {
        entries(member).forEach(request -> add(asks, ObjectReader.members(request)));
      }
    }
    return asks;
  }

  private static void add(List<ServerAsk> asks, RawObject request) {
    String method = request.text("method");
    StepKind kind = kind(method);
    if (kind != null) {
      String params = request.raw("params");
      asks.add(new ServerAsk(kind, method, "", params.isEmpty() ? "{}" : params));
    }
  }

  private static List<ServerAsk> addresses(RpcMessage response) {
    RawMember data = response.result().get("data");
    RawMember wanted = data == null ? null : ObjectReader.members(data).get("elicitations");
    String asked = wanted == null ? "{}" : wanted.raw();
    return List.of(new ServerAsk(StepKind.ELICITATION, "elicitation/create", "", asked));
  }

  /** Input requests are named members; a list is read too. */
  private static List<RawMember> entries(RawMember requests) {
    return requests.isObject()
        ? ObjectReader.members(requests).members()
        : ObjectReader.items(requests);
  }

  private static @Nullable StepKind kind(String method) {
    return switch (method) {
      case "sampling/createMessage" -> StepKind.SAMPLING;
      case "elicitation/create" -> StepKind.ELICITATION;
      case "roots/list" -> StepKind.ROOTS;
      default -> null;
    };
  }
}
