// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A number, time, text, list or flag that a rule names instead of hiding it in its logic.
 *
 * @param name how it is used: {@code ${name}}
 * @param type what it is
 * @param written its value as written, for people
 * @param constant its value as EPL: times in milliseconds, texts in quotes, lists in brackets
 * @param description what it is for, possibly empty
 */
public record Parameter(
    String name, Type type, String written, String constant, String description) {
  /** What a parameter can be. */
  public enum Type {
    INTEGER,
    DURATION,
    TEXT,
    LIST,
    FLAG;

    /** The word in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Parameter {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(written, "written");
    requireNonNull(constant, "constant");
    requireNonNull(description, "description");
  }
}
