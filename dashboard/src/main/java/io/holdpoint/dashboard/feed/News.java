// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.feed;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.List;

/**
 * What came in since it was last taken out, up to a limit: whoever brings news never waits. Safe
 * for use by many threads.
 */
final class News {

  /**
   * What came in.
   *
   * @param steps in order
   * @param detections in order
   * @param signals in order
   * @param approvals in order, as they stood
   * @param lost true if there was more than could be kept
   */
  record Batch(
      List<StepRow> steps,
      List<DetectionRow> detections,
      List<Published> signals,
      List<Approval> approvals,
      boolean lost) {

    boolean isEmpty() {
      return steps.isEmpty()
          && detections.isEmpty()
          && signals.isEmpty()
          && approvals.isEmpty()
          && !lost;
    }
  }

  private final int limit;
  private List<StepRow> steps = new ArrayList<>();
  private List<DetectionRow> detections = new ArrayList<>();
  private List<Published> signals = new ArrayList<>();
  private List<Approval> approvals = new ArrayList<>();
  private boolean lost;

  News(int limit) {
    this.limit = limit;
  }

  synchronized void add(List<StepRow> moreSteps, List<DetectionRow> moreDetections) {
    keep(steps, moreSteps);
    keep(detections, moreDetections);
  }

  synchronized void add(Published signal) {
    keep(signals, List.of(signal));
  }

  synchronized void add(Approval approval) {
    keep(approvals, List.of(approval));
  }

  synchronized Batch take() {
    Batch batch = new Batch(steps, detections, signals, approvals, lost);
    steps = new ArrayList<>();
    detections = new ArrayList<>();
    signals = new ArrayList<>();
    approvals = new ArrayList<>();
    lost = false;
    return batch;
  }

  private <T> void keep(List<T> kept, List<T> more) {
    if (kept.size() + more.size() > limit) {
      lost = true;
    } else {
      kept.addAll(more);
    }
  }
}
