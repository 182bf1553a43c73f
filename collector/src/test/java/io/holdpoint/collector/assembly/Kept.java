// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps of each step what was told last, as a store does. */
final class Kept implements Outlet {

  private final Map<String, StepRow> rows = new TreeMap<>();
  private final List<Step.Observed> observed = new ArrayList<>();
  private final Map<String, Long> skews = new TreeMap<>();
  private final List<Mismatch> mismatches = new ArrayList<>();
  private int joins;

  @Override
  public void row(StepRow row) {
    rows.put(row.id().toString(), row);
  }

  @Override
  public void observed(String tenant, Step.Observed step) {
    observed.add(step);
  }

  @Override
  public void joined(String source, JoinWay way) {
    joins++;
  }

  @Override
  public void mismatched(String source, Mismatch mismatch) {
    mismatches.add(mismatch);
  }

  @Override
  public void skew(String source, long millis) {
    skews.put(source, millis);
  }

  /** The steps that are listed. */
  List<StepRow> listed() {
    return rows.values().stream().filter(row -> !row.isMark()).toList();
  }

  StepRow row(StepId id) {
    StepRow row = rows.get(id.toString());
    if (row == null) {
      throw new AssertionError("step " + id + ": got none (expected: one that was told on)");
    }
    return row;
  }

  boolean lists(StepId id) {
    return listed().stream().anyMatch(row -> row.id().equals(id));
  }

  List<Step.Observed> observed() {
    return observed;
  }

  List<Mismatch> mismatches() {
    return mismatches;
  }

  long skew(String source) {
    return skews.getOrDefault(source, 0L);
  }

  int joins() {
    return joins;
  }
}
