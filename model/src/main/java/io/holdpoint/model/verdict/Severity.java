// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import java.util.Locale;

/** How bad a detection is. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** The word used in files, attributes and pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
