// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.approval;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.Payload;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * @param groups the operator's groups
   */
  record Spoken(String by, String reason, Instant at, Set<String> groups) {

    /** The word of somebody in no group. */
    public Spoken(String by, String reason, Instant at) {
      this(by, reason, at, Set.of());
    }

    public Spoken {
      requireNonNull(by, "by");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
      groups = Set.copyOf(groups);
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
   * @param edit what a person changed of its arguments, or null if it goes as it came
   */
  record Once(Spoken spoken, Instant until, @Nullable Edit edit) implements ApprovalWord {

    /** It goes as it came. */
    public Once(Spoken spoken, Instant until) {
      this(spoken, until, null);
    }

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

  /**
   * What a person changed of the arguments of a call.
   *
   * @param change a JSON merge patch (RFC 7396) over the arguments, in a form only the gateway
   *     reads
   * @param shown digest and masked view of that patch
   */
  record Edit(String change, Payload shown) {
    public Edit {
      requireNonNull(change, "change");
      requireNonNull(shown, "shown");
    }

    /** True if both change the same. */
    public boolean isSame(@Nullable Edit other) {
      return other != null && shown.digest().equals(other.shown.digest());
    }
  }

  /** What was changed of the call's arguments, or null. */
  default @Nullable Edit edit() {
    return null;
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
