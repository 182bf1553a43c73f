// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The labels that stand below sessions: on the floors of exclusive principals, and on the trees
 * that hosts attest, so that what a sub-agent read counts for the agent that asked it, and the
 * other way round. Every session of such a floor leaves its labels there; sessions with weak keys
 * read them, so a new id sheds nothing, and neither does dropping a declared handle. Sessions with
 * attested keys read those of their tree. A floor is never forgotten, only released; a tree
 * neither, since nobody can tell that it is over. Safe for use by many threads: joining is
 * order-free.
 */
public final class Floors {
  private final ConcurrentMap<FloorId, Latches> floors = new ConcurrentHashMap<>();
  private final ConcurrentMap<SessionId, Latches> trees = new ConcurrentHashMap<>();
  private final ConcurrentMap<SessionId, Joined> joined = new ConcurrentHashMap<>();

  /** Sessions that turned out to be one, and what any of them has seen. */
  private static final class Joined {
    private final Set<SessionId> sessions = ConcurrentHashMap.newKeySet();
    private volatile Latches seen = Latches.NONE;

    synchronized void see(Latches more) {
      seen = seen.merge(more.labelsOnly());
    }
  }

  /**
   * Notes that two sessions are one: what either saw and will see stands for both. Returns false if
   * that is known.
   *
   * @param seen what either saw so far
   */
  public synchronized boolean join(SessionId one, SessionId other, Latches seen) {
    Joined first = joined.computeIfAbsent(one, Floors::alone);
    Joined second = joined.computeIfAbsent(other, Floors::alone);
    first.see(seen);
    if (first.sessions.contains(other)) {
      return false;
    }
    first.sessions.addAll(second.sessions);
    first.sessions.forEach(session -> joined.put(session, first));
    first.see(second.seen);
    return true;
  }

  /** True if the two are known to be one session. */
  public boolean areJoined(SessionId one, SessionId other) {
    Joined known = joined.get(one);
    return known != null && known.sessions.contains(other);
  }

  private static Joined alone(SessionId session) {
    Joined alone = new Joined();
    alone.sessions.add(session);
    return alone;
  }

  /** Leaves labels on the session's floor, if its principal is exclusive, and on its tree. */
  public void latch(Session session, Latches labels) {
    if (labels.labels().isEmpty()) {
      return;
    }
    Joined one = joined.isEmpty() ? null : joined.get(session.id());
    if (one != null) {
      one.see(labels);
    }
    if (!session.key().isWeak()) {
      trees.merge(session.root(), labels.labelsOnly(), Latches::merge);
    }
    if (session.kind() != PrincipalKind.EXCLUSIVE) {
      return;
    }
    Latches known = floors.get(session.floor()); // most calls bring what already stands
    if (known == null || !known.covers(labels.labelsOnly())) {
      floors.merge(session.floor(), labels.labelsOnly(), Latches::merge);
    }
  }

  /** What a session inherits from its floor, tree and those it is one with. */
  Latches inheritedBy(Session session) {
    Joined one = joined.isEmpty() ? null : joined.get(session.id());
    Latches below = below(session);
    return one == null ? below : below.merge(one.seen);
  }

  private Latches below(Session session) {
    if (!session.key().isWeak()) {
      return trees.isEmpty() ? Latches.NONE : trees.getOrDefault(session.root(), Latches.NONE);
    }
    if (session.kind() != PrincipalKind.EXCLUSIVE) {
      return Latches.NONE;
    }
    return floors.getOrDefault(session.floor(), Latches.NONE);
  }

  /** A person released the floor: new sessions begin without the taint of old ones. */
  public void release(FloorId floor) {
    floors.remove(floor);
  }

  /** How many floors carry labels. */
  public int size() {
    return floors.size();
  }
}
