// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.approval;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What a person said about a held call. */
public sealed interface ApprovalWord {

  /** Who said it, why and when. */
  Spoken spoken();

  /**
   * What every word carries.
   *
   * @param by the operator's name
   * @param reason why, in the operator's words
   * @param at when
   */
  record Spoken(String by, String reason, Instant at) {
    public Spoken {
      requireNonNull(by, "by");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
      if (by.isBlank() || reason.isBlank()) {
        throw new IllegalArgumentException(
            "approval: got no name or no reason (expected: both, as non-blank texts)");
      }
    }
  }

  /**
   * The call may go once.
   *
   * @param until after which an identical retry is held again
   */
  record Once(Spoken spoken, Instant until) implements ApprovalWord {
    public Once {
      requireNonNull(spoken, "spoken");
      requireNonNull(until, "until");
    }
  }

  /**
   * Calls of this session to the same tool and destination may go, as long as nothing about them
   * changes.
   *
   * @param until after which they are held again
   */
  record ForSession(Spoken spoken, Instant until) implements ApprovalWord {
    public ForSession {
      requireNonNull(spoken, "spoken");
      requireNonNull(until, "until");
    }
  }

  /** The call may not go. */
  record Deny(Spoken spoken) implements ApprovalWord {
    public Deny {
      requireNonNull(spoken, "spoken");
    }
  }

  /** The word used in files, on pages and by the command line. */
  default String word() {
    return switch (this) {
      case Once once -> "once";
      case ForSession session -> "session";
      case Deny deny -> "deny";
    };
  }
}
