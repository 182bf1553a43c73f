// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.telemetry.Attributes;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Attributes by name. A value of another type than asked for counts as absent. */
final class SpanAttributes {

  private final Map<String, AnyValue> values;
  private final int stripped;

  private SpanAttributes(Map<String, AnyValue> values, int stripped) {
    this.values = values;
    this.stripped = stripped;
  }

  /**
   * Attributes of a sender.
   *
   * @param ours true to keep those that begin with {@link Attributes#PREFIX}
   */
  static SpanAttributes of(List<KeyValue> attributes, boolean ours) {
    Map<String, AnyValue> values = HashMap.newHashMap(attributes.size());
    int stripped = 0;
    for (KeyValue attribute : attributes) {
      if (ours || !attribute.getKey().startsWith(Attributes.PREFIX)) {
        values.put(attribute.getKey(), attribute.getValue());
      } else {
        stripped++;
      }
    }
    return new SpanAttributes(values, stripped);
  }

  /** How many attributes were left out because they are not for this sender to say. */
  int stripped() {
    return stripped;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** A text, or empty if there is none. */
  String text(String name) {
    AnyValue value = values.get(name);
    return value == null ? "" : value.getStringValue();
  }

  /** The first of several texts that is not empty, or empty. */
  String firstText(String... names) {
    for (String name : names) {
      String text = text(name);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** A whole number, also written as text, or {@code fallback}. */
  long number(String name, long fallback) {
    AnyValue value = values.get(name);
    if (value == null) {
      return fallback;
    }
    return switch (value.getValueCase()) {
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> (long) value.getDoubleValue();
      case STRING_VALUE -> parse(value.getStringValue(), fallback);
      default -> fallback;
    };
  }

  boolean flag(String name) {
    AnyValue value = values.get(name);
    return value != null && (value.getBoolValue() || value.getStringValue().equals("true"));
  }

  /** A list of texts; a single text counts as a list of one, items of other types are left out. */
  List<String> texts(String name) {
    AnyValue value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (value.hasStringValue()) {
      return List.of(value.getStringValue());
    }
    return value.getArrayValue().getValuesList().stream()
        .filter(AnyValue::hasStringValue)
        .map(AnyValue::getStringValue)
        .toList();
  }

  private static long parse(String text, long fallback) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      return fallback;
    }
  }
}
