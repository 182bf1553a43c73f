// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.metrics;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.CollectorStats;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is counted elsewhere and looked at when metrics are read. Called on any thread; must answer
 * at once.
 *
 * @param collector what came in and what became of it
 * @param notJudged what the engine could not see or judge: reason to count; missed deadlines too
 * @param approvals held calls that wait for people
 * @param journal records in the journal
 * @param indexBacklog segments the index of steps has not on the disk
 */
public record Watched(
    Supplier<CollectorStats> collector,
    Supplier<Map<String, Long>> notJudged,
    LongSupplier approvals,
    LongSupplier journal,
    LongSupplier indexBacklog) {
  public Watched {
    requireNonNull(collector, "collector");
    requireNonNull(notJudged, "notJudged");
    requireNonNull(approvals, "approvals");
    requireNonNull(journal, "journal");
    requireNonNull(indexBacklog, "indexBacklog");
  }
}
