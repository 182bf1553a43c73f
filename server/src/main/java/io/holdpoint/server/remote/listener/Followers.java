// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.listener;

import static java.util.Objects.requireNonNull;

import io.grpc.stub.StreamObserver;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.server.remote.wire.GatewayWord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The gateways that follow this engine's signals, and those that did: one that is silent stays in
 * the list, because its callers may be without a judge. Safe for use by many threads.
 */
final class Followers {

  private final SignalBus signals;
  private final Sealing sealing;
  private final SharedFacts facts;
  private final Duration lease;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Heard> heard = new TreeMap<>();

  /** When a gateway was last heard, and what it said. */
  private record Heard(Instant at, long applied, boolean open) {}

  /**
   * @param lease after which a silent gateway counts as gone
   */
  Followers(
      SignalBus signals, Sealing sealing, SharedFacts facts, Duration lease, InstantSource clock) {
    this.signals = requireNonNull(signals, "signals");
    this.sealing = requireNonNull(sealing, "sealing");
    this.facts = requireNonNull(facts, "facts");
    this.lease = requireNonNull(lease, "lease");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Begins to serve a gateway's stream. */
  StreamObserver<byte[]> follow(String gateway, StreamObserver<byte[]> out) {
    hear(gateway, -1, true);
    return new Follower(gateway, signals, sealing, facts, out, this);
  }

  /** All gateways heard since the start, by name. */
  List<GatewayPresence> list() {
    Instant alive = clock.instant().minus(lease);
    lock.lock();
    try {
      return heard.entrySet().stream()
          .map(
              entry ->
                  new GatewayPresence(
                      entry.getKey(),
                      entry.getValue().open() && !entry.getValue().at().isBefore(alive),
                      entry.getValue().at(),
                      entry.getValue().applied(),
                      sealing.latest()))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  void heard(String gateway, GatewayWord word) {
    switch (word) {
      case GatewayWord.Hello hello -> hear(gateway, hello.applied(), true);
      case GatewayWord.Applied done -> hear(gateway, done.sequence(), true);
      case GatewayWord.Saw saw -> hear(gateway, -1, true);
      case GatewayWord.Beat beat -> hear(gateway, -1, true);
    }
  }

  void gone(String gateway) {
    hear(gateway, -1, false);
  }

  /**
   * @param applied -1 if it did not say
   */
  private void hear(String gateway, long applied, boolean open) {
    lock.lock();
    try {
      Heard before = heard.get(gateway);
      long known = before == null ? 0 : before.applied();
      Instant at = open || before == null ? clock.instant() : before.at();
      heard.put(gateway, new Heard(at, applied < 0 ? known : applied, open));
    } finally {
      lock.unlock();
    }
  }
}
