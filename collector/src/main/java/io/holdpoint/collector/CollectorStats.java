// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.forward.ForwardStats;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceReport;
import io.holdpoint.collector.projection.ProjectionStats;
import java.util.List;
import java.util.Optional;

/**
 * What the collector did since it was started.
 *
 * @param sources what came of each sender, and what was lost
 * @param projection what became of what was accepted
 * @param forward what was sent on, if anything is
 */
public record CollectorStats(
    List<SourceReport> sources, ProjectionStats projection, Optional<ForwardStats> forward) {

  public CollectorStats {
    sources = List.copyOf(sources);
    requireNonNull(projection, "projection");
    requireNonNull(forward, "forward");
  }

  /** Spans, log records and data points acknowledged. */
  public long accepted() {
    return sum(Count.SPANS) + sum(Count.LOG_RECORDS) + sum(Count.DATA_POINTS);
  }

  /** Items refused one by one, for want of valid ids or for their size. */
  public long rejected() {
    return sum(Count.REJECTED);
  }

  /** Requests refused whole. */
  public long refused() {
    return sum(Count.REFUSED)
        + sum(Count.PUT_OFF)
        + sum(Count.RATE_LIMITED)
        + sum(Count.UNKNOWN_CREDENTIAL);
  }

  /** A count over all senders. */
  public long sum(Count count) {
    return sources.stream().mapToLong(source -> source.count(count)).sum();
  }
}
