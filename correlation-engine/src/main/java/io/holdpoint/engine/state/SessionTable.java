// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.engine.provenance.SpillFile;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one shard, bounded overall and per principal. Room is made by forgetting the
 * principal's own longest idle sessions that shed nothing, then those of the longest idle
 * principals, then contaminated ones that are over. Of contaminated ones that made no call for
 * {@link #DORMANT} what stands against them is kept and comes back with their next call. Those that
 * are busier are never put away: once only such are left, no further session is taken in, and the
 * caller falls back to its failure mode. Who is idle is found by a timer wheel, and looked after on
 * the calling threads, a few at a time.
 *
 * <p>Safe for use by many threads, each of which has the turn of the session it asks for. Using a
 * known session takes no lock and only notes the time; the queues by idleness are put in order when
 * room is needed. Sessions whose turn somebody has are passed over.
 */
public final class SessionTable {
  /** An idle session that sheds nothing is forgotten after this long. */
  public static final Duration IDLE = Duration.ofHours(24);

  /** A contaminated session keeps only its latches after this long. */
  public static final Duration DORMANT = Duration.ofHours(1);

  /** What stands against sessions is kept of so many times the sessions that are held. */
  private static final int EMBERS_PER_SESSION = 10;

  private static final int LOOK_AT = 32;

  /** How many idle sessions are looked after when one is added, and when one is used. */
  private static final int AFTER_NEW = 4;

  private static final int AFTER_USE = 1;

  private final int most;
  private final int mostPerPrincipal;
  private final Homes homes;
  private final ConcurrentMap<SessionId, Tracked> sessions = new ConcurrentHashMap<>();
  private final LinkedHashMap<FloorId, FloorQueue> byIdleness = new LinkedHashMap<>();
  private final Embers embers;
  private final SpillFile spill;
  private final IdleWheel wheel = new IdleWheel();
  private volatile long nextTurn = Long.MIN_VALUE;
  private int size;

  /**
   * @param most how many sessions are held
   * @param mostPerPrincipal how many of them may be of one floor
   * @param homes knows whose turn it is and is told who comes and goes
   * @param spill holds what idle sessions were told
   */
  public SessionTable(int most, int mostPerPrincipal, Homes homes, SpillFile spill) {
    this.most = most;
    this.mostPerPrincipal = mostPerPrincipal;
    this.homes = homes;
    this.spill = spill;
    this.embers = new Embers((int) Math.min(Integer.MAX_VALUE, (long) most * EMBERS_PER_SESSION));
  }

  /** The session, or null if it is not held. Does not count as use. */
  public @Nullable Tracked find(SessionId id) {
    Tracked known = sessions.get(id);
    if (known != null) {
      return known;
    }
    Embers.Ember ember = embers.of(id);
    return ember == null ? null : takeIn(ember.session(), ember.lastUsed());
  }

  /** The session, taken in if it is new; empty if there is no room that could honestly be made. */
  public Optional<Tracked> open(Session session, long now) {
    Tracked known = sessions.get(session.id());
    if (known == null) {
      return Optional.ofNullable(takeIn(session, now));
    }
    known.shrinkIfIdle(now);
    known.usedAt(now);
    if (now >= nextTurn) {
      lookAfter(AFTER_USE, now);
    }
    return Optional.of(known);
  }

  /** How many sessions are held. */
  public synchronized int size() {
    return size;
  }

  /** Of how many more only what stands against them is kept. */
  public int embers() {
    return embers.size();
  }

  private synchronized @Nullable Tracked takeIn(Session session, long now) {
    Tracked known = sessions.get(session.id());
    if (known != null) {
      return known;
    }
    lookAfter(AFTER_NEW, now);
    if (!makeRoom(session.floor(), now)) {
      homes.forgotten(session.id());
      return null;
    }
    FloorQueue floor = byIdleness.computeIfAbsent(session.floor(), id -> new FloorQueue());
    Tracked tracked = new Tracked(session, floor);
    tracked.usedAt(now);
    Embers.Ember ember = embers.of(session.id());
    if (ember != null) {
      tracked.comeBack(ember.state());
      embers.remove(session.id());
    }
    floor.add(tracked);
    place(session.floor(), floor);
    wheel.add(tracked, now + DORMANT.toMillis(), now);
    sessions.put(session.id(), tracked);
    size++;
    homes.takenIn(session);
    return tracked;
  }

  private boolean makeRoom(FloorId floor, long now) {
    FloorQueue own = byIdleness.get(floor);
    if (own != null && own.size() >= mostPerPrincipal) {
      return forgetOneOf(own, now);
    }
    if (size < most || (own != null && forgetOneOf(own, now))) {
      return true;
    }
    orderFloors();
    int looked = 0;
    for (FloorQueue other : byIdleness.values()) {
      if (forgetOneOf(other, now)) {
        return true;
      }
      if (++looked == LOOK_AT) {
        return false;
      }
    }
    return false;
  }

  private boolean forgetOneOf(FloorQueue floor, long now) {
    List<Tracked> idlest = floor.idlest(LOOK_AT);
    for (Tracked tracked : idlest) {
      if (inTurn(tracked, () -> forgetIf(tracked.isForgettable(), floor, tracked))) {
        return true;
      }
    }
    for (Tracked tracked : idlest) {
      if (inTurn(tracked, () -> forgetIf(tracked.isOver(), floor, tracked))) {
        return true;
      }
    }
    for (Tracked tracked : idlest) {
      if (now - tracked.lastUsed() <= DORMANT.toMillis()) {
        return false;
      }
      if (inTurn(tracked, () -> forgetIf(isPutAway(tracked), floor, tracked))) {
        return true;
      }
    }
    return false;
  }

  /** Does what needs the session's turn; false if somebody has it. */
  private boolean inTurn(Tracked tracked, BooleanSupplier work) {
    Turn turn = homes.turnOf(tracked.session());
    if (!turn.tryTake()) {
      return false;
    }
    try {
      return work.getAsBoolean();
    } finally {
      turn.giveBack();
    }
  }

  private boolean forgetIf(boolean may, FloorQueue floor, Tracked tracked) {
    if (may) {
      forget(floor, tracked);
    }
    return may;
  }

  private boolean isPutAway(Tracked tracked) {
    return tracked.isResting()
        && embers.keep(tracked.session(), tracked.state().withoutRecentCalls(), tracked.lastUsed());
  }

  /** The caller has the session's turn, so nobody is about to use it. */
  private void forget(FloorQueue floor, Tracked victim) {
    floor.remove(victim);
    if (floor.size() == 0) {
      byIdleness.remove(victim.session().floor());
    }
    sessions.remove(victim.session().id());
    wheel.remove(victim);
    victim.forgotten();
    size--;
    homes.forgotten(victim.session().id());
  }

  /** Looks at some of those whose time has come: who was used since waits again. */
  private synchronized void lookAfter(int count, long now) {
    wheel.turn(now);
    for (int i = 0; i < count; i++) {
      Tracked tracked = wheel.next();
      if (tracked == null) {
        break;
      }
      long idle = now - tracked.lastUsed();
      boolean done = idle > DORMANT.toMillis() && inTurn(tracked, () -> rest(tracked, now));
      if (sessions.get(tracked.session().id()) == tracked) {
        long next = done ? IDLE.toMillis() : DORMANT.toMillis();
        wheel.add(tracked, tracked.lastUsed() + next, now);
      }
    }
    nextTurn = wheel.nextTurn();
  }

  private boolean rest(Tracked tracked, long now) {
    FloorQueue floor = byIdleness.get(tracked.session().floor());
    boolean isLong = now - tracked.lastUsed() > IDLE.toMillis();
    if (floor == null || !forgetIf(isLong && tracked.isForgettable(), floor, tracked)) {
      tracked.shrinkIfIdle(now);
      tracked.putAway(spill);
    }
    return true;
  }

  /** Moves principals that were used since they were placed to the end. */
  private void orderFloors() {
    List<Map.Entry<FloorId, FloorQueue>> used = new ArrayList<>();
    Iterator<Map.Entry<FloorId, FloorQueue>> floors = byIdleness.entrySet().iterator();
    int idle = 0;
    while (floors.hasNext() && idle < LOOK_AT) {
      Map.Entry<FloorId, FloorQueue> entry = floors.next();
      if (entry.getValue().isUsedSincePlaced()) {
        used.add(Map.entry(entry.getKey(), entry.getValue()));
        floors.remove();
      } else {
        idle++;
      }
    }
    used.sort((a, b) -> Long.compare(a.getValue().lastUsed(), b.getValue().lastUsed()));
    used.forEach(entry -> place(entry.getKey(), entry.getValue()));
  }

  private void place(FloorId id, FloorQueue floor) {
    byIdleness.putLast(id, floor);
    floor.place();
  }
}
