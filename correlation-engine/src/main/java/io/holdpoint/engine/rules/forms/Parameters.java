// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.model.document.DocumentReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a rule's parameters, so that no number hides in its logic. */
public final class Parameters {
  private Parameters() {}

  /** The parameters of a rule file in their order. */
  public static List<Parameter> read(DocumentReader file) {
    Map<String, Parameter> read = file.entries("params", Parameters::parameter);
    List<Parameter> named = new ArrayList<>();
    read.forEach(
        (name, p) ->
            named.add(new Parameter(name, p.type(), p.written(), p.constant(), p.description())));
    return List.copyOf(named);
  }

  /** Name to EPL constant. */
  static Map<String, String> constants(List<Parameter> parameters) {
    Map<String, String> constants = new LinkedHashMap<>();
    parameters.forEach(p -> constants.put(p.name(), p.constant()));
    return constants;
  }

  private static Parameter parameter(DocumentReader parameter) {
    String description = parameter.text("description", "");
    Parameter.Type type = parameter.choice("type", Parameter.Type.class, Parameter.Type.INTEGER);
    String written = parameter.text("default", "");
    if (!parameter.has("default")) {
      parameter.problem("default", "got nothing (expected: a value)");
    }
    String constant =
        switch (type) {
          case INTEGER -> integer(parameter);
          case DURATION -> duration(parameter);
          case TEXT -> "'" + written.replace("\\", "\\\\").replace("'", "\\'") + "'";
          case FLAG -> String.valueOf(parameter.flag("default", false));
        };
    return new Parameter("", type, written, constant, description);
  }

  private static String integer(DocumentReader parameter) {
    int min = parameter.integer("min", Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE);
    int max = parameter.integer("max", Integer.MAX_VALUE, min, Integer.MAX_VALUE);
    return String.valueOf(parameter.integer("default", min, min, max));
  }

  private static String duration(DocumentReader parameter) {
    Duration min = parameter.duration("min", Duration.ZERO);
    Duration max = parameter.duration("max", Duration.ofDays(365));
    Duration value = parameter.duration("default", min);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      parameter.problem("default", "got " + value + " (expected: " + min + " to " + max + ")");
    }
    return String.valueOf(value.toMillis());
  }
}
