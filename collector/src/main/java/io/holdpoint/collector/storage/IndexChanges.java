// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.collector.search.IndexedStep;
import io.holdpoint.collector.search.StepIndex;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a transaction changed of the index of steps: put there once the transaction is committed,
 * since the database is what counts.
 */
final class IndexChanges {

  private final Map<Long, List<StepRow>> replaced = new LinkedHashMap<>();
  private final Map<Long, List<IndexedStep>> added = new LinkedHashMap<>();

  /** A segment has these steps now, and none of those it had. */
  void replaced(long segment, List<StepRow> steps) {
    replaced.put(segment, steps);
  }

  /** A step was put behind those of a segment. */
  void added(long segment, int ordinal, StepRow step) {
    if (!SessionAggregate.isEnd(step)) {
      added.computeIfAbsent(segment, key -> new ArrayList<>()).add(indexed(ordinal, step));
    }
  }

  /** The segments that changed. */
  Set<Long> segments() {
    Set<Long> segments = new LinkedHashSet<>(replaced.keySet());
    segments.addAll(added.keySet());
    return segments;
  }

  void applyTo(StepIndex index) throws IOException {
    for (Map.Entry<Long, List<StepRow>> entry : replaced.entrySet()) {
      index.replace(entry.getKey(), indexed(entry.getValue()));
    }
    for (Map.Entry<Long, List<IndexedStep>> entry : added.entrySet()) {
      index.add(entry.getKey(), entry.getValue());
    }
  }

  /** The steps of a segment that can be found. */
  static List<IndexedStep> indexed(List<StepRow> steps) {
    List<IndexedStep> indexed = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      if (!SessionAggregate.isEnd(steps.get(i))) {
        indexed.add(indexed(i, steps.get(i)));
      }
    }
    return indexed;
  }

  private static IndexedStep indexed(int ordinal, StepRow step) {
    return new IndexedStep(ordinal, Instants.toNanos(step.startedAt()), step);
  }
}
