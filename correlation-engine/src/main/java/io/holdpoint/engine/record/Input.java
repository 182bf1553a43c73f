// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Instant;
import java.util.List;

/** One thing the engine is told. All of them, in order, decide everything it says. */
public sealed interface Input {

  /**
   * An attempt to be judged.
   *
   * @param text its arguments in the clear, empty if unknown
   */
  record Attempt(Step.Attempted step, String text) implements Input {
    public Attempt {
      requireNonNull(step, "step");
      requireNonNull(text, "text");
    }

    /** Never what it says. */
    @Override
    public String toString() {
      return "Attempt[" + step.id() + "]";
    }
  }

  /**
   * How an attempt ended.
   *
   * @param text its result in the clear, empty if unknown
   */
  record Completion(Step.Completed step, String text) implements Input {
    public Completion {
      requireNonNull(step, "step");
      requireNonNull(text, "text");
    }

    /** Never what it says. */
    @Override
    public String toString() {
      return "Completion[" + step.id() + "]";
    }
  }

  /**
   * What telemetry or a host told.
   *
   * @param text what was said in the clear, empty if unknown
   */
  record Observation(Step.Observed step, String text) implements Input {
    public Observation {
      requireNonNull(step, "step");
      requireNonNull(text, "text");
    }

    /** Never what it says. */
    @Override
    public String toString() {
      return "Observation[" + step.id() + "]";
    }
  }

  /** A session is over. */
  record Ended(Session session, Instant at) implements Input {
    public Ended {
      requireNonNull(session, "session");
      requireNonNull(at, "at");
    }
  }

  /** A signal became durable. */
  record Applied(Published published) implements Input {
    public Applied {
      requireNonNull(published, "published");
    }
  }

  /** The engine's own rules asked for containment, which stands from then on. */
  record Latched(Signal signal) implements Input {
    public Latched {
      requireNonNull(signal, "signal");
    }
  }

  /** Two sessions turned out to be one. */
  record Joined(SessionId one, SessionId other, Instant at) implements Input {
    public Joined {
      requireNonNull(one, "one");
      requireNonNull(other, "other");
      requireNonNull(at, "at");
    }
  }

  /** From now on these rules judge. */
  record Rules(List<RuleRef> rules, Instant at) implements Input {
    public Rules {
      rules = List.copyOf(rules);
      requireNonNull(at, "at");
    }
  }
}
