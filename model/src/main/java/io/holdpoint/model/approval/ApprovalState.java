// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.approval;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.StepId;
import java.time.Instant;

/** Where a held call stands with the people it waits for. */
public sealed interface ApprovalState {

  /** Nobody has spoken. */
  record Pending() implements ApprovalState {}

  /**
   * A person approved, and the grant can still be used.
   *
   * @param said what was said: for once, or for the session
   * @param until when the grant ends
   * @param uses how many calls went by it so far
   */
  record Granted(ApprovalWord said, Instant until, int uses) implements ApprovalState {
    public Granted {
      requireNonNull(said, "said");
      requireNonNull(until, "until");
    }
  }

  /**
   * The one call of the grant went.
   *
   * @param said what was said
   * @param step the call that went
   * @param at when
   */
  record Used(ApprovalWord said, StepId step, Instant at) implements ApprovalState {
    public Used {
      requireNonNull(said, "said");
      requireNonNull(step, "step");
      requireNonNull(at, "at");
    }
  }

  /**
   * A person refused.
   *
   * @param said what was said
   */
  record Denied(ApprovalWord.Deny said) implements ApprovalState {
    public Denied {
      requireNonNull(said, "said");
    }
  }

  /**
   * It is over without that: nobody answered in time, the caller took it back, the session was
   * killed, or what a grant was given for has changed.
   *
   * @param why in words for people
   * @param at when
   */
  record Closed(String why, Instant at) implements ApprovalState {
    public Closed {
      requireNonNull(why, "why");
      requireNonNull(at, "at");
    }
  }

  /** The word used in files, on pages and by the command line. */
  default String word() {
    return switch (this) {
      case Pending pending -> "pending";
      case Granted granted -> "approved";
      case Used used -> "used";
      case Denied denied -> "denied";
      case Closed closed -> "closed";
    };
  }
}
