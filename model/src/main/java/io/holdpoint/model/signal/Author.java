// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.verdict.RuleRef;
import org.jspecify.annotations.Nullable;

/** Who is behind a signal: there is always a human or a rule. */
public sealed interface Author {

  /**
   * A person.
   *
   * @param name the operator's name
   * @param second who else wanted it, as orders of a wide scope need; null if nobody was named
   */
  record Operator(String name, @Nullable String second) implements Author {
    /** One person alone. */
    public Operator(String name) {
      this(name, null);
    }

    public Operator {
      requireNonNull(name, "name");
      if (name.equals(second)) {
        throw new IllegalArgumentException(
            "second: got \"" + second + "\" (expected: somebody else than the first)");
      }
    }
  }

  /**
   * A rule.
   *
   * @param rule the rule and its version
   * @param detection the id of the detection that asked for it
   */
  record ByRule(RuleRef rule, String detection) implements Author {
    public ByRule {
      requireNonNull(rule, "rule");
      requireNonNull(detection, "detection");
    }
  }

  /** What a person reads: the operator's name, or the rule. */
  default String label() {
    return switch (this) {
      case Operator o -> o.second() == null ? o.name() : o.name() + " with " + o.second();
      case ByRule r -> "rule " + r.rule();
    };
  }
}
