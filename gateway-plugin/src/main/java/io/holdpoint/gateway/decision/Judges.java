// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.decision;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SignalBus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Who has a say in a step. Every part is safe for use by many threads.
 *
 * @param gate reads what stands on {@code bus}
 * @param objections speak against what a step uses
 * @param policy says what the organisation wants of single steps
 * @param bypassed true while the glass is broken: what judges say is recorded and stops nothing
 * @param hold how long a step may wait for a person before its caller is told to come back
 */
public record Judges(
    SessionMonitor monitor,
    SignalBus bus,
    Gate gate,
    Duration hold,
    InstantSource clock,
    Objections objections,
    PolicyDecisionPoint policy,
    BooleanSupplier bypassed) {

  public Judges {
    requireNonNull(monitor, "monitor");
    requireNonNull(bus, "bus");
    requireNonNull(gate, "gate");
    requireNonNull(hold, "hold");
    requireNonNull(clock, "clock");
    requireNonNull(objections, "objections");
    requireNonNull(policy, "policy");
    requireNonNull(bypassed, "bypassed");
  }

  /** Judges without objections to what steps use, and without a policy. */
  public Judges(
      SessionMonitor monitor, SignalBus bus, Gate gate, Duration hold, InstantSource clock) {
    this(monitor, bus, gate, hold, clock, Objections.NONE, PolicyDecisionPoint.NONE, () -> false);
  }
}
