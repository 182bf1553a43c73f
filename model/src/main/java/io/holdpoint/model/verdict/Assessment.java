// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.signal.Signal;
import java.util.List;

/**
 * What the monitor makes of a step.
 *
 * @param decision the verdict on an attempt; on a completion always a permit
 * @param detections rules that matched, possibly none
 * @param signals containment the rules ask for; the caller publishes them, and acts on the decision
 *     only once they are durable
 * @param risk the session's risk after this step, 0 to 100
 */
public record Assessment(
    Decision decision, List<Detection> detections, List<Signal> signals, int risk) {

  public Assessment {
    requireNonNull(decision, "decision");
    detections = List.copyOf(detections);
    signals = List.copyOf(signals);
    if (risk < 0 || risk > 100) {
      throw new IllegalArgumentException("risk: got " + risk + " (expected: 0 to 100)");
    }
  }
}
