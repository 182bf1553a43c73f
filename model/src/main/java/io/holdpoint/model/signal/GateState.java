// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.Effect;
import java.time.Instant;
import java.util.Set;

/** What the gate does with the calls of a session. */
public sealed interface GateState {

  /** Calls pass on to the judges. */
  record Active() implements GateState {}

  /**
   * Calls of other effects are refused.
   *
   * @param allowed the effects that pass
   * @param until when the restriction ends by itself
   * @param cause the signal behind it
   */
  record Restricted(Set<Effect> allowed, Instant until, Signal cause) implements GateState {
    public Restricted {
      allowed = Set.copyOf(allowed);
      requireNonNull(until, "until");
      requireNonNull(cause, "cause");
    }
  }

  /**
   * Calls wait.
   *
   * @param cause the signal behind it
   */
  record Paused(Signal cause) implements GateState {
    public Paused {
      requireNonNull(cause, "cause");
    }
  }

  /**
   * Calls are refused.
   *
   * @param cause the signal behind it
   */
  record Killed(Signal cause) implements GateState {
    public Killed {
      requireNonNull(cause, "cause");
    }
  }

  /** The word used in attributes, stores and pages. */
  default String word() {
    return switch (this) {
      case Active a -> "active";
      case Restricted r -> "restricted";
      case Paused p -> "paused";
      case Killed k -> "killed";
    };
  }
}
