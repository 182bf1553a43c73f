// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a sender since the start.
 *
 * @param source what it is called
 * @param counts all there are, zeros too
 * @param heardAt when its last request came, or null if none did
 * @param lagMillis how long after the fact its last item came, by its own clock; 0 if not known
 * @param skewMillis how far its clock is ahead of the gateway's, as estimated from calls both told
 *     of; null if not known
 */
public record SourceReport(
    String source,
    Map<Count, Long> counts,
    @Nullable Instant heardAt,
    long lagMillis,
    @Nullable Long skewMillis) {

  public SourceReport {
    requireNonNull(source, "source");
    Map<Count, Long> all = new EnumMap<>(Count.class);
    all.putAll(counts);
    counts = Collections.unmodifiableMap(all);
  }

  /** One of its counts. */
  public long count(Count of) {
    return counts.getOrDefault(of, 0L);
  }

  /** All that was lost, whatever the reason. */
  public long lost() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().isLoss())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
