// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Spans as JSON text for people and golden files: ids by order of appearance, attributes by name.
 */
final class SpanText {

  private final Map<String, String> names = new HashMap<>();

  String of(List<ResourceSpans> received) {
    StringJoiner spans = new StringJoiner(",\n");
    String resource = "{}";
    for (ResourceSpans of : received) {
      resource = attributes(of.getResource().getAttributesList(), "  ");
      of.getScopeSpansList()
          .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(of(span))));
    }
    return "{\n\"resource\": " + resource + ",\n\"spans\": [\n" + spans + "\n]}\n";
  }

  private String of(Span span) {
    String events =
        span.getEventsList().stream().map(this::of).collect(Collectors.joining(",\n    "));
    return "  {\"name\": "
        + quote(span.getName())
        + ",\n   \"kind\": "
        + quote(span.getKind().name())
        + ",\n   \"trace\": "
        + quote(name("trace", span.getTraceId().toByteArray()))
        + ",\n   \"span\": "
        + quote(name("span", span.getSpanId().toByteArray()))
        + ",\n   \"parent\": "
        + quote(name("span", span.getParentSpanId().toByteArray()))
        + ",\n   \"start\": "
        + quote(time(span.getStartTimeUnixNano()))
        + ",\n   \"end\": "
        + quote(time(span.getEndTimeUnixNano()))
        + ",\n   \"status\": "
        + quote(span.getStatus().getCode().name())
        + ",\n   \"attributes\": "
        + attributes(span.getAttributesList(), "     ")
        + ",\n   \"events\": ["
        + (events.isEmpty() ? "" : "\n    " + events)
        + "]}";
  }

  private String of(Span.Event event) {
    return "{\"name\": "
        + quote(event.getName())
        + ", \"at\": "
        + quote(time(event.getTimeUnixNano()))
        + ", \"attributes\": "
        + attributes(event.getAttributesList(), "      ")
        + "}";
  }

  private String attributes(List<KeyValue> attributes, String indent) {
    Map<String, String> sorted = new TreeMap<>();
    attributes.forEach(a -> sorted.put(a.getKey(), value(a.getValue())));
    return sorted.entrySet().stream()
        .map(e -> "\n" + indent + quote(e.getKey()) + ": " + e.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> quote(value.getStringValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(this::value)
              .collect(Collectors.joining(", ", "[", "]"));
      default -> throw new AssertionError("no such value expected: " + value);
    };
  }

  /** An id by its turn among the ids of its kind. */
  private String name(String kind, byte[] id) {
    String hex = HexFormat.of().formatHex(id);
    if (hex.isEmpty()) {
      return "";
    }
    long turn = names.values().stream().filter(n -> n.startsWith(kind)).count() + 1;
    return names.computeIfAbsent(hex, h -> kind + "-" + turn);
  }

  private static String time(long nanos) {
    return Instant.ofEpochSecond(0, nanos).toString();
  }

  private static String quote(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
  }
}
