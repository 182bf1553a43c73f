// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One text for all JSON texts of the same meaning: members sorted by name, no spaces, shortest
 * escapes, numbers without trailing zeros or exponent games. The idea is RFC 8785; numbers keep
 * their full precision instead of becoming IEEE doubles, so that long account numbers stay apart.
 */
public final class CanonicalJson {

  private static final JsonFactory JSON = JsonFactory.builder().build();

  /** Longer number texts stay as written: normalising them could cost more than it tells. */
  private static final int LONGEST_NORMALISED_NUMBER = 64;

  private CanonicalJson() {}

  /** The canonical text of {@code json}, or {@code json} itself where it is not JSON. */
  public static String of(String json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        return json;
      }
      StringBuilder out = new StringBuilder(json.length());
      writeValue(parser, out);
      return parser.nextToken() == null ? out.toString() : json;
    } catch (JacksonException notJson) {
      return json;
    }
  }

  private static void writeValue(JsonParser parser, StringBuilder out) {
    JsonToken token = parser.currentToken();
    switch (token) {
      case START_OBJECT -> writeObject(parser, out);
      case START_ARRAY -> writeArray(parser, out);
      case VALUE_STRING -> writeString(parser.getString(), out);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.append(number(parser.getString()));
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> out.append(token.asString());
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("json token: got " + token + " (expected: a value)");
    }
  }

  private static void writeObject(JsonParser parser, StringBuilder out) {
    TreeMap<String, String> members = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      StringBuilder value = new StringBuilder();
      writeValue(parser, value);
      members.put(name, value.toString());
    }
    out.append('{');
    String separator = "";
    for (var member : members.entrySet()) {
      out.append(separator);
      writeString(member.getKey(), out);
      out.append(':').append(member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void writeArray(JsonParser parser, StringBuilder out) {
    ArrayList<String> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      StringBuilder item = new StringBuilder();
      writeValue(parser, item);
      items.add(item.toString());
    }
    out.append('[').append(String.join(",", items)).append(']');
  }

  private static String number(String text) {
    if (text.length() > LONGEST_NORMALISED_NUMBER) {
      return text;
    }
    BigDecimal value = new BigDecimal(text);
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return Math.abs((long) stripped.scale()) > LONGEST_NORMALISED_NUMBER
        ? stripped.toString()
        : stripped.toPlainString();
  }

  private static void writeString(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
