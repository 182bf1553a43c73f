// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import java.util.List;
import java.util.Locale;

/** Whose events belong together, narrowest first. */
public enum Scope {
  /** One session. */
  SESSION("session"),
  /** A session and all it delegated to. */
  TREE("root"),
  /** All sessions of one credential. */
  AGENT("floor"),
  /** All credentials of one authenticated subject. */
  PRINCIPAL("tenant", "principal"),
  /** Everybody. */
  FLEET;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
  private final List<String> columns;

  Scope(String... columns) {
    this.columns = List.of(columns);
  }

  /** The columns that are equal for events that belong together. */
  public List<String> columns() {
    return columns;
  }

  /** The word in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
