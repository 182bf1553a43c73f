// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.schema;

import io.holdpoint.engine.event.Approval;
import io.holdpoint.engine.event.Contained;
import io.holdpoint.engine.event.Detected;
import io.holdpoint.engine.event.Refused;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The events rules can be written over. */
public enum EventType {
  TOOL_CALL(ToolCall.class),
  TOOL_RESULT(ToolResult.class),
  TELEMETRY(Telemetry.class),
  REFUSED(Refused.class),
  DETECTED(Detected.class),
  CONTAINED(Contained.class),
  APPROVAL(Approval.class);

  private static final List<EventType> ALL = List.of(values());

  private final Class<?> type;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
  private final Map<String, Class<?>> columns;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
  private final Map<String, Method> getters;

  EventType(Class<?> type) {
    this.type = type;
    TreeMap<String, Class<?>> found = new TreeMap<>();
    TreeMap<String, Method> getters = new TreeMap<>();
    Arrays.stream(type.getMethods())
        .filter(m -> m.getParameterCount() == 0 && !Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getDeclaringClass() != Object.class)
        .forEach(m -> getters.put(m.getName(), m));
    getters.forEach((name, getter) -> found.put(name, getter.getReturnType()));
    this.columns = Map.copyOf(found);
    this.getters = Map.copyOf(getters);
  }

  /** True if only the fleet's runtime sees such events, so that rules over them run there. */
  public boolean isFleetOnly() {
    return switch (this) {
      case TOOL_CALL, TOOL_RESULT, TELEMETRY -> false;
      case REFUSED, DETECTED, CONTAINED, APPROVAL -> true;
    };
  }

  /** Its name in rules. */
  public String eventName() {
    return type.getSimpleName();
  }

  /** True if a text speaks of the event, and not only of a column whose name ends alike. */
  public boolean isNamedIn(String text) {
    String name = eventName();
    int at = text.indexOf(name);
    while (at >= 0) {
      int after = at + name.length();
      boolean begins = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
      boolean ends = after == text.length() || !Character.isJavaIdentifierPart(text.charAt(after));
      if (begins && ends) {
        return true;
      }
      at = text.indexOf(name, after);
    }
    return false;
  }

  /** Column to Java type: boolean, int, long or String. */
  public Map<String, Class<?>> columns() {
    return new TreeMap<>(columns);
  }

  /** The event with this name in rules. */
  public static Optional<EventType> named(String name) {
    return Arrays.stream(values()).filter(e -> e.eventName().equals(name)).findFirst();
  }

  /** The event an object is, if it is one. */
  public static Optional<EventType> of(Object event) {
    return Arrays.stream(values()).filter(e -> e.type.isInstance(event)).findFirst();
  }

  /**
   * What a column of an event holds, as text.
   *
   * @throws IllegalArgumentException if the event has no such column
   */
  public static String value(Object event, String column) {
    Method method = getter(event.getClass(), column);
    if (method == null) {
      throw new IllegalArgumentException(
          "column: got " + column + " (expected: one of " + event.getClass().getSimpleName() + ")");
    }
    try {
      return String.valueOf(method.invoke(event));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("column " + column + ": cannot be read", e);
    }
  }

  private static @Nullable Method getter(Class<?> event, String column) {
    for (EventType one : ALL) {
      if (one.type == event) {
        return one.getters.get(column);
      }
    }
    return null;
  }
}
