// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A session as listed, without its gate state: that is asked of the signal bus.
 *
 * @param facts of its newest step
 * @param steps how many steps are stored
 * @param denied how many of them were denied
 * @param detections how many detections
 * @param maxRisk the highest risk so far, 0 to 100
 * @param effects all effects of permitted calls so far
 * @param labels all labels of results so far
 * @param lastStep qualified name of the newest step
 * @param lastStepAt when that was
 * @param usage what its model calls took
 * @param trend its risk after steps, oldest first: after each one of the first few dozen, after
 *     every second, fourth and so on of longer sessions, and after the newest
 */
public record SessionRow(
    SessionFacts facts,
    int steps,
    int denied,
    int detections,
    int maxRisk,
    Set<Effect> effects,
    Set<DataLabel> labels,
    String lastStep,
    Instant lastStepAt,
    Usage usage,
    List<Integer> trend) {

  public SessionRow {
    requireNonNull(facts, "facts");
    effects = Set.copyOf(effects);
    labels = Set.copyOf(labels);
    requireNonNull(lastStep, "lastStep");
    requireNonNull(lastStepAt, "lastStepAt");
    requireNonNull(usage, "usage");
    trend = List.copyOf(trend);
  }
}
