// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.collector.search.IndexedStep;
import io.holdpoint.collector.search.StepIndex;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a transaction changed of the index of steps: put there once the transaction is committed,
 * since the database is what counts.
 */
final class IndexChanges {

  private final Map<Long, List<StepRow>> replaced = new LinkedHashMap<>();
  private final List<IndexedStep> added = new ArrayList<>();

  /** A segment has these steps now, and none of those it had. */
  void replaced(long segment, List<StepRow> steps) {
    replaced.put(segment, steps);
  }

  /** A step was put behind those of a segment. */
  void added(long segment, int ordinal, StepRow step) {
    if (!SessionAggregate.isEnd(step)) {
      added.add(indexed(segment, ordinal, step));
    }
  }

  void applyTo(StepIndex index) throws IOException {
    for (Map.Entry<Long, List<StepRow>> entry : replaced.entrySet()) {
      index.replace(entry.getKey(), indexed(entry.getKey(), entry.getValue()));
    }
    index.add(added);
  }

  /** The steps of a segment that can be found. */
  static List<IndexedStep> indexed(long segment, List<StepRow> steps) {
    List<IndexedStep> indexed = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      if (!SessionAggregate.isEnd(steps.get(i))) {
        indexed.add(indexed(segment, i, steps.get(i)));
      }
    }
    return indexed;
  }

  private static IndexedStep indexed(long segment, int ordinal, StepRow step) {
    return new IndexedStep(
        new IndexedStep.Place(Instants.toNanos(step.startedAt()), segment, ordinal), step);
  }
}
