// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.context;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model call and what it was given, against the call of the same agent to the same model before
 * it. What telemetry does not tell is null.
 *
 * @param step its id
 * @param session in which it is stored
 * @param place its number there, from 1
 * @param within id of the hand-off in which it happened, empty for the outermost agent
 * @param model as told
 * @param grade how well it is attested
 * @param at when it began, by the clock of whoever told it
 * @param inputTokens cached ones included
 * @param grownTokens by how many more than the call before; negative if fewer, null for the first
 * @param messages how many it was shown
 * @param addedMessages by how many more than the call before; negative if fewer, null for the first
 * @param results how many results reached the agent since the call before
 * @param resultBytes how large they were
 * @param memory what was read from and written to memory since then
 * @param fell {@code messages} or {@code tokens} if it was given fewer of them than the call before
 *     (the older ones were cut or summed up, or another conversation began), else empty
 */
public record ContextCall(
    String step,
    String session,
    int place,
    String within,
    String model,
    String grade,
    Instant at,
    @Nullable Long inputTokens,
    @Nullable Long grownTokens,
    @Nullable Integer messages,
    @Nullable Integer addedMessages,
    int results,
    long resultBytes,
    Memory memory,
    String fell) {

  public ContextCall {
    requireNonNull(step, "step");
    requireNonNull(session, "session");
    requireNonNull(within, "within");
    requireNonNull(model, "model");
    requireNonNull(grade, "grade");
    requireNonNull(at, "at");
    requireNonNull(memory, "memory");
    requireNonNull(fell, "fell");
  }

  /**
   * Memory touched between two calls.
   *
   * @param reads how often it was read
   * @param writes how often it was written
   * @param steps ids of the first of these steps, in order
   */
  public record Memory(int reads, int writes, List<String> steps) {

    public Memory {
      steps = List.copyOf(steps);
    }
  }
}
