// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

/** A deployed rule failed on an event. */
public final class RuleFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  RuleFailure(String rule, Throwable cause) {
    super("rule " + rule + ": failed on an event", cause);
    this.rule = rule;
  }

  /** The rule's id. */
  public String rule() {
    return rule;
  }
}
