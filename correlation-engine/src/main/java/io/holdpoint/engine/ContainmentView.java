// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

  private final Set<SessionId> killedSessions = ConcurrentHashMap.newKeySet();
  private final Set<SessionId> pausedSessions = ConcurrentHashMap.newKeySet();
  private final Set<FloorId> killedFloors = ConcurrentHashMap.newKeySet();
  private final Set<FloorId> pausedFloors = ConcurrentHashMap.newKeySet();
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
    if (killedFloors.contains(session.floor()) || holds(killedSessions, session)) {
      return Standing.KILLED;
    }
    if (pausedFloors.contains(session.floor()) || holds(pausedSessions, session)) {
      return Standing.PAUSED;
    }
    return Standing.FREE;
  }

  private static boolean holds(Set<SessionId> contained, Session session) {
    return !contained.isEmpty()
        && (contained.contains(session.id())
            || (!session.root().equals(session.id()) && contained.contains(session.root())));
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
    Target target = signal.header().target();
    boolean exclusive = target.kind() == PrincipalKind.EXCLUSIVE;
    switch (signal) {
      case Signal.Kill k -> {
        killedSessions.add(target.session());
        killedSessions.add(target.root());
        if (exclusive) {
          killedFloors.add(target.floor());
        }
      }
      case Signal.Pause p -> {
        pausedSessions.add(target.session());
        if (exclusive) {
          pausedFloors.add(target.floor());
        }
      }
      case Signal.Resume r -> {
        pausedSessions.remove(target.session());
        if (exclusive) {
          pausedFloors.remove(target.floor());
        }
      }
      case Signal.Release r -> {
        killedFloors.remove(target.floor());
        floors.release(target.floor());
        refusals.release(target);
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
