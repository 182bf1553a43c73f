// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import io.holdpoint.collector.assembly.Outlet;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.List;

/** Steps on their way into the store. */
final class Batch implements Outlet {

  /** A step the monitor has to be told of, and whose it is. */
  record Observation(String tenant, Step.Observed step) {}

  /** Beyond this many steps a batch is stored. */
  static final int FULL = 4096;

  private final SourceLedger ledger;
  private final List<StepRow> steps = new ArrayList<>();
  private final List<DetectionRow> detections = new ArrayList<>();
  private final List<Observation> observed = new ArrayList<>();

  Batch(SourceLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void row(StepRow row) {
    steps.add(row);
  }

  void addDetections(List<DetectionRow> more) {
    detections.addAll(more);
  }

  @Override
  public void observed(String tenant, Step.Observed step) {
    observed.add(new Observation(tenant, step));
  }

  @Override
  public void joined(String source, JoinWay way) {
    ledger.add(source, Count.JOINED, 1);
  }

  @Override
  public void mismatched(String source, Mismatch mismatch) {
    if (!source.isEmpty()) {
      ledger.add(source, Count.MISMATCHED, 1);
    }
  }

  @Override
  public void skew(String source, long millis) {
    ledger.skew(source, millis);
  }

  boolean isFull() {
    return steps.size() >= FULL;
  }

  boolean isEmpty() {
    return steps.isEmpty() && observed.isEmpty() && detections.isEmpty();
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

  /** The monitor was told of what it had to be told of, and this came of it. */
  void monitored(List<DetectionRow> found) {
    observed.clear();
    detections.addAll(found);
  }

  void clear() {
    steps.clear();
    detections.clear();
    observed.clear();
  }
}
