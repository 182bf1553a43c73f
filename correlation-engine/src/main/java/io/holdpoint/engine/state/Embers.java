// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands against sessions that were idle for long when their room was needed: latches,
 * counters and tools, about a kilobyte each. Such a session comes back with them at its next call,
 * so that neither its idleness nor the number of its principal's other sessions sheds anything.
 * Bounded: beyond that nothing is put away, and the principal is held. Written under the table's
 * lock, read by anybody.
 */
final class Embers {
  private final int most;
  private final Map<SessionId, Ember> left = new ConcurrentHashMap<>();

  Embers(int most) {
    this.most = most;
  }

  /**
   * One session.
   *
   * @param session whose
   * @param state without what only helps a busy session
   * @param lastUsed when it was used last, in milliseconds since 1970
   */
  record Ember(Session session, SessionState state, long lastUsed) {}

  /** Puts a session away; false if there is no room. */
  boolean keep(Session session, SessionState state, long lastUsed) {
    if (left.size() >= most) {
      return false;
    }
    left.put(session.id(), new Ember(session, state, lastUsed));
    return true;
  }

  /** What is left of a session, or null. */
  @Nullable Ember of(SessionId id) {
    return left.isEmpty() ? null : left.get(id);
  }

  /** It is held again. */
  void remove(SessionId id) {
    left.remove(id);
  }

  int size() {
    return left.size();
  }
}
