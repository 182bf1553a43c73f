// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Protocol sessions that upstreams gave out, so that a kill ends them there too. Bounded: the
 * oldest are forgotten. Safe for use by many threads.
 */
public final class UpstreamSessions {

  private static final int MOST = 10_000;

  private final List<Upstream> upstreams;
  private final LinkedHashMap<Key, Session> opened = new LinkedHashMap<>();

  /**
   * @param upstreams all there are
   */
  public UpstreamSessions(Collection<Upstream> upstreams) {
    this.upstreams = List.copyOf(upstreams);
  }

  private record Key(Upstream upstream, String mcpSessionId) {}

  synchronized void opened(Upstream upstream, String mcpSessionId, Session session) {
    opened.put(new Key(upstream, mcpSessionId), session);
    if (opened.size() > MOST) {
      opened.pollFirstEntry();
    }
  }

  synchronized void closed(Upstream upstream, String mcpSessionId) {
    opened.remove(new Key(upstream, mcpSessionId));
  }

  /** A kill stands: what it killed ends at its upstreams. */
  public void killed(Signal.Kill kill, Gate gate, Loop loop) {
    String owner = kill.header().target().floor().value();
    take(kill, gate)
        .forEach(
            (over, session) ->
                loop.execute(
                    () ->
                        over.upstream()
                            .transport()
                            .end(loop, session.floor().value(), over.mcpSessionId())));
    if (kill.header().target().kind() == PrincipalKind.EXCLUSIVE) {
      upstreams.forEach(upstream -> loop.execute(() -> upstream.transport().end(loop, owner, "")));
    }
  }

  private synchronized Map<Key, Session> take(Signal.Kill kill, Gate gate) {
    Map<Key, Session> over = new HashMap<>();
    boolean wide = kill.header().scope().isWide();
    for (Map.Entry<Key, Session> entry : opened.entrySet()) {
      boolean onFloor = entry.getValue().floor().equals(kill.header().target().floor());
      if ((wide || onFloor) && gate.isKilled(entry.getValue())) {
        over.put(entry.getKey(), entry.getValue());
      }
    }
    over.keySet().forEach(opened::remove);
    return over;
  }
}
