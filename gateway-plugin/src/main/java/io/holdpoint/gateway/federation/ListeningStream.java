// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.http.Headers;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.legacy.LegacyProtocol;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What servers of the older era have to say by themselves. */
final class ListeningStream extends MergedStream {

  private final FederatedSession session;
  private final PrefixTable.@Nullable Place resumed;
  private @Nullable Reply refusal;

  /**
   * @param resumed the event after which the client goes on, and whose it was; or null
   */
  ListeningStream(
      Inbound in,
      Members members,
      PrefixTable table,
      FederatedSession session,
      PrefixTable.@Nullable Place resumed) {
    super(in, members, table);
    this.session = session;
    this.resumed = resumed;
    session.listens(this);
  }

  @Override
  void ask(String upstream, InnerCall call) {
    boolean named = resumed != null && resumed.upstream().equals(upstream);
    Leg leg = session.leg(upstream);
    // Once events of this stream were passed on, they are where it goes on.
    String after =
        named && resumed != null && leg.wasEvent(resumed.name()) && !in().responder().hasBegun()
            ? resumed.name()
            : leg.lastEvent();
    members().listen(in(), upstream, after, call);
  }

  @Override
  void begun(Headers headers) {
    if (!in().responder().hasBegun()) {
      Headers ours = headers.endToEnd(Set.of(LegacyProtocol.SESSION_ID));
      in().responder().begin(200, ours.set(LegacyProtocol.SESSION_ID, session.id()));
    }
  }

  @Override
  void event(String upstream, byte[] event, byte @Nullable [] data) {
    Events.IdLine line = Events.idLine(event);
    if (line != null && !line.id().isEmpty()) {
      session.leg(upstream).event(line.id());
    }
    in().responder().write(retelling(upstream).event(event, data));
  }

  @Override
  void without(String upstream, @Nullable Reply reply) {
    refusal = reply == null ? refusal : reply;
  }

  @Override
  void over() {
    Reply last = refusal;
    if (in().responder().hasBegun()) {
      in().responder().end();
    } else if (last != null && last.status() > 0) {
      in().responder().answer(last.status(), last.headers().endToEnd(Set.of()), last.body());
    } else {
      in().responder()
          .answer(
              405,
              Headers.of("allow", "POST, DELETE", "content-type", "application/json"),
              Json.error("null", -31002, "upstreams: got no stream of any of them"));
    }
  }

  @Override
  void closed() {
    session.listensNoMore(this);
  }
}
