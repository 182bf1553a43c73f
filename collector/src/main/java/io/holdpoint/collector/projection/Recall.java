// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import io.holdpoint.collector.log.Entry;
import io.holdpoint.collector.log.TelemetryLog;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads again, at the start, what was carried over shortly before the process ended: the other view
 * of a call may come only now. At most {@link #LONGEST} and {@link #MOST_BYTES} back, and only if
 * some sender can be joined with a gateway at all.
 */
final class Recall {

  /** As far as the assembly looks back. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  static final long MOST_BYTES = 32L << 20;

  /** Earlier entries, in their order. */
  interface Entries {

    /** Hands over each with its position. */
    void forEach(Taker taker) throws IOException;
  }

  /** Takes an entry with its position. */
  interface Taker {
    void take(Entry entry, long at) throws IOException;
  }

  private Recall() {}

  /**
   * What was carried over before a position and not long before now.
   *
   * @param sources those that are registered
   */
  static Entries before(TelemetryLog log, long position, Instant now, List<Source> sources) {
    Instant oldest = now.minus(LONGEST);
    return taker -> {
      if (sources.stream().noneMatch(Recall::canBeJoined)) {
        return;
      }
      long at = log.before(position, MOST_BYTES);
      while (at < position) {
        Optional<TelemetryLog.Read> read = log.read(at);
        if (read.isEmpty() || read.get().next() > position) {
          return;
        }
        if (at >= position - MOST_BYTES && read.get().entry().arrivedAt().isAfter(oldest)) {
          taker.take(read.get().entry(), at);
        }
        at = read.get().next();
      }
    };
  }

  private static boolean canBeJoined(Source source) {
    return source.trust() == Trust.FRAMEWORK && !source.principals().isEmpty();
  }
}
