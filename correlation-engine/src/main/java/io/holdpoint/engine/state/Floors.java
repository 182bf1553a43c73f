// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The labels that stand on the floors of exclusive principals. Every session of such a floor leaves
 * its labels there; sessions with weak keys read them, so a new id sheds nothing, and neither does
 * dropping a declared handle. Sessions with attested keys read their own only. A floor is never
 * forgotten, only released. Safe for use by many threads: joining is order-free.
 */
public final class Floors {
  private final ConcurrentMap<FloorId, Latches> floors = new ConcurrentHashMap<>();

  /** Leaves labels on the session's floor, if its principal is exclusive. */
  public void latch(Session session, Latches labels) {
    if (session.kind() != PrincipalKind.EXCLUSIVE || labels.labels().isEmpty()) {
      return;
    }
    Latches known = floors.get(session.floor()); // most calls bring what already stands
    if (known == null || !known.covers(labels.labelsOnly())) {
      floors.merge(session.floor(), labels.labelsOnly(), Latches::merge);
    }
  }

  /** What a session inherits from its floor, besides its own latches. */
  Latches inheritedBy(Session session) {
    if (session.kind() != PrincipalKind.EXCLUSIVE || !session.key().isWeak()) {
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
