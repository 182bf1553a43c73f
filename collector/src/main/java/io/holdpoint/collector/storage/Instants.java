// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.time.Instant;

/** Instants as one number, which sorts and compares faster than a timestamp. */
final class Instants {

  private static final long NANOS = 1_000_000_000L;
  private static final Instant FIRST = Instant.ofEpochSecond(Long.MIN_VALUE / NANOS);
  private static final Instant LAST = Instant.ofEpochSecond(Long.MAX_VALUE / NANOS);

  private Instants() {}

  /** Nanoseconds since the epoch; instants outside 1677 to 2262 become the nearest within. */
  static long toNanos(Instant instant) {
    Instant within = instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant;
    return within.getEpochSecond() * NANOS + within.getNano();
  }

  static Instant ofNanos(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
