// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.call;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.util.Comparator;

/**
 * What is kept of an attempt: no payload, so that a window of calls stays small.
 *
 * @param id names the step
 * @param session whose step it is
 * @param kind what kind of step
 * @param tool what was called
 * @param toolName its qualified name
 * @param arguments digest of the arguments
 * @param argumentsSize their size in bytes
 * @param at engine time in milliseconds since 1970
 * @param sequence orders the calls of one shard by arrival
 * @param likeness equal for calls that repeat each other, and seldom for others
 */
public record Call(
    StepId id,
    Session session,
    StepKind kind,
    ToolRef tool,
    String toolName,
    Digest arguments,
    int argumentsSize,
    long at,
    long sequence,
    int likeness) {
  /** By arrival; calls of different shards by time, then by step. */
  public static final Comparator<Call> ARRIVAL = Call::compare;

  public Call {
    requireNonNull(id, "id");
    requireNonNull(session, "session");
    requireNonNull(kind, "kind");
    requireNonNull(tool, "tool");
    requireNonNull(toolName, "toolName");
    requireNonNull(arguments, "arguments");
  }

  /** What is kept of {@code attempt}. */
  public static Call of(Step.Attempted attempt, Names names, long at, long sequence) {
    String toolName = names.same(attempt.tool().qualifiedName());
    return new Call(
        attempt.id(),
        attempt.session(),
        attempt.kind(),
        attempt.tool(),
        toolName,
        attempt.arguments().digest(),
        attempt.arguments().sizeBytes(),
        at,
        sequence,
        likeness(toolName, attempt.arguments().digest()));
  }

  /** True if the other call has the same tool and the same arguments. */
  public boolean repeats(Call other) {
    return likeness == other.likeness
        && arguments.equals(other.arguments)
        && toolName.equals(other.toolName);
  }

  private static int compare(Call a, Call b) {
    int byTime = Long.compare(a.at, b.at);
    int byArrival = byTime != 0 ? byTime : Long.compare(a.sequence, b.sequence);
    if (byArrival != 0) {
      return byArrival;
    }
    int byStep = a.id.toString().compareTo(b.id.toString());
    return byStep != 0 ? byStep : a.toolName.compareTo(b.toolName);
  }

  private static int likeness(String toolName, Digest arguments) {
    return 31 * arguments.hashCode() + toolName.hashCode();
  }
}
