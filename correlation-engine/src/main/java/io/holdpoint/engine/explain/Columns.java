// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import io.holdpoint.engine.event.StepEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a rule reads of an event, and what it said there. No column carries a payload. */
final class Columns {
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  private Columns() {}

  /** The columns the text of a rule names, with their values in this event. */
  static Map<String, String> read(String epl, StepEvent event) {
    Set<String> words = new TreeSet<>();
    Matcher matcher = WORD.matcher(epl);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Method column : columns(event.getClass())) {
      if (words.contains(column.getName())) {
        values.put(column.getName(), value(column, event));
      }
    }
    return values;
  }

  /** Those that compare with earlier sessions. */
  static Map<String, String> ofBaseline(Map<String, String> facts) {
    Map<String, String> values = new LinkedHashMap<>();
    facts.forEach(
        (column, value) -> {
          if (column.equals("newTool")
              || column.startsWith("baseline")
              || column.startsWith("drift")) {
            values.put(column, value);
          }
        });
    return values;
  }

  private static List<Method> columns(Class<?> event) {
    return Arrays.stream(event.getMethods())
        .filter(m -> m.getParameterCount() == 0 && !Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getDeclaringClass() != Object.class)
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static String value(Method column, StepEvent event) {
    try {
      return String.valueOf(column.invoke(event));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("column " + column.getName() + ": cannot be read", e);
    }
  }
}
