// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.gateway.mcp.RpcMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells a client of the era without sessions who is there. Where an upstream answers in the older
 * era only, its answer is the answer: the client then goes on in the era all of them speak.
 */
final class Discovery {

  /** This endpoint's own name, as JSON text. */
  static final String SERVER = "{\"name\":\"holdpoint\",\"version\":\"1\"}";

  private final Members members;

  Discovery(Members members) {
    this.members = members;
  }

  void start(Inbound in) {
    Gathering<Reply> replies =
        new Gathering<>(members.upstreams(), Reply.NONE, all -> answer(in, all));
    for (String upstream : members.upstreams()) {
      members.ask(in, upstream, in.request().body(), reply -> replies.add(upstream, reply));
    }
  }

  private void answer(Inbound in, Map<String, Reply> replies) {
    Map<String, RawObject> found = new LinkedHashMap<>();
    for (Map.Entry<String, Reply> entry : replies.entrySet()) {
      Reply reply = entry.getValue();
      RpcMessage message = reply.message();
      if (reply.isGood() && message != null) {
        members.outages().well(entry.getKey());
        found.put(entry.getKey(), message.result());
      } else if (reply.isRefused()) {
        in.answer(reply.body());
        return;
      } else if (reply.isOfUpstream()) {
        in.responder().answer(reply.status(), reply.headers().endToEnd(Set.of()), reply.body());
        return;
      } else {
        members.outages().failed(entry.getKey(), reply.text());
      }
    }
    if (found.isEmpty()) {
      in.answer(
          502, Json.error(in.exchange().id(), -31002, "upstreams: got no answer of any of them"));
      return;
    }
    in.result(
        "{\"resultType\":\"complete\",\"supportedVersions\":"
            + versions(found)
            + ",\"capabilities\":"
            + Union.of(found.values().stream().map(Discovery::capabilities).toList())
            + instructions(texts(found))
            + ",\"ttlMs\":"
            + ttl(found.values())
            + ",\"cacheScope\":\"private\",\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
            + SERVER
            + "}}");
  }

  private static Map<String, String> texts(Map<String, RawObject> found) {
    Map<String, String> texts = new LinkedHashMap<>();
    found.forEach((upstream, result) -> texts.put(upstream, result.text("instructions")));
    return texts;
  }

  private static String capabilities(RawObject result) {
    String capabilities = result.raw("capabilities");
    return capabilities.isEmpty() ? "{}" : capabilities;
  }

  /** What all of them speak; what the first speaks if they have nothing in common. */
  private static String versions(Map<String, RawObject> found) {
    Set<String> common = null;
    Set<String> first = Set.of();
    for (RawObject result : found.values()) {
      Set<String> spoken = new LinkedHashSet<>();
      RawMember versions = result.get("supportedVersions");
      if (versions != null) {
        ObjectReader.items(versions).forEach(version -> spoken.add(version.raw()));
      }
      if (common == null) {
        common = spoken;
        first = Set.copyOf(spoken);
      } else {
        common.retainAll(spoken);
      }
    }
    Set<String> told = common == null || common.isEmpty() ? first : common;
    return "[" + String.join(",", told) + "]";
  }

  /** The shortest time any of them allows; 0 if one says nothing. */
  static long ttl(Iterable<RawObject> results) {
    long shortest = Long.MAX_VALUE;
    for (RawObject result : results) {
      try {
        shortest = Math.min(shortest, Long.parseLong(result.raw("ttlMs")));
      } catch (NumberFormatException saysNothing) {
        return 0;
      }
    }
    return shortest == Long.MAX_VALUE ? 0 : Math.max(0, shortest);
  }

  /** The member that tells a model what each server says of itself, with a comma before it. */
  static String instructions(Map<String, String> byUpstream) {
    List<String> texts = new ArrayList<>();
    byUpstream.forEach(
        (upstream, text) -> {
          if (!text.isBlank()) {
            texts.add(upstream + ": " + text);
          }
        });
    return texts.isEmpty() ? "" : ",\"instructions\":" + Json.quote(String.join("\n\n", texts));
  }
}
