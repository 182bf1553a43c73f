// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.gate;

import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.signal.Signal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * All that is under way, by floor, so that a signal reaches what is in flight. Whoever is added
 * before it reads the gate misses no signal. Safe for use by many threads.
 */
public final class OpenExchanges {

  private final Map<FloorId, Set<Contained>> byFloor = new ConcurrentHashMap<>();
  private volatile boolean closing;

  public void add(Contained exchange) {
    byFloor
        .computeIfAbsent(exchange.session().floor(), f -> ConcurrentHashMap.newKeySet())
        .add(exchange);
  }

  public void remove(Contained exchange) {
    Set<Contained> open = byFloor.get(exchange.session().floor());
    if (open != null) {
      open.remove(exchange);
    }
  }

  /** Hands a signal to everything under way on its floor, each on its own loop. */
  public void signalled(Signal signal) {
    for (Contained exchange : byFloor.getOrDefault(signal.header().target().floor(), Set.of())) {
      exchange.loop().execute(() -> exchange.signalled(signal));
    }
  }

  /** Tells everything under way that the gateway closes. */
  public void closing() {
    closing = true;
    for (Set<Contained> open : byFloor.values()) {
      open.forEach(exchange -> exchange.loop().execute(exchange::closing));
    }
  }

  /** True once the gateway closes: what would begin to wait now has nobody to wait for. */
  public boolean isClosing() {
    return closing;
  }

  /**
   * One of a kind that is under way on a floor and fits. Looks at them one by one: for the rare
   * case. What {@code fits} asks of it must be safe on any thread.
   */
  public <T extends Contained> Optional<T> find(FloorId floor, Class<T> kind, Predicate<T> fits) {
    return byFloor.getOrDefault(floor, Set.of()).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(fits)
        .findAny();
  }

  /** How many exchanges of a floor are under way. */
  public int size(FloorId floor) {
    Set<Contained> open = byFloor.get(floor);
    return open == null ? 0 : open.size();
  }

  /** How many exchanges are under way. */
  public int size() {
    return byFloor.values().stream().mapToInt(Set::size).sum();
  }
}
