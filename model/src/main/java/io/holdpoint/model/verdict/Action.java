// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import java.util.Locale;

/** What a rule asks for when it matches, weakest first. */
public enum Action {
  ALERT,
  HOLD,
  DENY,
  PAUSE,
  KILL;

  /** The word used in files, attributes and pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
