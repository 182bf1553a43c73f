// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** A containment order. It takes effect once it is durable, and never before. */
public sealed interface Signal {

  /** Who gave it, to whom, why, when, under which reference. */
  Header header();

  /**
   * What every signal carries.
   *
   * @param ref short reference shown to agent and operator alike, for example {@code K-7F3A91C2}
   * @param target whom it is for
   * @param author who is behind it
   * @param reason why, in the author's words
   * @param at when it was given
   */
  record Header(String ref, Target target, Author author, String reason, Instant at) {
    public Header {
      requireNonNull(ref, "ref");
      requireNonNull(target, "target");
      requireNonNull(author, "author");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
      if (reason.isBlank()) {
        throw new IllegalArgumentException("reason: got \"\" (expected: a non-blank text)");
      }
    }
  }

  /** Later calls wait until resumed. */
  record Pause(Header header) implements Signal {}

  /** Ends a pause. */
  record Resume(Header header) implements Signal {}

  /** The call in flight and all later ones are refused, for good. */
  record Kill(Header header) implements Signal {}

  /**
   * New sessions of the floor may begin again, without the taint of old ones. What was killed stays
   * killed.
   */
  record Release(Header header) implements Signal {}

  /** The word used in files, attributes and pages. */
  default String word() {
    return switch (this) {
      case Pause p -> "pause";
      case Resume r -> "resume";
      case Kill k -> "kill";
      case Release r -> "release";
    };
  }
}
