// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.Reach;
import io.holdpoint.gateway.mcp.Splice;
import io.holdpoint.gateway.mcp.legacy.Reaches;
import io.holdpoint.gateway.mcp.modern.ModernProtocol;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends what a client wants to the upstream it is meant for, or to all. */
final class Routing {

  private final Members members;
  private final PrefixTable table;

  Routing(Members members, PrefixTable table) {
    this.members = members;
    this.table = table;
  }

  void named(Inbound in, Reach.Named named) {
    String name = named.value().text();
    PrefixTable.Place place = table.place(name);
    if (place == null) {
      in.unknown("name: got " + Json.quote(name) + " (expected: a name of this endpoint's lists)");
    } else {
      to(in, place, named.value());
    }
  }

  void located(Inbound in, Reach.Located located) {
    String uri = located.uri().text();
    PrefixTable.Place place = table.located(uri);
    if (place == null || !members.upstreams().contains(place.upstream())) {
      in.unknown("uri: got " + Json.quote(uri) + " (expected: a URI of this endpoint's lists)");
    } else {
      to(in, place, located.uri());
    }
  }

  private void to(Inbound in, PrefixTable.Place place, RawMember value) {
    String upstream = place.upstream();
    members.open(
        in,
        upstream,
        open -> {
          FederatedSession session = in.session();
          if (!in.responder().isOpen()) {
            return;
          }
          if (!open && session != null) {
            closed(in, upstream, session.leg(upstream).failure());
            return;
          }
          if (session != null) {
            session.sent(in.exchange().id(), upstream);
          }
          byte[] body =
              new Splice(in.request().body()).replace(value, Json.quote(place.name())).toBytes();
          Headers headers = members.headers(in, upstream);
          if (in.isModern()) {
            ModernProtocol.rename(headers, place.name());
          }
          members.post(in, upstream, headers, body, passing(in, upstream));
        });
  }

  private void closed(Inbound in, String upstream, Reply failure) {
    if (failure.isRefused()) {
      in.answer(in.protocol().refusal(in.exchange(), failure.text()));
    } else {
      in.failed(Members.failure(upstream, failure.text()));
    }
  }

  /** To all that are open; the first good answer is the answer, and nobody answers a notice. */
  void everywhere(Inbound in) {
    FederatedSession session = in.session();
    List<String> asked =
        members.upstreams().stream()
            .filter(upstream -> session == null || session.leg(upstream).isOpen())
            .toList();
    Gathering<Reply> replies = new Gathering<>(asked, Reply.NONE, all -> together(in, all));
    for (String upstream : asked) {
      members.ask(in, upstream, in.request().body(), reply -> replies.add(upstream, reply));
    }
  }

  private static void together(Inbound in, Map<String, Reply> replies) {
    if (!in.exchange().wantsAnswer()) {
      in.accepted();
      return;
    }
    Reply bad = Reply.NONE;
    for (Reply reply : replies.values()) {
      if (reply.isGood()) {
        in.answer(reply.body());
        return;
      }
      bad = reply.message() == null ? bad : reply;
    }
    if (bad.message() != null) {
      in.answer(bad.body());
    } else {
      in.failed("upstreams: got no answer of any of them (expected: one at least)");
    }
  }

  /** The upstream that has the request is told; if it is over, nobody is. */
  void cancel(Inbound in) {
    FederatedSession session = in.session();
    RawMember id = Reaches.cancelled(in.message());
    String upstream = session == null || id == null ? null : session.sentTo(id.raw());
    if (upstream == null) {
      in.accepted();
    } else {
      members.post(in, upstream, in.request().body(), passing(in, upstream));
    }
  }

  /** A client's answer goes to the server that asked, under the id that one chose. */
  void answer(Inbound in) {
    FederatedSession session = in.session();
    RawMember id = in.message().root().get("id");
    FederatedSession.Ask ask =
        session == null || id == null ? null : session.answered(in.message().id());
    if (ask == null || id == null) {
      in.accepted();
      return;
    }
    byte[] body = new Splice(in.request().body()).replace(id, ask.id()).toBytes();
    members.post(in, ask.upstream(), body, passing(in, ask.upstream()));
  }

  void subscribe(Inbound in) {
    RawMember filter = in.message().params().get("notifications");
    if (!in.isModern() || filter == null || !filter.isObject()) {
      in.unknown("notifications: got no filter (expected: an object)");
    } else {
      new ChangeStream(in, members, table, filter).start();
    }
  }

  /** Listens to all that are open; or to one, where the client goes on with a stream of one. */
  void listen(Inbound in, FederatedSession session) {
    PrefixTable.Place resumed = event(in.request().headers().text("last-event-id"));
    if (resumed != null && !session.leg(resumed.upstream()).wasEvent(resumed.name())) {
      InnerCall call = passing(in, resumed.upstream());
      members.listen(in, resumed.upstream(), resumed.name(), call);
      return;
    }
    List<String> open = members.upstreams().stream().filter(u -> session.leg(u).isOpen()).toList();
    new ListeningStream(in, members, table, session, resumed).start(open);
  }

  private PrefixTable.@Nullable Place event(String id) {
    int colon = id.indexOf(':');
    String upstream = colon < 0 ? "" : id.substring(0, colon);
    return members.upstreams().contains(upstream)
        ? new PrefixTable.Place(upstream, id.substring(colon + 1))
        : null;
  }

  private InnerCall passing(Inbound in, String upstream) {
    return new Passing(
        in, upstream, new Retelling(table, members.reader(), upstream, in.session()));
  }
}
