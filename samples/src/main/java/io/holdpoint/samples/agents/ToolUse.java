// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import static java.util.Objects.requireNonNull;

/**
 * One call an agent made.
 *
 * @param run the run it belongs to
 * @param server the server asked
 * @param tool the tool asked for
 * @param subject the argument worth telling a person of
 * @param answer what came back
 */
public record ToolUse(String run, String server, String tool, String subject, Answer answer) {

  public ToolUse {
    requireNonNull(run, "run");
    requireNonNull(server, "server");
    requireNonNull(tool, "tool");
    requireNonNull(subject, "subject");
    requireNonNull(answer, "answer");
  }

  /** What an agent gets back from a call. */
  public sealed interface Answer {

    /** What a person reads, in one line. */
    String text();

    /** The tool did it. */
    record Done(String text) implements Answer {}

    /** A result marked as error: the tool failed, or somebody on the way refused. */
    record Refused(String text) implements Answer {}

    /** No result at all: held past the agent's patience, or the connection was refused. */
    record NoAnswer(String text) implements Answer {}
  }

  /** Whether the tool did what it was asked. */
  public boolean done() {
    return answer instanceof Answer.Done;
  }
}
