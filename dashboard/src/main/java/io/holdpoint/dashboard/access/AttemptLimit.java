// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts failed logins by caller. Safe for use by many threads. */
final class AttemptLimit {

  private static final int CALLERS = 1024;

  private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>();
  private final int limit;
  private final Duration window;
  private final InstantSource clock;

  AttemptLimit(int limit, Duration window, InstantSource clock) {
    this.limit = limit;
    this.window = window;
    this.clock = clock;
  }

  synchronized void failed(String caller) {
    if (failures.size() >= CALLERS && !failures.containsKey(caller)) {
      failures.remove(failures.keySet().iterator().next());
    }
    Deque<Instant> times = failures.computeIfAbsent(caller, key -> new ArrayDeque<>());
    times.addLast(clock.instant());
    if (times.size() > limit) {
      times.removeFirst();
    }
  }

  /** How long the caller must wait; zero if it need not. */
  synchronized Duration delay(String caller) {
    Deque<Instant> times = failures.get(caller);
    if (times == null || times.size() < limit) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), times.getFirst().plus(window));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
