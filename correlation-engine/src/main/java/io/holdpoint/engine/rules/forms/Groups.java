// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import java.time.Duration;
import java.util.List;

/** How EPL groups events by scope, and gives up groups whose time is over. */
final class Groups {
  private static final int SWEEP_SECONDS = 60;

  private Groups() {}

  /** Groups that nothing was added to for longer than the time limit cannot matter any more. */
  static String hint(Scope scope, Duration within) {
    long aged = within.toSeconds() + SWEEP_SECONDS;
    return scope.columns().isEmpty()
        ? ""
        : "@Hint('reclaim_group_aged=" + aged + ",reclaim_group_freq=" + SWEEP_SECONDS + "')\n";
  }

  static String by(List<String> keys) {
    return keys.isEmpty() ? "" : "\ngroup by " + String.join(", ", keys);
  }
}
