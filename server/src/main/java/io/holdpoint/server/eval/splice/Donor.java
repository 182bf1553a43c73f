// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import java.util.Locale;

/** Where a session goes on with somebody else's calls, if at all. */
public enum Donor {
  /** Nothing is spliced: every alarm is false. */
  NONE,
  /** Another model's session of the same task: the control, there is little to find. */
  SAME_TASK,
  /** A session of another task of the same agent, with the same tools. */
  OTHER_TASK,
  /** A session of another agent, with other tools. */
  OTHER_AGENT,
  /** A recorded injection that succeeded: its own calls from the first bad one on. */
  INJECTION;

  /** The word in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
