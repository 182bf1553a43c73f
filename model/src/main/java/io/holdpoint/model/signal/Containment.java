// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All signals so far, folded to what stands. Immutable; the same signals in the same order give the
 * same state in every process, which is how a second gateway and a restarted one agree.
 */
public final class Containment {

  /** For how long after a kill a shared principal's new weak-keyed sessions may only read. */
  public static final Duration REBIRTH_WINDOW = Duration.ofMinutes(30);

  /** Nothing is contained. */
  public static final Containment NONE = new Containment(Map.of(), Map.of(), Map.of(), Map.of());

  private final Map<Ground, Signal> kills;
  private final Map<Ground, Signal> pauses;
  private final Map<Ground, Signal.Restrict> restrictions;
  private final Map<FloorId, Signal> rebirths;
  private final boolean anyPrincipal;

  private Containment(
      Map<Ground, Signal> kills,
      Map<Ground, Signal> pauses,
      Map<Ground, Signal.Restrict> restrictions,
      Map<FloorId, Signal> rebirths) {
    this.kills = kills;
    this.pauses = pauses;
    this.restrictions = restrictions;
    this.rebirths = rebirths;
    this.anyPrincipal =
        Stream.of(kills, pauses, restrictions)
            .flatMap(map -> map.keySet().stream())
            .anyMatch(ground -> ground.kind() == Ground.Kind.PRINCIPAL);
  }

  /** What stands once {@code signal} is applied too. */
  public Containment after(Signal signal) {
    List<Ground> grounds = Ground.of(signal);
    Target target = signal.header().target();
    return switch (signal) {
      case Signal.Kill kill ->
          new Containment(
              with(kills, grounds, kill),
              pauses,
              restrictions,
              target.kind() == PrincipalKind.EXCLUSIVE || target.equals(Target.EVERYBODY)
                  ? rebirths
                  : with(rebirths, List.of(target.floor()), kill));
      case Signal.Pause pause ->
          new Containment(kills, with(pauses, grounds, pause), restrictions, rebirths);
      case Signal.Restrict restrict ->
          new Containment(kills, pauses, narrowed(grounds, restrict), rebirths);
      case Signal.Resume resume ->
          new Containment(
              kills, without(pauses, grounds), without(restrictions, grounds), rebirths);
      case Signal.Release release ->
          new Containment(
              without(kills, grounds),
              pauses,
              restrictions,
              without(rebirths, List.of(target.floor())));
    };
  }

  /** What the gate does with calls of {@code session} at {@code now}: killed wins over paused. */
  public GateState stateOf(Session session, Instant now) {
    if (isEmpty()) {
      return new GateState.Active();
    }
    List<Ground> grounds = Ground.under(session);
    if (anyPrincipal) {
      grounds.add(Ground.principalOf(session));
    }
    Signal killed = first(kills, grounds);
    if (killed != null) {
      return new GateState.Killed(killed);
    }
    Signal paused = first(pauses, grounds);
    if (paused != null) {
      return new GateState.Paused(paused);
    }
    return narrower(restrictionOf(grounds), rebirthOf(session, now));
  }

  /** The signal that stopped or restricted this ground, if one did. */
  public Optional<Signal> standingOn(Ground ground) {
    Signal killed = kills.get(ground);
    Signal paused = killed == null ? pauses.get(ground) : killed;
    return Optional.ofNullable(paused == null ? restrictions.get(ground) : paused);
  }

  /** True if nothing at all stands: the gate's shortest way. */
  public boolean isEmpty() {
    return kills.isEmpty() && pauses.isEmpty() && restrictions.isEmpty() && rebirths.isEmpty();
  }

  /** What is allowed by everything that restricts. */
  private GateState restrictionOf(List<Ground> grounds) {
    GateState all = new GateState.Active();
    for (Ground ground : grounds) {
      Signal.Restrict restrict = restrictions.get(ground);
      if (restrict != null) {
        Instant until = restrict.header().until();
        all =
            narrower(
                all,
                new GateState.Restricted(
                    restrict.allowed(), until == null ? Instant.MAX : until, restrict));
      }
    }
    return all;
  }

  private static GateState narrower(GateState one, GateState other) {
    if (!(one instanceof GateState.Restricted first)) {
      return other;
    }
    if (!(other instanceof GateState.Restricted second)) {
      return one;
    }
    Instant until = first.until().isBefore(second.until()) ? second.until() : first.until();
    return new GateState.Restricted(both(first.allowed(), second.allowed()), until, first.cause());
  }

  private static Set<Effect> both(Set<Effect> one, Set<Effect> other) {
    return one.stream().filter(other::contains).collect(Collectors.toUnmodifiableSet());
  }

  /** One restriction after another only narrows. */
  private Map<Ground, Signal.Restrict> narrowed(List<Ground> grounds, Signal.Restrict restrict) {
    Map<Ground, Signal.Restrict> copy = new HashMap<>(restrictions);
    for (Ground ground : grounds) {
      copy.merge(
          ground,
          restrict,
          (before, now) ->
              new Signal.Restrict(now.header(), both(before.allowed(), now.allowed())));
    }
    return Map.copyOf(copy);
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

  private static @Nullable Signal first(Map<Ground, Signal> map, List<Ground> grounds) {
    for (Ground ground : grounds) {
      Signal found = map.get(ground);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static <K> Map<K, Signal> with(Map<K, Signal> map, List<K> keys, Signal signal) {
    Map<K, Signal> copy = new HashMap<>(map);
    keys.forEach(key -> copy.put(key, signal));
    return Map.copyOf(copy);
  }

  private static <K, S extends Signal> Map<K, S> without(Map<K, S> map, List<K> keys) {
    if (keys.stream().noneMatch(map::containsKey)) {
      return map;
    }
    Map<K, S> copy = new HashMap<>(map);
    keys.forEach(copy::remove);
    return Map.copyOf(copy);
  }
}
