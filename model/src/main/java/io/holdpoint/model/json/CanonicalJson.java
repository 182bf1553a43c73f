// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * One text for all JSON texts of the same meaning: members sorted by name, no spaces, shortest
 * escapes, numbers without trailing zeros or exponent games. The idea is RFC 8785; numbers keep
 * their full precision instead of becoming IEEE doubles, so that long account numbers stay apart.
 */
public final class CanonicalJson {

  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

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

  /** Members that come in order, as most do, are written once; others are cut out and sorted. */
  private static void writeObject(JsonParser parser, StringBuilder out) {
    out.append('{');
    int start = out.length();
    ArrayList<Member> members = new ArrayList<>(4);
    boolean inOrder = true;
    String before = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      inOrder &= before == null || before.compareTo(name) < 0;
      before = name;
      if (out.length() > start) {
        out.append(',');
      }
      int from = out.length();
      writeString(name, out);
      out.append(':');
      writeValue(parser, out);
      members.add(new Member(name, from, out.length()));
    }
    if (!inOrder) {
      sort(members, start, out);
    }
    out.append('}');
  }

  /** Where a member stands in the text. */
  private record Member(String name, int from, int to) {}

  /** Of members of the same name the last one stays. */
  private static void sort(List<Member> members, int start, StringBuilder out) {
    TreeMap<String, String> sorted = new TreeMap<>();
    members.forEach(m -> sorted.put(m.name(), out.substring(m.from(), m.to())));
    out.setLength(start);
    out.append(String.join(",", sorted.values()));
  }

  private static void writeArray(JsonParser parser, StringBuilder out) {
    out.append('[');
    int start = out.length();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (out.length() > start) {
        out.append(',');
      }
      writeValue(parser, out);
    }
    out.append(']');
  }

  /** The canonical form of a number. */
  static String number(String text) {
    if (text.length() > LONGEST_NORMALISED_NUMBER) {
      return text;
    }
    try {
      return plainest(new BigDecimal(text));
    } catch (NumberFormatException | ArithmeticException exponentTooLong) {
      return text;
    }
  }

  private static String plainest(BigDecimal value) {
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
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        out.append(text, done, i).append(escape(c));
        done = i + 1;
      }
    }
    out.append(text, done, text.length()).append('"');
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u00" + HexFormat.of().toHexDigits((byte) c);
    };
  }
}
