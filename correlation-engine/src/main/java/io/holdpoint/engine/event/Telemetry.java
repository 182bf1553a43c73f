// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.Step;
import java.util.Locale;

/**
 * What a framework told after the fact. Rules over it can alert, and pause or kill where the
 * telemetry is authenticated (G2 or better). Every public method without parameters is a column.
 */
public final class Telemetry {
  private final Step.Observed observation;
  private final long at;

  /**
   * @param observation what was told
   * @param at engine time, which telemetry never advances
   */
  public Telemetry(Step.Observed observation, long at) {
    this.observation = observation;
    this.at = at;
  }

  /** What was told; not a column. */
  public static Step.Observed observationOf(Telemetry event) {
    return event.observation;
  }

  /** The session the collector put it in. */
  public String session() {
    return observation.session().value();
  }

  /** The step id. */
  public String step() {
    return observation.id().toString();
  }

  /** The kind of step in lower case, for example {@code model_call}. */
  public String kind() {
    return observation.kind().name().toLowerCase(Locale.ROOT);
  }

  /** Tool, model or agent name as told. */
  public String name() {
    return observation.name();
  }

  /**
   * How it does not fit what the gateway saw: {@code result-differs}, {@code refused-claimed},
   * {@code call-unseen}, {@code call-unannounced} or {@code arguments-differ}; empty if nothing is
   * known to speak against it.
   */
  public String mismatch() {
    Mismatch mismatch = observation.mismatch();
    return mismatch == null ? "" : mismatch.word();
  }

  /** True for authenticated telemetry of the same principal. */
  public boolean authenticated() {
    return observation.grade() != EvidenceGrade.G3;
  }

  /** Engine time in milliseconds since 1970. */
  public long at() {
    return at;
  }
}
