// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.model.telemetry.CoverageLoss;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What telemetry was lost lately. Recorded as a flag of no tenant. Safe for use by many threads.
 */
final class BlindSpots {
  /** Under which column it stands among the flags of a record. */
  static final String COLUMN = "telemetry";

  private static final Duration LASTS = Duration.ofMinutes(1);
  private static final int MOST_SOURCES = 256;

  private final ConcurrentMap<String, BlindSpot> spots = new ConcurrentHashMap<>();
  private final AtomicLong until = new AtomicLong();
  private final InputRecord record;

  BlindSpots(InputRecord record) {
    this.record = record;
  }

  /** Takes in a loss. */
  void lost(CoverageLoss loss) {
    long at = loss.at().toEpochMilli();
    Instant end = loss.at().plus(LASTS);
    record.told(
        Entry.Way.WHOLE, at, new Input.Flagged("", COLUMN, loss.source(), end.toEpochMilli()));
    add(new BlindSpot(loss.source(), loss.cause(), loss.at(), end, loss.count()));
  }

  /** Out of history; why and how much is not known any more. */
  void lostThen(Input.Flagged flagged) {
    Instant end = Instant.ofEpochMilli(flagged.until());
    add(new BlindSpot(flagged.value(), "recorded", end.minus(LASTS), end, 1));
  }

  /** True if telemetry was lost shortly before this engine time. */
  boolean any(long now) {
    return now < until.get();
  }

  /** All that is known, the latest first. */
  List<BlindSpot> all() {
    return spots.values().stream()
        .sorted(Comparator.comparing(BlindSpot::until).reversed())
        .toList();
  }

  private void add(BlindSpot spot) {
    if (spots.size() < MOST_SOURCES || spots.containsKey(spot.source())) {
      spots.merge(spot.source(), spot, BlindSpot::and);
    }
    until.accumulateAndGet(spot.until().toEpochMilli(), Math::max);
  }
}
