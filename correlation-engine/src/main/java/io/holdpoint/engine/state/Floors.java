// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
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

  /** Leaves labels on the session's floor, if its principal is exclusive, and on its tree. */
  public void latch(Session session, Latches labels) {
    if (labels.labels().isEmpty()) {
      return;
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

  /** What a session inherits from its floor or tree, besides its own latches. */
  Latches inheritedBy(Session session) {
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
