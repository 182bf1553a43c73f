// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import java.util.List;
import java.util.Random;

/** Random JSON text with everything that makes two readers of it disagree, broken now and then. */
public final class RandomJson {

  private static final List<String> PIECES =
      List.of(
          "a",
          "plain text",
          "x-1",
          " ",
          "?",
          "ü",
          "日本",
          "😀",
          "\\n",
          "\\\"",
          "\\\\",
          "\\/",
          "\\b",
          "\\f",
          "\\r\\t",
          "\\u0041",
          "\\u00fc",
          "\\ud83d\\ude00",
          "\\ud800",
          "\\u0000",
          "\ud800",
          "\u007f");
  private static final List<String> NAMES =
      List.of("a", "b", "aa", "type", "text", "Z", "", "?", "ü", "\\u0061", "a b", "\ud800");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "7",
          "-12",
          "100",
          "1.0",
          "0.10",
          "1e3",
          "1E+2",
          "-1.5e-7",
          "-0.0",
          "1e400",
          "12345678901234567890123",
          "1".repeat(62),
          "1e999999999");
  private static final List<String> BREAKS =
      List.of(
          "", ",", "}", "]", "\"", "01", "1.", "tru", "\u0001", "{", "\\x", "'a'", "/**/", "NaN");

  private final Random random;

  /** The same texts for the same seed. */
  public RandomJson(long seed) {
    this.random = new Random(seed);
  }

  /** The next text: JSON, or nearly. */
  public String next() {
    String json = space() + value(random.nextInt(5)) + space();
    if (random.nextInt(6) > 0) {
      return json;
    }
    int at = random.nextInt(json.length() + 1);
    int to = Math.min(json.length(), at + random.nextInt(2));
    return json.substring(0, at) + pick(BREAKS) + json.substring(to);
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 5)) {
      case 0, 1 -> text();
      case 2 -> pick(NUMBERS);
      case 3 -> pick(List.of("true", "false", "null"));
      case 4 -> "\"" + "x".repeat(random.nextInt(80)) + "\"";
      case 5, 6 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  private String array(int depth) {
    StringBuilder out = new StringBuilder("[").append(space());
    int items = random.nextInt(4);
    for (int i = 0; i < items; i++) {
      out.append(i == 0 ? "" : ",").append(space()).append(value(depth)).append(space());
    }
    return out.append(']').toString();
  }

  private String object(int depth) {
    StringBuilder out = new StringBuilder("{").append(space());
    int items = random.nextInt(40) == 0 ? 60 : random.nextInt(5);
    for (int i = 0; i < items; i++) {
      out.append(i == 0 ? "" : ",").append(space());
      out.append('"').append(items > 10 ? "n" + random.nextInt(99) : pick(NAMES)).append('"');
      out.append(space()).append(':').append(space()).append(value(items > 10 ? 0 : depth));
    }
    return out.append(space()).append('}').toString();
  }

  private String text() {
    StringBuilder out = new StringBuilder("\"");
    int pieces = random.nextInt(4);
    for (int i = 0; i < pieces; i++) {
      out.append(pick(PIECES));
    }
    return out.append('"').toString();
  }

  private String space() {
    return random.nextInt(12) == 0 ? pick(List.of(" ", "\n", "\t", "\r\n ")) : "";
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
