// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.verdict.RuleRef;

/** Who is behind a signal: there is always a human or a rule. */
public sealed interface Author {

  /**
   * A person.
   *
   * @param name the operator's name
   */
  record Operator(String name) implements Author {
    public Operator {
      requireNonNull(name, "name");
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
      case Operator o -> o.name();
      case ByRule r -> "rule " + r.rule();
    };
  }
}
