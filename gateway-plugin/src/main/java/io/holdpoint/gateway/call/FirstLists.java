// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.decision.Stages;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.model.identity.FloorId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the tools of an upstream are known before its first call: where a caller calls
 * and never asked for the list, the gateway asks in its name, once. A server's list may depend on
 * who asks, so each caller has its own. Safe for use by many threads.
 */
public final class FirstLists {

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int MOST = 16_384;

  private final boolean asks;
  private final InstantSource clock;
  private final Map<Key, Asked> asked = new ConcurrentHashMap<>();

  private record Key(String upstream, FloorId caller) {}

  /**
   * A list that was asked for.
   *
   * @param known complete once it is here, or it is clear that it will not be
   * @param again when it may be asked for again if it was not answered
   */
  private record Asked(CompletableFuture<Boolean> known, Instant again) {}

  /**
   * Begins with no list known.
   *
   * @param asks false if calls never wait for a list
   */
  public FirstLists(boolean asks, InstantSource clock) {
    this.asks = asks;
    this.clock = clock;
  }

  /** Goes on with a call once the tools of its upstream are known, as far as they can be. */
  void before(CallServices services, Caller caller, Runnable call) {
    if (!asks) {
      call.run();
      return;
    }
    Asked list = asked.get(key(caller));
    if (list != null && list.known().getNow(false)) {
      call.run();
      return;
    }
    if (list == null || mayAskAgain(list)) {
      list = ask(services, caller, list);
    }
    Stages.then(caller.thread(), list.known(), (known, failure) -> call.run());
  }

  /** Asks, unless somebody else was faster. */
  private Asked ask(CallServices services, Caller caller, @Nullable Asked before) {
    if (asked.size() >= MOST) {
      asked.clear();
    }
    Asked mine = new Asked(new CompletableFuture<>(), clock.instant().plus(PAUSE));
    Asked now =
        requireNonNull(
            asked.compute(key(caller), (k, old) -> old == null || old.equals(before) ? mine : old));
    if (now.equals(mine)) {
      send(services, caller, mine.known());
    }
    return now;
  }

  /** A caller has the whole list by itself. */
  void came(Caller caller) {
    if (!asks) {
      return;
    }
    Asked mine = new Asked(CompletableFuture.completedFuture(true), clock.instant());
    Asked before = asked.size() < MOST ? asked.put(key(caller), mine) : null;
    if (before != null) {
      before.known().complete(true);
    }
  }

  /** A server says that its tools changed: they are asked for again before the next call. */
  void forget(Caller caller) {
    asked.computeIfPresent(key(caller), (k, old) -> old.known().isDone() ? null : old);
  }

  private boolean mayAskAgain(Asked before) {
    return before.known().isDone()
        && !before.known().getNow(false)
        && !clock.instant().isBefore(before.again());
  }

  private static void send(CallServices services, Caller caller, CompletableFuture<Boolean> known) {
    Loop.Timer limit = caller.loop().schedule(LIMIT, () -> known.complete(false));
    new OwnListing(
            services,
            caller,
            whole -> {
              limit.cancel();
              known.complete(whole);
            })
        .start();
  }

  private static Key key(Caller caller) {
    return new Key(caller.upstream().name(), caller.principal().floor());
  }
}
