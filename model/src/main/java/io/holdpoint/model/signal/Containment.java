// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All signals so far, folded to what stands. Immutable; the same signals in the same order give the
 * same state in every process, which is how a second gateway and a restarted one agree.
 */
public final class Containment {

  /** For how long after a kill a shared principal's new weak-keyed sessions may only read. */
  public static final Duration REBIRTH_WINDOW = Duration.ofMinutes(30);

  /** Nothing is contained. */
  public static final Containment NONE =
      new Containment(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  private final Map<SessionId, Signal> killedSessions;
  private final Map<SessionId, Signal> pausedSessions;
  private final Map<FloorId, Signal> killedFloors;
  private final Map<FloorId, Signal> pausedFloors;
  private final Map<FloorId, Signal> rebirths;

  private Containment(
      Map<SessionId, Signal> killedSessions,
      Map<SessionId, Signal> pausedSessions,
      Map<FloorId, Signal> killedFloors,
      Map<FloorId, Signal> pausedFloors,
      Map<FloorId, Signal> rebirths) {
    this.killedSessions = killedSessions;
    this.pausedSessions = pausedSessions;
    this.killedFloors = killedFloors;
    this.pausedFloors = pausedFloors;
    this.rebirths = rebirths;
  }

  /** What stands once {@code signal} is applied too. */
  public Containment after(Signal signal) {
    Target target = signal.header().target();
    boolean exclusive = target.kind() == PrincipalKind.EXCLUSIVE;
    return switch (signal) {
      case Signal.Kill kill ->
          new Containment(
              with(with(killedSessions, target.session(), kill), target.root(), kill),
              pausedSessions,
              exclusive ? with(killedFloors, target.floor(), kill) : killedFloors,
              pausedFloors,
              exclusive ? rebirths : with(rebirths, target.floor(), kill));
      case Signal.Pause pause ->
          new Containment(
              killedSessions,
              with(pausedSessions, target.session(), pause),
              killedFloors,
              exclusive ? with(pausedFloors, target.floor(), pause) : pausedFloors,
              rebirths);
      case Signal.Resume resume ->
          new Containment(
              killedSessions,
              without(pausedSessions, target.session()),
              killedFloors,
              exclusive ? without(pausedFloors, target.floor()) : pausedFloors,
              rebirths);
      case Signal.Release release ->
          new Containment(
              killedSessions,
              pausedSessions,
              without(killedFloors, target.floor()),
              pausedFloors,
              without(rebirths, target.floor()));
    };
  }

  /** What the gate does with calls of {@code session} at {@code now}: killed wins over paused. */
  public GateState stateOf(Session session, Instant now) {
    Signal killed = first(killedSessions, session.id(), session.root());
    if (killed == null) {
      killed = killedFloors.get(session.floor());
    }
    if (killed != null) {
      return new GateState.Killed(killed);
    }
    Signal paused = first(pausedSessions, session.id(), session.root());
    if (paused == null) {
      paused = pausedFloors.get(session.floor());
    }
    if (paused != null) {
      return new GateState.Paused(paused);
    }
    return rebirthOf(session, now);
  }

  /** True if nothing at all stands: the gate's shortest way. */
  public boolean isEmpty() {
    return killedSessions.isEmpty()
        && pausedSessions.isEmpty()
        && killedFloors.isEmpty()
        && pausedFloors.isEmpty()
        && rebirths.isEmpty();
  }

  private GateState rebirthOf(Session session, Instant now) {
    Signal kill = rebirths.get(session.floor());
    if (kill == null || session.kind() == PrincipalKind.EXCLUSIVE || !session.key().isWeak()) {
      return new GateState.Active();
    }
    Instant killedAt = kill.header().at();
    Instant until = killedAt.plus(REBIRTH_WINDOW);
    boolean bornInWindow =
        !session.startedAt().isBefore(killedAt) && session.startedAt().isBefore(until);
    if (bornInWindow && now.isBefore(until)) {
      return new GateState.Restricted(Set.of(Effect.READ, Effect.DISCOVER), until, kill);
    }
    return new GateState.Active();
  }

  private static @Nullable Signal first(Map<SessionId, Signal> map, SessionId id, SessionId root) {
    Signal own = map.get(id);
    return own != null ? own : map.get(root);
  }

  private static <K> Map<K, Signal> with(Map<K, Signal> map, K key, Signal signal) {
    Map<K, Signal> copy = new HashMap<>(map);
    copy.put(key, signal);
    return Map.copyOf(copy);
  }

  private static <K> Map<K, Signal> without(Map<K, Signal> map, K key) {
    if (!map.containsKey(key)) {
      return map;
    }
    Map<K, Signal> copy = new HashMap<>(map);
    copy.remove(key);
    return Map.copyOf(copy);
  }
}
