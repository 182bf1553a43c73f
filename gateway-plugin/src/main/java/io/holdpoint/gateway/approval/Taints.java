// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.DataLabel;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which labels have reached whom: the floor of an exclusive principal, a session of a shared one.
 * Forgets the longest untouched beyond a limit; a grant given after that dies a little earlier.
 * Guarded by the desk's lock.
 */
final class Taints {

  private static final int LIMIT = 20_000;

  private final Map<String, EnumSet<DataLabel>> labels = new LinkedHashMap<>(64, 0.75f, true);

  /** What a session's taint stands on. */
  static String place(Session session) {
    return session.kind() == PrincipalKind.EXCLUSIVE
        ? session.floor().value()
        : session.id().value();
  }

  void reached(Session session, Set<DataLabel> more) {
    labels.computeIfAbsent(place(session), place -> EnumSet.noneOf(DataLabel.class)).addAll(more);
    if (labels.size() > LIMIT) {
      labels.remove(labels.keySet().iterator().next());
    }
  }

  Set<DataLabel> of(Session session) {
    Set<DataLabel> found = labels.get(place(session));
    return found == null ? Set.of() : Set.copyOf(found);
  }
}
