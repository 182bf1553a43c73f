// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Ground;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows to be contained: everything the bus told, and what its own rules just asked
 * for, which the bus has yet to make durable. The same fold as the model's {@code Containment}
 * without the rebirth window, which is the gate's, in maps that cost the same however many were
 * killed. Safe for use by many threads.
 */
final class ContainmentView {
  /** How far a session is contained. */
  enum Standing {
    FREE,
    PAUSED,
    KILLED
  }

  private final Set<Ground> killed = ConcurrentHashMap.newKeySet();
  private final Set<Ground> paused = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<Ground, Set<Effect>> restricted = new ConcurrentHashMap<>();
  private volatile boolean anyPrincipal;
  private final Floors floors;
  private final Refusals refusals;
  private final InputRecord record;
  private final Map<String, Signal> expected = new LinkedHashMap<>();
  private long lastSequence;

  /**
   * @param record written to before anything stands
   */
  ContainmentView(Floors floors, Refusals refusals, InputRecord record) {
    this.floors = floors;
    this.refusals = refusals;
    this.record = record;
  }

  /** Killed wins over paused. */
  Standing of(Session session) {
    if (killed.isEmpty() && paused.isEmpty()) {
      return Standing.FREE;
    }
    List<Ground> grounds = grounds(session);
    if (grounds.stream().anyMatch(killed::contains)) {
      return Standing.KILLED;
    }
    return grounds.stream().anyMatch(paused::contains) ? Standing.PAUSED : Standing.FREE;
  }

  /** The effects that a session may have, or null if it is not restricted. */
  @Nullable Set<Effect> allowed(Session session) {
    if (restricted.isEmpty()) {
      return null;
    }
    Set<Effect> all = null;
    for (Ground ground : grounds(session)) {
      Set<Effect> some = restricted.get(ground);
      if (some != null) {
        all = all == null ? some : both(all, some);
      }
    }
    return all;
  }

  private List<Ground> grounds(Session session) {
    List<Ground> grounds = Ground.under(session);
    if (anyPrincipal) {
      grounds.add(Ground.principalOf(session));
    }
    return grounds;
  }

  private static Set<Effect> both(Set<Effect> one, Set<Effect> other) {
    return one.stream().filter(other::contains).collect(Collectors.toUnmodifiableSet());
  }

  /** A rule of ours asks for it: it stands from now on. */
  void ask(Signal signal) {
    record.told(Entry.Way.WHOLE, signal.header().at().toEpochMilli(), new Input.Latched(signal));
    latch(signal);
  }

  /** Out of history, a rule asks for it: the record should tell that it stood. */
  synchronized void expect(Signal signal) {
    expected.put(detection(signal), signal);
  }

  /** The record tells that a rule of ours asked for it. */
  synchronized void relatch(Signal signal) {
    expected.remove(detection(signal));
    latch(signal);
  }

  /**
   * The record is at its end. What a rule asked for right before, and nobody wrote down any more,
   * stands.
   *
   * @param sameRules false if other rules judge now: they have no say in what was
   */
  synchronized void recovered(boolean sameRules) {
    if (sameRules) {
      expected.values().forEach(this::latch);
    }
    expected.clear();
  }

  private static String detection(Signal signal) {
    return switch (signal.header().author()) {
      case Author.ByRule rule -> rule.detection();
      case Author.Operator operator -> signal.header().ref();
    };
  }

  /** It stands from now on. */
  void latch(Signal signal) {
    List<Ground> grounds = Ground.of(signal);
    anyPrincipal |= signal.header().scope() == Scope.PRINCIPAL;
    switch (signal) {
      case Signal.Kill k -> killed.addAll(grounds);
      case Signal.Pause p -> paused.addAll(grounds);
      case Signal.Restrict restrict ->
          grounds.forEach(
              ground -> restricted.merge(ground, restrict.allowed(), ContainmentView::both));
      case Signal.Resume r -> {
        grounds.forEach(paused::remove);
        grounds.forEach(restricted::remove);
      }
      case Signal.Release r -> {
        grounds.forEach(killed::remove);
        floors.release(r.header().target().floor());
        refusals.release(r.header().target());
      }
    }
  }

  /** It is durable. A signal told again, as after a restart, changes nothing. */
  synchronized void applied(Published published) {
    if (published.sequence() > lastSequence) {
      record.told(
          Entry.Way.WHOLE,
          published.signal().header().at().toEpochMilli(),
          new Input.Applied(published));
      restored(published);
    }
  }

  /** As {@link #applied}, out of history. */
  synchronized void restored(Published published) {
    if (published.sequence() > lastSequence) {
      lastSequence = published.sequence();
      latch(published.signal());
    }
  }
}
