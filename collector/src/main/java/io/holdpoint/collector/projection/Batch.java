// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import io.holdpoint.model.step.Step;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.List;

/** Steps on their way into the store. */
final class Batch {

  /** A step the monitor has to be told of, and whose it is. */
  record Observation(String tenant, Step.Observed step) {}

  /** Beyond this many steps a batch is stored. */
  static final int FULL = 4096;

  private final List<StepRow> steps = new ArrayList<>();
  private final List<DetectionRow> detections = new ArrayList<>();
  private final List<Observation> observed = new ArrayList<>();

  void add(StepRow row) {
    steps.add(row);
  }

  void addDetections(List<DetectionRow> more) {
    detections.addAll(more);
  }

  void addObserved(String tenant, Step.Observed step) {
    observed.add(new Observation(tenant, step));
  }

  boolean isFull() {
    return steps.size() >= FULL;
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  List<StepRow> steps() {
    return steps;
  }

  List<DetectionRow> detections() {
    return detections;
  }

  List<Observation> observed() {
    return observed;
  }

  void clear() {
    steps.clear();
    detections.clear();
    observed.clear();
  }
}
