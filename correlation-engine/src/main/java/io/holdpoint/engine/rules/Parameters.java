// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import io.holdpoint.model.document.DocumentReader;
import java.time.Duration;
import java.util.Map;

/** Reads a rule's parameters as EPL constants, so that no number hides in the EPL. */
final class Parameters {
  private enum Type {
    INTEGER,
    DURATION,
    TEXT,
    FLAG
  }

  private Parameters() {}

  /** Name to constant: durations in milliseconds, texts quoted. */
  static Map<String, String> read(DocumentReader file) {
    return file.entries("params", Parameters::constant);
  }

  private static String constant(DocumentReader parameter) {
    parameter.text("description", "");
    return switch (parameter.choice("type", Type.class, Type.INTEGER)) {
      case INTEGER -> {
        int min = parameter.integer("min", Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE);
        int max = parameter.integer("max", Integer.MAX_VALUE, min, Integer.MAX_VALUE);
        requireDefault(parameter);
        yield String.valueOf(parameter.integer("default", min, min, max));
      }
      case DURATION -> {
        Duration min = parameter.duration("min", Duration.ZERO);
        Duration max = parameter.duration("max", Duration.ofDays(365));
        requireDefault(parameter);
        Duration value = parameter.duration("default", min);
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
          parameter.problem("default", "got " + value + " (expected: " + min + " to " + max + ")");
        }
        yield String.valueOf(value.toMillis());
      }
      case TEXT -> "'" + escaped(parameter.requiredText("default")) + "'";
      case FLAG -> {
        requireDefault(parameter);
        yield String.valueOf(parameter.flag("default", false));
      }
    };
  }

  private static void requireDefault(DocumentReader parameter) {
    if (!parameter.has("default")) {
      parameter.problem("default", "got nothing (expected: a value)");
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
