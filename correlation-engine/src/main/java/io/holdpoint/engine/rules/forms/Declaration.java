// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.model.document.DocumentReader;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a parameter may be, so that whoever gives it another value is held to the same.
 *
 * @param type what it is
 * @param min the least number, or time in milliseconds
 * @param max the greatest
 * @param description what it is for, possibly empty
 */
record Declaration(Parameter.Type type, long min, long max, String description) {
  private static final Duration LONGEST = Duration.ofDays(365);

  /** The declaration, without the value beside it. */
  static Declaration read(DocumentReader parameter) {
    String description = parameter.text("description", "");
    Parameter.Type type = parameter.choice("type", Parameter.Type.class, Parameter.Type.INTEGER);
    return switch (type) {
      case INTEGER -> {
        int min = parameter.integer("min", Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE);
        int max = parameter.integer("max", Integer.MAX_VALUE, min, Integer.MAX_VALUE);
        yield new Declaration(type, min, max, description);
      }
      case DURATION -> {
        long min = parameter.duration("min", Duration.ZERO).toMillis();
        long max = parameter.duration("max", LONGEST).toMillis();
        yield new Declaration(type, min, max, description);
      }
      case TEXT, LIST, FLAG -> new Declaration(type, 0, 0, description);
    };
  }

  /** The parameter with the value that stands under {@code key}. */
  Parameter value(String name, DocumentReader section, String key) {
    if (!section.has(key)) {
      section.problem(key, "got nothing (expected: a value)");
    }
    return switch (type) {
      case INTEGER -> {
        int value = section.integer(key, (int) min, (int) min, (int) max);
        yield parameter(name, String.valueOf(value), String.valueOf(value));
      }
      case DURATION ->
          parameter(name, section.text(key, ""), String.valueOf(duration(section, key)));
      case TEXT -> parameter(name, section.text(key, ""), quoted(section.text(key, "")));
      case LIST -> {
        List<String> values = texts(section, key);
        yield parameter(name, String.join(", ", values), list(values));
      }
      case FLAG -> {
        String value = String.valueOf(section.flag(key, false));
        yield parameter(name, value, value);
      }
    };
  }

  /** Texts as EPL takes them after {@code in}. */
  static String list(List<String> values) {
    return values.stream().map(Declaration::quoted).collect(Collectors.joining(", ", "(", ")"));
  }

  /** A list that is not empty; EPL has no word for one that is. */
  static List<String> texts(DocumentReader section, String key) {
    List<String> values = section.texts(key);
    if (values.isEmpty()) {
      section.problem(key, "got no texts (expected: at least one)");
      return List.of("");
    }
    return values;
  }

  private Parameter parameter(String name, String written, String constant) {
    return new Parameter(name, type, written, constant, description);
  }

  private long duration(DocumentReader section, String key) {
    long value = section.duration(key, Duration.ofMillis(min)).toMillis();
    if (value < min || value > max) {
      section.problem(
          key,
          "got "
              + Duration.ofMillis(value)
              + " (expected: "
              + Duration.ofMillis(min)
              + " to "
              + Duration.ofMillis(max)
              + ")");
    }
    return value;
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
