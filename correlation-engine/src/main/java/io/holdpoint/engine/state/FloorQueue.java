// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.model.identity.SessionId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions of one floor, the longest idle first. Use only notes the time; who was used since it
 * was placed moves to the end once somebody asks for the idlest. So a use costs a write, and an
 * order as exact as that of a list which is kept in order all the time. Guarded by its table, but
 * for {@link #usedAt}.
 */
final class FloorQueue {
  private final Map<SessionId, Tracked> sessions = new LinkedHashMap<>();
  private volatile long lastUsed;
  private long placedAt;

  void usedAt(long now) {
    if (now > lastUsed) {
      lastUsed = now;
    }
  }

  long lastUsed() {
    return lastUsed;
  }

  /** The table put it at the end of its own queue. */
  void place() {
    placedAt = lastUsed;
  }

  boolean isUsedSincePlaced() {
    return lastUsed > placedAt;
  }

  int size() {
    return sessions.size();
  }

  void add(Tracked tracked) {
    tracked.place();
    sessions.put(tracked.session().id(), tracked);
  }

  void remove(Tracked tracked) {
    sessions.remove(tracked.session().id());
  }

  /** So many of the longest idle sessions, the idlest first. */
  List<Tracked> idlest(int count) {
    List<Tracked> used = new ArrayList<>();
    List<Tracked> idlest = new ArrayList<>();
    Iterator<Tracked> all = sessions.values().iterator();
    while (all.hasNext() && idlest.size() < count) {
      Tracked tracked = all.next();
      if (tracked.isUsedSincePlaced()) {
        used.add(tracked);
        all.remove();
      } else {
        idlest.add(tracked);
      }
    }
    used.sort((a, b) -> Long.compare(a.lastUsed(), b.lastUsed()));
    for (Tracked tracked : used) {
      add(tracked);
      if (idlest.size() < count) {
        idlest.add(tracked);
      }
    }
    return idlest;
  }
}
