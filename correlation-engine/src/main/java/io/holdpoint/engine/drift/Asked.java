// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

/** Whether a call has to do with what the session was declared to do. */
public enum Asked {
  /** The session was not declared, or its task has no words to compare with. */
  UNKNOWN,
  /** The tool or an argument is something the task speaks of. */
  YES,
  /** Nothing of the call is. */
  NO
}
