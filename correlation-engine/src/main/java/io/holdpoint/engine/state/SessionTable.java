// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one shard, bounded overall and per principal. Room is made by forgetting the
 * principal's own longest idle sessions that shed nothing, then those of the longest idle
 * principals, then contaminated ones that are over. Contaminated live sessions are never forgotten:
 * once only such are left, no further session is taken in, and the caller falls back to its failure
 * mode. Expiry happens on the calling thread, while sessions are added. For one thread at a time.
 */
public final class SessionTable {
  /** An idle session that sheds nothing is forgotten after this long. */
  public static final Duration IDLE = Duration.ofHours(24);

  /** A contaminated session keeps only its latches after this long. */
  public static final Duration DORMANT = Duration.ofHours(1);

  private static final int LOOK_AT = 32;

  private final int most;
  private final int mostPerPrincipal;
  private final Consumer<SessionId> onForgotten;
  private final Map<SessionId, Tracked> sessions = new HashMap<>();
  private final LinkedHashMap<FloorId, LinkedHashMap<SessionId, Tracked>> byIdleness =
      new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param most how many sessions are held
   * @param mostPerPrincipal how many of them may be of one floor
   * @param onForgotten is told of each session forgotten
   */
  public SessionTable(int most, int mostPerPrincipal, Consumer<SessionId> onForgotten) {
    this.most = most;
    this.mostPerPrincipal = mostPerPrincipal;
    this.onForgotten = onForgotten;
  }

  /** The session, or null if it is not held. Does not count as use. */
  public @Nullable Tracked find(SessionId id) {
    return sessions.get(id);
  }

  /** The session, taken in if it is new; empty if there is no room that could honestly be made. */
  public Optional<Tracked> open(Session session, long now) {
    Tracked known = sessions.get(session.id());
    LinkedHashMap<SessionId, Tracked> floor = byIdleness.get(session.floor());
    if (known == null) {
      expire(now);
      if (!makeRoom(session.floor())) {
        return Optional.empty();
      }
      known = new Tracked(session);
      floor =
          byIdleness.computeIfAbsent(session.floor(), key -> new LinkedHashMap<>(16, 0.75f, true));
      sessions.put(session.id(), known);
      floor.put(session.id(), known);
    } else if (floor != null) {
      floor.get(session.id());
    }
    known.seenAt(now);
    return Optional.of(known);
  }

  /** How many sessions are held. */
  public int size() {
    return sessions.size();
  }

  private boolean makeRoom(FloorId floor) {
    LinkedHashMap<SessionId, Tracked> own = byIdleness.get(floor);
    if (own != null && own.size() >= mostPerPrincipal) {
      return forgetOneOf(own);
    }
    if (sessions.size() < most || (own != null && forgetOneOf(own))) {
      return true;
    }
    int looked = 0;
    for (LinkedHashMap<SessionId, Tracked> other : byIdleness.values()) {
      if (forgetOneOf(other)) {
        return true;
      }
      if (++looked == LOOK_AT) {
        return false;
      }
    }
    return false;
  }

  private boolean forgetOneOf(Map<SessionId, Tracked> floor) {
    Tracked over = null;
    int looked = 0;
    for (Tracked tracked : floor.values()) {
      if (tracked.isForgettable()) {
        forget(floor.values().iterator(), tracked);
        return true;
      }
      if (over == null && tracked.isEnded() && !tracked.steps().isBusy()) {
        over = tracked;
      }
      if (++looked == LOOK_AT) {
        break;
      }
    }
    if (over != null) {
      forget(floor.values().iterator(), over);
    }
    return over != null;
  }

  private void forget(Iterator<Tracked> floor, Tracked victim) {
    while (floor.hasNext()) {
      if (floor.next() == victim) {
        floor.remove();
        break;
      }
    }
    sessions.remove(victim.session().id());
    onForgotten.accept(victim.session().id());
  }

  /** A few of the longest idle sessions of the longest idle principals. */
  private void expire(long now) {
    int looked = 0;
    Iterator<LinkedHashMap<SessionId, Tracked>> floors = byIdleness.values().iterator();
    while (floors.hasNext() && looked < 4) {
      LinkedHashMap<SessionId, Tracked> floor = floors.next();
      Iterator<Tracked> idlest = floor.values().iterator();
      for (int i = 0; i < 4 && idlest.hasNext(); i++) {
        Tracked tracked = idlest.next();
        long idle = now - tracked.lastSeen();
        if (idle > IDLE.toMillis() && tracked.isForgettable()) {
          idlest.remove();
          sessions.remove(tracked.session().id());
          onForgotten.accept(tracked.session().id());
        } else if (idle > DORMANT.toMillis()) {
          tracked.shrink();
        }
      }
      if (floor.isEmpty()) {
        floors.remove();
      }
      looked++;
    }
  }
}
