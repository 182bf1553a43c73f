// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.gateway.mcp.Reach;
import io.holdpoint.gateway.mcp.RpcMessage;
import io.holdpoint.gateway.mcp.Splice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list: the next page of every upstream that has one, in the order configured. Who
 * does not answer is left out.
 */
final class ListingRun {

  private static final String CURSOR = "cursor";

  private final Members members;
  private final PrefixTable table;
  private final Collisions collisions;
  private final Inbound in;
  private final Reach.Listing listing;

  ListingRun(
      Members members,
      PrefixTable table,
      Collisions collisions,
      Inbound in,
      Reach.Listing listing) {
    this.members = members;
    this.table = table;
    this.collisions = collisions;
    this.in = in;
    this.listing = listing;
  }

  void start() {
    RawMember cursor = in.message().params().get(CURSOR);
    Map<String, String> from = cursor == null ? null : Cursors.decode(cursor.text());
    if (cursor != null && (from == null || !members.upstreams().containsAll(from.keySet()))) {
      in.unknown("cursor: got a text that is none of this endpoint's (expected: a nextCursor)");
      return;
    }
    List<String> due =
        members.upstreams().stream()
            .filter(upstream -> from == null || from.containsKey(upstream))
            .toList();
    Gathering<Reply> replies = new Gathering<>(due, Reply.NONE, this::answer);
    for (String upstream : due) {
      page(upstream, from == null ? "" : from.getOrDefault(upstream, ""), replies, true);
    }
  }

  private void page(String upstream, String cursor, Gathering<Reply> replies, boolean again) {
    if (members.isSpared(in, upstream)) {
      FederatedSession session = in.session();
      replies.add(upstream, session == null ? Reply.NONE : session.leg(upstream).failure());
      return;
    }
    members.open(
        in,
        upstream,
        open -> {
          FederatedSession session = in.session();
          if (!open) {
            replies.add(upstream, session == null ? Reply.NONE : session.leg(upstream).failure());
          } else if (session != null && !offers(session.leg(upstream))) {
            replies.add(upstream, Reply.nothing(in.exchange().id(), members.reader()));
          } else {
            ask(upstream, cursor, replies, again);
          }
        });
  }

  private void ask(String upstream, String cursor, Gathering<Reply> replies, boolean again) {
    members.ask(
        in,
        upstream,
        body(cursor),
        reply -> {
          FederatedSession session = in.session();
          if (reply.status() == 404 && session != null && again) {
            // It forgot its part of the session, so nothing was done: once more from the start.
            Leg leg = session.leg(upstream);
            leg.lost(leg.sessionId());
            page(upstream, cursor, replies, false);
          } else {
            replies.add(upstream, reply);
          }
        });
  }

  private boolean offers(Leg leg) {
    Leg.Welcome welcome = leg.welcome();
    if (welcome == null) {
      return false;
    }
    byte[] json = Json.bytes(welcome.capabilities());
    return ObjectReader.members(new RawMember("", json, 0, json.length)).get(listing.capability())
        != null;
  }

  /** The request as the client made it, at the place of this upstream's own list. */
  private byte[] body(String cursor) {
    StringBuilder params = new StringBuilder();
    for (RawMember member : in.message().params().members()) {
      if (!member.name().equals(CURSOR)) {
        params.append(params.isEmpty() ? "" : ",").append(Json.quote(member.name()));
        params.append(':').append(member.raw());
      }
    }
    if (!cursor.isEmpty()) {
      params.append(params.isEmpty() ? "" : ",").append("\"cursor\":").append(Json.quote(cursor));
    }
    return Json.bytes(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + in.exchange().id()
            + ",\"method\":"
            + Json.quote(in.exchange().method())
            + ",\"params\":{"
            + params
            + "}}");
  }

  private void answer(Map<String, Reply> replies) {
    List<String> items = new ArrayList<>();
    Map<String, String> next = new LinkedHashMap<>();
    List<RawObject> results = new ArrayList<>();
    Reply refusal = null;
    boolean answered = false;
    for (Map.Entry<String, Reply> entry : replies.entrySet()) {
      Reply reply = entry.getValue();
      RpcMessage message = reply.message();
      if (reply.isGood() && message != null) {
        answered = true;
        members.outages().well(entry.getKey());
        results.add(message.result());
        items(entry.getKey(), message.result().get(listing.members()), items);
        String cursor = message.result().text("nextCursor");
        if (!cursor.isEmpty()) {
          next.put(entry.getKey(), cursor);
        }
      } else if (reply.isUnknownMethod()) {
        answered = true;
      } else if (reply.isRefused()) {
        refusal = reply;
      } else {
        members.outages().failed(entry.getKey(), reply.text());
      }
    }
    if (answered) {
      in.result(result(items, Cursors.encode(next), results));
    } else if (refusal != null) {
      in.answer(in.protocol().refusal(in.exchange(), refusal.text()));
    } else {
      in.failed("upstreams: got no list of any of them (expected: one at least)");
    }
  }

  private String result(List<String> items, String next, List<RawObject> results) {
    return (in.isModern() ? "{\"resultType\":\"complete\"," : "{")
        + Json.quote(listing.members())
        + ":["
        + String.join(",", items)
        + "]"
        + (next.isEmpty() ? "" : ",\"nextCursor\":" + Json.quote(next))
        + (in.isModern()
            ? ",\"ttlMs\":" + Discovery.ttl(results) + ",\"cacheScope\":\"private\"}"
            : "}");
  }

  private void items(String upstream, @Nullable RawMember list, List<String> items) {
    if (list == null) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (RawMember item : ObjectReader.items(list)) {
      RawMember key = ObjectReader.members(item).get(listing.key());
      if (key == null || !key.isText()) {
        continue;
      }
      String own = key.text();
      String here = listing.located() ? table.uri(upstream, own) : table.name(upstream, own);
      PrefixTable.Place place = listing.located() ? null : table.place(here);
      if (place != null && !place.upstream().equals(upstream)) {
        collisions.note(here, place.upstream(), upstream);
      } else if (seen.add(here)) {
        byte[] renamed =
            new Splice(item.source()).replace(key, Json.quote(here)).cut(item.start(), item.end());
        items.add(new String(renamed, StandardCharsets.UTF_8));
      }
    }
  }
}
