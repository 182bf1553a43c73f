// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

import static java.util.Objects.requireNonNull;

/**
 * What telemetry tells of a step beyond what every step has: which dialect it was read in, what
 * joins it to other views of the same call, and what it cost.
 *
 * @param dialect the dialect's word, such as {@code openinference}; empty for a gateway's own steps
 * @param callId the tool call's id as the model gave it, empty if not told
 * @param model the model that answered, else the one asked for; empty if none
 * @param provider whose model it is, empty if not told
 * @param counterpart the agent handed over to, or who decided; empty if neither
 * @param inputTokens cached ones included
 * @param outputTokens reasoning included
 * @param cachedTokens read from a cache
 * @param reasoningTokens spent on reasoning
 * @param messages how many messages a model was shown
 * @param costMicros in millionths of a US dollar, as told by the sender
 */
public record StepDetail(
    String dialect,
    String callId,
    String model,
    String provider,
    String counterpart,
    long inputTokens,
    long outputTokens,
    long cachedTokens,
    long reasoningTokens,
    int messages,
    long costMicros) {

  /** Nothing more is known. */
  public static final StepDetail NONE = new StepDetail("", "", "", "", "", 0, 0, 0, 0, 0, 0);

  public StepDetail {
    requireNonNull(dialect, "dialect");
    requireNonNull(callId, "callId");
    requireNonNull(model, "model");
    requireNonNull(provider, "provider");
    requireNonNull(counterpart, "counterpart");
    requirePositive(inputTokens, "inputTokens");
    requirePositive(outputTokens, "outputTokens");
    requirePositive(cachedTokens, "cachedTokens");
    requirePositive(reasoningTokens, "reasoningTokens");
    requirePositive(messages, "messages");
    requirePositive(costMicros, "costMicros");
  }

  private static void requirePositive(long value, String what) {
    if (value < 0) {
      throw new IllegalArgumentException(what + ": got " + value + " (expected: >= 0)");
    }
  }
}
