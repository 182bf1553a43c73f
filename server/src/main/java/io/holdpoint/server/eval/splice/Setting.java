// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import java.util.Locale;

/** What the engine is told, and what it has seen before. */
public enum Setting {
  /** Sessions are not declared; clean sessions of the same tasks were learnt from. */
  UNDECLARED,
  /** Their hosts declare each session's task; clean sessions of the same tasks were learnt from. */
  DECLARED,
  /** Declared, but nothing was learnt from any session of the task at hand. */
  UNSEEN_TASK;

  /** The word in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean declares() {
    return this != UNDECLARED;
  }
}
