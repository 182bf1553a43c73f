// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.Effect;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * @param scope how far it reaches
   * @param until when it ends by itself, or null if only another order ends it
   */
  record Header(
      String ref,
      Target target,
      Author author,
      String reason,
      Instant at,
      Scope scope,
      @Nullable Instant until) {

    /** One that reaches a session and has no end. */
    public Header(String ref, Target target, Author author, String reason, Instant at) {
      this(ref, target, author, reason, at, Scope.SESSION, null);
    }

    public Header {
      requireNonNull(ref, "ref");
      requireNonNull(target, "target");
      requireNonNull(author, "author");
      requireNonNull(reason, "reason");
      requireNonNull(at, "at");
      if (reason.isBlank()) {
        throw new IllegalArgumentException("reason: got \"\" (expected: a non-blank text)");
      }
      requireNonNull(scope, "scope");
      if (scope == Scope.PRINCIPAL && target.principal() == null) {
        throw new IllegalArgumentException(
            "scope: got principal for a target without one (expected: a target that names it)");
      }
      if (scope != Scope.ALL && target.equals(Target.EVERYBODY)) {
        throw new IllegalArgumentException(
            "scope: got " + scope.word() + " for everybody (expected: all)");
      }
      if (until != null && !until.isAfter(at)) {
        throw new IllegalArgumentException(
            "until: got " + until + " (expected: a time after " + at + ")");
      }
    }
  }

  /** Later calls wait until resumed. */
  record Pause(Header header) implements Signal {}

  /**
   * Later calls go on with these effects only.
   *
   * @param allowed the effects that pass
   */
  record Restrict(Header header, Set<Effect> allowed) implements Signal {
    public Restrict {
      requireNonNull(header, "header");
      allowed = Set.copyOf(allowed);
    }
  }

  /** Ends a pause or a restriction of the same scope. */
  record Resume(Header header) implements Signal {}

  /**
   * The call in flight and all later ones of the session and its tree are refused, for good. With a
   * wide scope everything else in it is refused too until it is released: a quarantine, and with
   * everybody in it a stop of all.
   */
  record Kill(Header header) implements Signal {
    public Kill {
      if (header.until() != null) {
        throw new IllegalArgumentException(
            "until: got " + header.until() + " (expected: none, only a release ends a kill)");
      }
    }
  }

  /**
   * New sessions of the floor may begin again, without the taint of old ones; what was stopped in
   * this order's scope goes on. Sessions that were killed stay killed.
   */
  record Release(Header header) implements Signal {}

  /** The word used in files, attributes and pages. */
  default String word() {
    return switch (this) {
      case Pause p -> "pause";
      case Restrict r -> "restrict";
      case Resume r -> "resume";
      case Kill k -> "kill";
      case Release r -> "release";
    };
  }
}
