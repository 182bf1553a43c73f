// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one JSON text value by value; every complaint names the place. For one thread. */
final class WireReader {

  private static final long NANOS = 1_000_000_000L;

  private final JsonParser parser;
  private final String what;

  WireReader(JsonParser parser, String what) {
    this.parser = parser;
    this.what = what;
  }

  /** Reads the whole text by {@code reader}; what a type's own rules refuse is named as well. */
  <T> T root(Function<WireReader, T> reader) {
    parser.nextToken();
    try {
      return reader.apply(this);
    } catch (IllegalArgumentException refused) {
      throw new WireFormatException(place() + ": " + refused.getMessage(), refused);
    }
  }

  /** Enters the object that is the current value. */
  void enter() {
    expect(JsonToken.START_OBJECT, "an object");
  }

  /** Moves to the value of the next member and names it, or leaves the object and returns null. */
  @Nullable String next() {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      return null;
    }
    String name = parser.currentName();
    parser.nextToken();
    return name;
  }

  /** Passes over the current value. */
  void skip() {
    parser.skipChildren();
  }

  /** {@code value}, which a member of the object just left should have given. */
  <T> T required(@Nullable T value, String member) {
    if (value == null) {
      throw new WireFormatException(
          place() + ": got no member \"" + member + "\" (expected: it is there)");
    }
    return value;
  }

  String text() {
    expect(JsonToken.VALUE_STRING, "a text");
    return parser.getString();
  }

  long number() {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    return parser.getLongValue();
  }

  int integer() {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    return parser.getIntValue();
  }

  boolean flag() {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw unexpected("true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  Instant instant() {
    long nanos = number();
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  Duration duration() {
    return Duration.ofNanos(number());
  }

  <T> List<T> list(Function<WireReader, T> item) {
    expect(JsonToken.START_ARRAY, "a list");
    List<T> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(item.apply(this));
    }
    return items;
  }

  /**
   * Reads a closed choice: an object with one member named after the case.
   *
   * @param choice what is chosen, for complaints
   * @param read reads the value of a case it knows and returns null for one it does not
   */
  <T> T oneOf(String choice, Function<String, @Nullable T> read) {
    enter();
    T found = null;
    for (String name = next(); name != null; name = next()) {
      T value = read.apply(name);
      if (value == null) {
        skip();
      } else if (found != null) {
        throw new WireFormatException(place() + ": got two cases (expected: one " + choice + ")");
      } else {
        found = value;
      }
    }
    if (found == null) {
      throw new WireFormatException(
          place() + ": got no case known here (expected: one " + choice + ")");
    }
    return found;
  }

  /** A complaint about the current value. */
  WireFormatException unexpected(String expected) {
    return new WireFormatException(
        place() + ": got " + kind(parser.currentToken()) + " (expected: " + expected + ")");
  }

  private void expect(JsonToken token, String expected) {
    if (parser.currentToken() != token) {
      throw unexpected(expected);
    }
  }

  private String place() {
    return what + parser.streamReadContext().pathAsPointer();
  }

  private static String kind(@Nullable JsonToken token) {
    return switch (token) {
      case null -> "nothing";
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "a list";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case NOT_AVAILABLE, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT -> "no value";
    };
  }
}
