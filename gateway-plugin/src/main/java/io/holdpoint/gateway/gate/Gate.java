// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.gate;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.GateState;
import java.time.InstantSource;

/** Reads what stands against a session. Safe for use by many threads. */
public final class Gate {

  private static final GateState ACTIVE = new GateState.Active();

  private final SignalBus bus;
  private final InstantSource clock;

  public Gate(SignalBus bus, InstantSource clock) {
    this.bus = bus;
    this.clock = clock;
  }

  /** What the gate does with calls of a session now. */
  public GateState read(Session session) {
    Containment containment = bus.containment();
    return containment.isEmpty() ? ACTIVE : containment.stateOf(session, clock.instant());
  }

  /**
   * True while a kill of the session is on its way to the disk, too: what is withheld until that is
   * decided need not be taken back.
   */
  public boolean isStopping(Session session) {
    Containment announced = bus.announced();
    return !announced.isEmpty()
        && announced.stateOf(session, clock.instant()) instanceof GateState.Killed;
  }

  /** True if nothing of the session may pass any more. */
  public boolean isKilled(Session session) {
    return read(session) instanceof GateState.Killed;
  }
}
