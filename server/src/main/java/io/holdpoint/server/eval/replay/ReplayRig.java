// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.Attempts;
import io.holdpoint.gateway.decision.Judges;
import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.server.eval.trace.Recording;
import java.time.Duration;

/**
 * One engine with what surrounds it in a server: gate, signal bus, catalogue, the gateway's
 * decision path. Replays one recording after the other, each with a principal of its own, so that
 * none knows of another. For one thread; several rigs work side by side.
 */
public final class ReplayRig implements AutoCloseable {

  /** As the server's: how long a call would wait for a person. */
  private static final Duration HOLD = Duration.ofMinutes(5);

  /** Longer than the longest window a rule may have: nothing reaches into the next recording. */
  private static final Duration BETWEEN_RECORDINGS = Duration.ofDays(8);

  private final ReplayClock clock = new ReplayClock();
  private final ReplayBus bus = new ReplayBus();
  private final CorrelationEngine engine;
  private final Judges judges;
  private final Attempts attempts;
  private final Reading reading;

  /**
   * Starts an engine.
   *
   * @param engines starts it
   * @param catalogue what is known of tools
   * @param reference says which calls count as more than reading
   */
  public ReplayRig(EngineMaker engines, ToolCatalogue catalogue, ToolCatalogue reference) {
    this.engine = engines.start(clock);
    engine.inTurn();
    engine.reportTo((detection, signals) -> signals.forEach(bus::publish));
    bus.subscribe(0, engine::applied);
    this.judges = new Judges(engine, bus, new Gate(bus, clock), HOLD, clock);
    this.attempts = new Attempts(catalogue);
    this.reading = new Reading(reference);
  }

  /** Takes a recording through gate, engine and verdict, step by step. */
  public ReplayedSession replay(Recording recording, ReplayMode mode) {
    bus.forget();
    clock.advance(BETWEEN_RECORDINGS);
    return new Replay(recording, mode, judges, attempts, reading, clock).run();
  }

  /** Ends the engine. */
  @Override
  public void close() {
    engine.close();
  }
}
