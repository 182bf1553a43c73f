// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import java.util.Locale;

/** Whether a rule's action is carried out. */
public enum Mode {
  OFF,
  /** Matches are recorded and shown, nothing is done. */
  SHADOW,
  ENFORCE;

  /** The word used in files, attributes and pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
