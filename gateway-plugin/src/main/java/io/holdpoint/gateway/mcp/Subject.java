// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.StepKind;

/** What a request is about. */
public sealed interface Subject {

  /**
   * Something that is judged before it leaves.
   *
   * @param kind what kind of step
   * @param tool the tool's name, or the method where it is no tool call
   * @param arguments JSON text, empty if none
   */
  record Judged(StepKind kind, String tool, String arguments) implements Subject {
    public Judged {
      requireNonNull(kind, "kind");
      requireNonNull(tool, "tool");
      requireNonNull(arguments, "arguments");
    }
  }

  /** The first word of a client; its answer may give out a session id. */
  record Opening() implements Subject {}

  /** A list of tools, of which the answer is remembered. */
  record Listing() implements Subject {}

  /**
   * Any other request.
   *
   * @param safe true if sending it twice does no harm
   */
  record Relayed(boolean safe) implements Subject {}

  /**
   * A word about a task of the gateway's own.
   *
   * @param verb what is asked
   * @param task names it
   */
  record Task(TaskVerb verb, String task) implements Subject {
    public Task {
      requireNonNull(verb, "verb");
      requireNonNull(task, "task");
    }
  }

  /** What can be asked of a task. */
  enum TaskVerb {
    GET,
    UPDATE,
    CANCEL
  }

  /** A notification: nobody waits for an answer. */
  record Notice() implements Subject {}

  /** A client's answer to what a server asked. */
  record Answer() implements Subject {}

  /** A stream of what a server has to say. */
  record Listening() implements Subject {}

  /** The end of a session. */
  record Ending() implements Subject {}
}
