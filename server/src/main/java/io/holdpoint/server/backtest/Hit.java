// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Mode;

/**
 * A rule matched in a replay.
 *
 * @param rule its id
 * @param action what it asks for
 * @param mode whether that is carried out
 * @param session in which session
 * @param agent of which agent
 * @param call at which call of the session, from 1; 0 if it was no call
 * @param beforeItLeft true if the call had not left yet
 */
public record Hit(
    String rule,
    Action action,
    Mode mode,
    String session,
    String agent,
    int call,
    boolean beforeItLeft) {

  public Hit {
    requireNonNull(rule, "rule");
    requireNonNull(action, "action");
    requireNonNull(mode, "mode");
    requireNonNull(session, "session");
    requireNonNull(agent, "agent");
  }

  /** True if the call would have been held or denied, were the rule enforced. */
  public boolean wouldBlock() {
    return beforeItLeft && action != Action.ALERT;
  }

  /** True if the session would have been stopped there at the latest, were the rule enforced. */
  public boolean wouldContain() {
    return action.compareTo(Action.PAUSE) >= 0;
  }
}
