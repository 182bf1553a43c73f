// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.model.document.DocumentReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers and times that may be parameters. */
final class Values {
  private static final Pattern PARAMETER = Pattern.compile("\\$\\{([a-z0-9-]+)}");

  private final List<Parameter> parameters;

  Values(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  /** A time in milliseconds that must be there. */
  long duration(DocumentReader section, String name, long min, long max) {
    Optional<Long> parameter = parameter(section, name, Parameter.Type.DURATION);
    long value =
        parameter.orElseGet(() -> section.duration(name, Duration.ofMillis(min)).toMillis());
    if (value < min || value > max) {
      section.problem(
          name,
          "got "
              + Duration.ofMillis(value)
              + " (expected: "
              + Duration.ofMillis(min)
              + " to "
              + Duration.ofMillis(max)
              + ")");
      return min;
    }
    return value;
  }

  /** A whole number that must be there. */
  long integer(DocumentReader section, String name, long min, long max) {
    Optional<Long> parameter = parameter(section, name, Parameter.Type.INTEGER);
    if (parameter.isEmpty()) {
      return section.integer(name, (int) min, (int) min, (int) max);
    }
    if (parameter.get() < min || parameter.get() > max) {
      section.problem(name, "got " + parameter.get() + " (expected: " + min + " to " + max + ")");
      return min;
    }
    return parameter.get();
  }

  private Optional<Long> parameter(DocumentReader section, String name, Parameter.Type type) {
    if (!section.has(name)) {
      section.problem(name, "got nothing (expected: a value)");
      section.node(name);
      return Optional.of(type == Parameter.Type.DURATION ? 1_000L : 2L);
    }
    Matcher matcher = PARAMETER.matcher(section.text(name, ""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<Parameter> known =
        parameters.stream().filter(p -> p.name().equals(matcher.group(1))).findFirst();
    if (known.isEmpty() || known.get().type() != type) {
      section.problem(
          name,
          "got "
              + matcher.group()
              + " (expected: a parameter of type "
              + type.word()
              + ", one of "
              + parameters.stream().filter(p -> p.type() == type).map(Parameter::name).toList()
              + ")");
      return Optional.of(type == Parameter.Type.DURATION ? 1_000L : 2L);
    }
    return Optional.of(Long.parseLong(known.get().constant()));
  }
}
