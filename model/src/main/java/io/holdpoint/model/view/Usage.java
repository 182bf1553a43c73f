// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

/**
 * What the model calls of a session took together, as far as telemetry tells. A gateway sees no
 * model calls.
 *
 * @param inputTokens cached ones included
 * @param outputTokens reasoning included
 * @param costMicros in millionths of a US dollar, as told by senders
 */
public record Usage(long inputTokens, long outputTokens, long costMicros) {

  /** Nothing was told. */
  public static final Usage NONE = new Usage(0, 0, 0);

  /** With what one more step took. */
  public Usage plus(StepDetail step) {
    return new Usage(
        inputTokens + step.inputTokens(),
        outputTokens + step.outputTokens(),
        costMicros + step.costMicros());
  }

  /** Without what a step took. */
  public Usage minus(StepDetail step) {
    return new Usage(
        inputTokens - step.inputTokens(),
        outputTokens - step.outputTokens(),
        costMicros - step.costMicros());
  }
}
