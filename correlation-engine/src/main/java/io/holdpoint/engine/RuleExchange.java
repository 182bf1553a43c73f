// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.sight.Blind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Exchanges the rules of all runtimes while calls go on. Safe for use by many threads. */
final class RuleExchange {
  private final Verdicts verdicts;
  private final FleetDuty duty;
  private final InputRecord record;
  private final InstantSource clock;
  private final List<Place> places = new ArrayList<>();
  private RuleSet active;

  /** A runtime, and what is held while its rules with a memory are asked. */
  private record Place(ShardRuntime runtime, ReentrantLock memory) {}

  /**
   * @param active the rules in force
   */
  RuleExchange(
      Verdicts verdicts, FleetDuty duty, InputRecord record, InstantSource clock, RuleSet active) {
    this.verdicts = verdicts;
    this.duty = duty;
    this.record = record;
    this.clock = clock;
    this.active = active;
  }

  /** This runtime has the rules in force. */
  synchronized void add(ShardRuntime runtime, ReentrantLock memory) {
    places.add(new Place(runtime, memory));
  }

  /**
   * Makes these the rules in force.
   *
   * @throws IllegalStateException if a rule cannot be deployed; then the rules stay as they were
   */
  synchronized void activate(RuleSet rules) {
    verdicts.know(rules.rules());
    try {
      deploy(rules);
      active = rules;
      record.told(
          Entry.Way.WHOLE,
          clock.millis(),
          new Input.Rules(rules.rules().stream().map(Rule::ref).toList(), clock.instant()));
    } catch (IllegalStateException e) {
      deploy(active);
      throw e;
    } finally {
      verdicts.knowOnly(active.rules());
    }
  }

  /** Every rule that is blind to somebody. */
  List<Blind> blind() {
    return verdicts.sighting().blind();
  }

  private void deploy(RuleSet rules) {
    for (Place place : places) {
      place.memory().lock();
      try {
        place.runtime().exchange(rules.forShards());
      } finally {
        place.memory().unlock();
      }
    }
    duty.fleet().exchange(rules.forFleet());
  }
}
