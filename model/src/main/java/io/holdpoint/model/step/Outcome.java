// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.step;

import static java.util.Objects.requireNonNull;

/** How an attempt ended. */
public sealed interface Outcome {

  /** The upstream answered with a result that is no error. */
  record Succeeded() implements Outcome {}

  /** The upstream answered with a result marked {@code isError}. */
  record ToolError() implements Outcome {}

  /**
   * The upstream answered with a protocol error.
   *
   * @param code the JSON-RPC error code, or the HTTP status where there was no JSON-RPC answer
   */
  record ProtocolError(int code) implements Outcome {}

  /** The attempt was never sent. */
  record Refused() implements Outcome {}

  /** Sent, but no answer came within the limit: what the upstream did is not known. */
  record TimedOut() implements Outcome {}

  /**
   * Sent, and the answer was lost: what the upstream did is not known.
   *
   * @param why for example {@code caller left}
   */
  record Unknown(String why) implements Outcome {
    public Unknown {
      requireNonNull(why, "why");
    }
  }

  /** The word used in attributes, stores and pages. */
  default String word() {
    return switch (this) {
      case Succeeded s -> "succeeded";
      case ToolError e -> "tool-error";
      case ProtocolError e -> "protocol-error";
      case Refused r -> "refused";
      case TimedOut t -> "timed-out";
      case Unknown u -> "unknown";
    };
  }
}
