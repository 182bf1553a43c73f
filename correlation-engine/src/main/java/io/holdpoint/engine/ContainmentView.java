// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.state.Floors;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the engine knows to be contained: everything the bus told, and what its own rules just asked
 * for, which the bus has yet to make durable. Safe for use by many threads.
 */
final class ContainmentView {
  private final AtomicReference<Containment> stands = new AtomicReference<>(Containment.NONE);
  private final Floors floors;
  private long lastSequence;

  ContainmentView(Floors floors) {
    this.floors = floors;
  }

  GateState stateOf(Session session, Instant at) {
    Containment now = requireNonNull(stands.get(), "containment");
    return now.isEmpty() ? new GateState.Active() : now.stateOf(session, at);
  }

  /** A rule of ours asks for it: it stands from now on. */
  void latch(Signal signal) {
    stands.updateAndGet(containment -> containment.after(signal));
  }

  /** It is durable. A signal told again, as after a restart, changes nothing. */
  synchronized void applied(Published published) {
    if (published.sequence() <= lastSequence) {
      return;
    }
    lastSequence = published.sequence();
    stands.updateAndGet(containment -> containment.after(published.signal()));
    if (published.signal() instanceof Signal.Release release) {
      floors.release(release.header().target().floor());
    }
  }
}
