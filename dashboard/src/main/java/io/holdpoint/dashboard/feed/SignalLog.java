// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.feed;

import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest signals. Safe for use by many threads. */
final class SignalLog {

  private final Deque<Published> signals = new ArrayDeque<>();
  private final int limit;

  SignalLog(int limit) {
    this.limit = limit;
  }

  synchronized void add(Published published) {
    signals.addLast(published);
    if (signals.size() > limit) {
      signals.removeFirst();
    }
  }

  /** Those that bear on a session, oldest first. */
  synchronized List<Published> of(Session session) {
    return signals.stream().filter(p -> bearsOn(p.signal().header().target(), session)).toList();
  }

  private static boolean bearsOn(Target target, Session session) {
    return target.session().equals(session.id())
        || target.session().equals(session.root())
        || (target.kind() == PrincipalKind.EXCLUSIVE && target.floor().equals(session.floor()));
  }
}
