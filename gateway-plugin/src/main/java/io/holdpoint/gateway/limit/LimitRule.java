// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.limit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * How much there may be of something.
 *
 * @param id of the clause that says so
 * @param measure what is counted
 * @param atMost in {@link #UNIT}s for amounts, else in calls, bytes or tokens
 * @param per whose count it is; each combination has its own
 * @param within for how long it counts, from a multiple of it since 1970 on; zero for as long as
 *     the session lasts
 */
public record LimitRule(String id, Measure measure, long atMost, Set<Per> per, Duration within) {

  /** Amounts are counted in millionths. */
  public static final long UNIT = 1_000_000;

  /** The end of what never ends. */
  static final Instant FOREVER = Instant.parse("2200-01-01T00:00:00Z");

  /** Counts of so long a time outlive the process. */
  private static final Duration DURABLE = Duration.ofHours(6);

  /** What is counted. */
  public enum Measure {
    CALLS,
    /** Of arguments and results, on the wire. */
    BYTES,
    /** A fourth of the bytes, rounded up: an estimate. */
    TOKENS,
    /** What an expression of the clause says, such as money. */
    AMOUNT
  }

  /** Whose count it is. */
  public enum Per {
    SESSION,
    /** The credential: all its sessions together. */
    PRINCIPAL,
    UPSTREAM,
    TOOL,
    /** The arguments that say where to; all of them where none is known to. */
    DESTINATION,
    /** Identical calls. */
    ARGUMENTS
  }

  public LimitRule {
    requireNonNull(id, "id");
    requireNonNull(measure, "measure");
    per = Set.copyOf(per);
    requireNonNull(within, "within");
    if (atMost < 0) {
      throw new IllegalArgumentException("at-most: got " + atMost + " (expected: >= 0)");
    }
  }

  /** True if it must outlive the process. */
  boolean isDurable() {
    return within.isZero() || within.compareTo(DURABLE) >= 0;
  }

  /** When the time began that is counted now. */
  Instant start(Instant now) {
    if (within.isZero()) {
      return Instant.EPOCH;
    }
    long millis = within.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis);
  }

  /** When it ends; never for a session's. */
  Instant end(Instant start) {
    return within.isZero() ? FOREVER : start.plus(within);
  }
}
