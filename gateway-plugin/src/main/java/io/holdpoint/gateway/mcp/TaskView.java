// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A task of the gateway's own, as its caller may know it.
 *
 * @param id names it
 * @param status where it stands
 * @param message for people
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 * @param keptFor for how long after it was made it can be asked for
 * @param pollEvery how often to ask
 */
public record TaskView(
    String id,
    Status status,
    String message,
    Instant createdAt,
    Instant updatedAt,
    Duration keptFor,
    Duration pollEvery) {

  /** Begins the name of every task of the gateway's own. */
  public static final String PREFIX = "holdpoint-";

  public TaskView {
    requireNonNull(id, "id");
    requireNonNull(message, "message");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(updatedAt, "updatedAt");
    requireNonNull(keptFor, "keptFor");
    requireNonNull(pollEvery, "pollEvery");
  }

  /** Where a task stands. */
  public sealed interface Status {

    /** It waits, or runs. */
    record Working() implements Status {}

    /**
     * It has its answer.
     *
     * @param result as JSON text
     */
    record Completed(String result) implements Status {
      public Completed {
        requireNonNull(result, "result");
      }
    }

    /**
     * It has an error for an answer.
     *
     * @param error as JSON text
     */
    record Failed(String error) implements Status {
      public Failed {
        requireNonNull(error, "error");
      }
    }

    /** Its caller took it back, or it was never run. */
    record Cancelled() implements Status {}
  }
}
