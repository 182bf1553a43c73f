// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.StepListener;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts batches into the store and then tells the listeners. For one thread. */
final class StoreWriter {

  private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

  /** After so many failures in a row the batch is taken apart. */
  private static final int PATIENCE = 3;

  private final SessionStore store;
  private final List<StepListener> listeners;
  private final LongAdder stored = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private int failures;

  StoreWriter(SessionStore store, List<StepListener> listeners) {
    this.store = store;
    this.listeners = List.copyOf(listeners);
  }

  long stored() {
    return stored.sum();
  }

  /** Steps the store would not take while it took others. */
  long failed() {
    return failed.sum();
  }

  /**
   * Stores a batch.
   *
   * @throws RuntimeException if the store takes nothing at all; the caller tries again later
   */
  void write(List<StepRow> steps, List<DetectionRow> detections) {
    List<StepRow> taken = steps;
    try {
      store.append(steps, detections);
    } catch (RuntimeException e) {
      failures++;
      if (failures < PATIENCE || steps.size() < 2) {
        throw e;
      }
      taken = oneByOne(steps, e);
      store.append(List.of(), detections);
    }
    failures = 0;
    stored.add(taken.size());
    tell(taken, detections);
  }

  private List<StepRow> oneByOne(List<StepRow> steps, RuntimeException why) {
    List<StepRow> taken = new ArrayList<>();
    Map<StepId, RuntimeException> refused = new LinkedHashMap<>();
    for (StepRow step : steps) {
      try {
        store.append(List.of(step), List.of());
        taken.add(step);
      } catch (RuntimeException e) {
        refused.put(step.id(), e);
      }
    }
    if (taken.isEmpty()) {
      throw why; // not these steps are the trouble, but the store
    }
    refused.forEach((step, e) -> LOG.error("step {}: not stored", step, e));
    failed.add(refused.size());
    return taken;
  }

  /**
   * A listener that fails must not keep the others from hearing, nor the steps from being stored.
   */
  private void tell(List<StepRow> steps, List<DetectionRow> detections) {
    for (StepListener listener : listeners) {
      try {
        listener.stored(steps, detections);
      } catch (RuntimeException e) {
        LOG.error("step listener {}: failed", listener.getClass().getName(), e);
      }
    }
  }
}
