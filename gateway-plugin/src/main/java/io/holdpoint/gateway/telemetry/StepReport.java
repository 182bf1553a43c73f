// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import java.util.List;
import java.util.Set;

/**
 * All that is known of a step at its end.
 *
 * @param attempt what was asked for
 * @param wire how it came over the wire
 * @param decision what was decided
 * @param detections rules that matched on attempt or completion
 * @param risk the session's risk after the step, 0 to 100
 * @param outcome how it ended
 * @param result what came back
 * @param labels what the result carries
 */
public record StepReport(
    Step.Attempted attempt,
    WireFacts wire,
    Decision decision,
    List<Detection> detections,
    int risk,
    Outcome outcome,
    Payload result,
    Set<DataLabel> labels) {

  public StepReport {
    requireNonNull(attempt, "attempt");
    requireNonNull(wire, "wire");
    requireNonNull(decision, "decision");
    detections = List.copyOf(detections);
    requireNonNull(outcome, "outcome");
    requireNonNull(result, "result");
    labels = Set.copyOf(labels);
  }
}
