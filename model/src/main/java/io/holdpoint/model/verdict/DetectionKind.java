// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import java.util.Locale;

/** The family of misbehaviour a rule looks for. */
public enum DetectionKind {
  CHAIN,
  LOOP,
  DRIFT,
  INJECTION,
  /** A server changed what it offers, or hides text in it. */
  TOOL;

  /** The word used in files, attributes and pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
