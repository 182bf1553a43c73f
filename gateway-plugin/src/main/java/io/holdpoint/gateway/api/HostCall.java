// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.session.HostSession;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.StepKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a host asks or tells. The same call twice is the same call: a step is known by its session
 * and by the id its host gave it.
 */
public sealed interface HostCall {

  /** Whose step it is. */
  HostSession session();

  /** The host's id of the step, unique within its session and host. */
  String step();

  /**
   * A step that has not happened yet.
   *
   * @param kind what kind of step
   * @param upstream the configured name of the server, or the host's word for its own tools
   * @param tool the tool's name
   * @param arguments as JSON text, empty if none
   * @param traceparent W3C trace context, empty if there is none
   * @param patience how long the host waits for a person before it is told to ask again
   */
  record Attempt(
      HostSession session,
      String step,
      StepKind kind,
      String upstream,
      String tool,
      String arguments,
      String traceparent,
      Duration patience)
      implements HostCall {
    public Attempt {
      requireNonNull(session, "session");
      requireStep(step);
      requireNonNull(kind, "kind");
      requireNonNull(upstream, "upstream");
      requireNonNull(tool, "tool");
      requireNonNull(arguments, "arguments");
      requireNonNull(traceparent, "traceparent");
      requireNonNull(patience, "patience");
    }
  }

  /**
   * How a step ended, before anybody reads its result.
   *
   * @param outcome how it ended
   * @param result as JSON text, empty if there is none
   * @param attempt what had been asked for, where the host can tell it again; it is judged late if
   *     the step is not known here, so that what the result carries is known all the same
   */
  record Completion(
      HostSession session, String step, Outcome outcome, String result, @Nullable Attempt attempt)
      implements HostCall {
    public Completion {
      requireNonNull(session, "session");
      requireStep(step);
      requireNonNull(outcome, "outcome");
      requireNonNull(result, "result");
    }
  }

  /**
   * Something that was said.
   *
   * @param speaker who said it
   * @param text what was said, as plain text
   */
  record Said(HostSession session, String step, Speaker speaker, String text) implements HostCall {
    public Said {
      requireNonNull(session, "session");
      requireStep(step);
      requireNonNull(speaker, "speaker");
      requireNonNull(text, "text");
    }
  }

  /** Who says something to whom it concerns. */
  enum Speaker {
    /** The person the agent works for. */
    USER,
    /** The agent's model. */
    MODEL;

    StepKind kind() {
      return this == USER ? StepKind.USER_MESSAGE : StepKind.MODEL_CALL;
    }
  }

  private static void requireStep(String step) {
    if (step.isEmpty()) {
      throw new IllegalArgumentException("step: got \"\" (expected: the host's id of the step)");
    }
  }
}
