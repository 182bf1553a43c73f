// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import java.util.Locale;

/** What kept a call from leaving. */
public enum Stop {
  NONE,
  /** It waits for a person's word on it. */
  HOLD,
  DENY,
  /** Its session only reads for now. */
  RESTRICT,
  /** Its session waits. */
  PAUSE,
  KILL;

  /** True if the call did not leave. */
  public boolean isStop() {
    return this != NONE;
  }

  /** True if no person's single word lets the call leave. */
  public boolean isHard() {
    return this != NONE && this != HOLD;
  }

  /** The word used in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
