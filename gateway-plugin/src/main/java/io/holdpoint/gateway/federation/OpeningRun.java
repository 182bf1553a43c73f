// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.federation;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.legacy.Reaches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers a client's first word from what all upstreams say to it, side by side. */
final class OpeningRun {

  private final Members members;
  private final FederatedSessions sessions;

  OpeningRun(Members members, FederatedSessions sessions) {
    this.members = members;
    this.sessions = sessions;
  }

  /**
   * Opens every upstream, then answers.
   *
   * @param in with the session that is begun
   */
  void start(Inbound in, FederatedSession session) {
    Gathering<Boolean> opened =
        new Gathering<>(members.upstreams(), false, all -> answer(in, session));
    for (String upstream : members.upstreams()) {
      members.open(in, upstream, ok -> opened.add(upstream, ok));
    }
  }

  private void answer(Inbound in, FederatedSession session) {
    Map<String, Leg.Welcome> welcomes = new LinkedHashMap<>();
    List<String> failures = new ArrayList<>();
    for (Leg leg : session.legs()) {
      Leg.Welcome welcome = leg.welcome();
      if (welcome != null) {
        welcomes.put(leg.upstream(), welcome);
      } else if (leg.failure().isRefused()) {
        sessions.remove(session);
        in.answer(in.protocol().refusal(in.exchange(), leg.failure().text()));
        return;
      } else {
        failures.add(leg.upstream() + ": " + leg.failure().text());
      }
    }
    if (welcomes.isEmpty()) {
      sessions.remove(session);
      in.answer(
          502,
          Json.error(
              in.exchange().id(),
              -31002,
              "upstreams: got no answer of any (" + String.join("; ", failures) + ")"));
      return;
    }
    in.result(
        "{\"protocolVersion\":"
            + Json.quote(Reaches.revision(in.message().params().text("protocolVersion")))
            + ",\"capabilities\":"
            + Union.of(welcomes.values().stream().map(Leg.Welcome::capabilities).toList())
            + ",\"serverInfo\":"
            + Discovery.SERVER
            + Discovery.instructions(
                welcomes.entrySet().stream()
                    .collect(
                        LinkedHashMap::new,
                        (map, e) -> map.put(e.getKey(), e.getValue().instructions()),
                        Map::putAll))
            + "}");
  }
}
