// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api;

import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.session.HostSession;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.SessionId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of hosts on one loop, and for a while those that are over. Only on the loop. */
final class HostedSteps {

  private static final int MOST = 8_192;

  private final Loop loop;
  private final LinkedHashMap<Key, HostedStep> steps = new LinkedHashMap<>();
  private final LinkedHashSet<Key> heard = new LinkedHashSet<>();

  HostedSteps(Loop loop) {
    this.loop = loop;
  }

  /** What a step is known by; nothing in it can be taken for another principal's. */
  record Key(FloorId floor, String host, String session, String agentId, String step) {

    static Key of(HostSession session, String step) {
      return new Key(
          session.principal().floor(), session.host(), session.key(), session.agentId(), step);
    }

    /** Steps of one session, sub-agents included, are on one loop. */
    static int placeOf(HostSession session) {
      return 31 * session.principal().floor().hashCode() + session.key().hashCode();
    }
  }

  Loop loop() {
    return loop;
  }

  @Nullable HostedStep find(Key key) {
    return steps.get(key);
  }

  void add(Key key, HostedStep step) {
    steps.put(key, step);
    if (steps.size() > MOST) {
      makeRoom();
    }
  }

  /** True the first time something said is told. */
  boolean isNew(Key said) {
    if (heard.size() >= MOST) {
      heard.removeFirst();
    }
    return heard.add(said);
  }

  /** The session is over: nobody will say how its steps ended. */
  void ended(SessionId session) {
    for (HostedStep step : List.copyOf(steps.values())) {
      if (step.session().id().equals(session)) {
        step.giveUp("session ended");
      }
    }
  }

  /** The oldest that is over goes, else the oldest that runs: its end will not be known. */
  private void makeRoom() {
    Map.Entry<Key, HostedStep> oldest = null;
    Iterator<Map.Entry<Key, HostedStep>> all = steps.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, HostedStep> next = all.next();
      if (next.getValue().isOver()) {
        all.remove();
        return;
      }
      if (oldest == null && next.getValue().isPermitted()) {
        oldest = next;
      }
    }
    if (oldest != null) {
      steps.remove(oldest.getKey());
      oldest.getValue().giveUp("its end was not told");
    }
  }
}
