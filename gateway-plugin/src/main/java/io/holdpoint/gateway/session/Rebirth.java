// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import io.holdpoint.model.json.Digest;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a killed session of a shared principal is recognised by when it comes back under a new name.
 *
 * @param kill what killed it
 * @param connections its client connections
 * @param firstCalls digests of its first calls
 */
record Rebirth(Signal.Kill kill, Set<Long> connections, List<Digest> firstCalls) {

  /** One equal call could be chance: every session of a team begins with the same list. */
  private static final int FEWEST_CALLS = 2;

  Rebirth {
    connections = Set.copyOf(connections);
    firstCalls = List.copyOf(firstCalls);
  }

  boolean isOver(Instant now) {
    return !now.isBefore(kill.header().at().plus(Containment.REBIRTH_WINDOW));
  }

  /** True if {@code live} is the killed session again. */
  boolean isReborn(LiveSession live, long connection) {
    boolean newWeak =
        live.session().key().isWeak()
            && !live.session().startedAt().isBefore(kill.header().at())
            && !live.session().id().equals(kill.header().target().session());
    return newWeak && (connections.contains(connection) || beginsAlike(live.firstCalls()));
  }

  private boolean beginsAlike(List<Digest> calls) {
    return firstCalls.size() >= FEWEST_CALLS
        && calls.size() >= firstCalls.size()
        && calls.subList(0, firstCalls.size()).equals(firstCalls);
  }
}
