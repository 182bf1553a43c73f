// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

/** Undoes the escapes of JSON and HTML, also where one stands in the other. */
public final class Unescaping {
  private static final int MOST_ROUNDS = 3;

  private Unescaping() {}

  /** The text without escapes; the same instance if it has none. */
  public static String unescape(String text) {
    String plain = text;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      String next = plain.indexOf('\\') >= 0 ? backslashes(plain) : plain;
      next = next.indexOf('&') >= 0 ? entities(next) : next;
      if (next.equals(plain)) {
        return plain;
      }
      plain = next;
    }
    return plain;
  }

  private static String backslashes(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        i++;
        continue;
      }
      char next = text.charAt(i + 1);
      i += 2;
      switch (next) {
        case '\n' -> {}
        case 'n', 'r' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'b', 'f' -> out.append(' ');
        case 'u', 'x' -> {
          int digits = next == 'u' ? 4 : 2;
          int code = hex(text, i, digits);
          if (code < 0) {
            out.append(next);
          } else {
            out.append((char) code);
            i += digits;
          }
        }
        default -> out.append(next);
      }
    }
    return out.toString();
  }

  private static String entities(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = text.charAt(i) == '&' ? text.indexOf(';', i) : -1;
      String entity = end > i && end - i <= 8 ? entity(text.substring(i + 1, end)) : "";
      if (entity.isEmpty()) {
        out.append(text.charAt(i));
        i++;
      } else {
        out.append(entity);
        i = end + 1;
      }
    }
    return out.toString();
  }

  private static String entity(String name) {
    if (name.startsWith("#")) {
      return numeric(name);
    }
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      case "nbsp" -> " ";
      case "period" -> ".";
      case "commat" -> "@";
      case "colon" -> ":";
      case "sol" -> "/";
      default -> "";
    };
  }

  private static String numeric(String name) {
    boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
    int code = 0;
    for (int i = hex ? 2 : 1; i < name.length(); i++) {
      int digit = Character.digit(name.charAt(i), hex ? 16 : 10);
      if (digit < 0) {
        return "";
      }
      code = code * (hex ? 16 : 10) + digit;
    }
    return code > 0 && Character.isValidCodePoint(code) ? Character.toString(code) : "";
  }

  private static int hex(String text, int from, int digits) {
    if (from + digits > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }
}
