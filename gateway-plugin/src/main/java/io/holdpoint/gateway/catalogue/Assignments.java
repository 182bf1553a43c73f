// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Secrets that are told by the name they are assigned to: {@code password = hunter2x9}. */
final class Assignments {

  private static final List<String> NAMES =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "api_key",
          "api-key",
          "apikey",
          "access_key",
          "access-key",
          "accesskey",
          "private_key",
          "private-key",
          "privatekey",
          "credential");

  private static final int LONGEST_NAME = 48;
  private static final int SHORTEST_VALUE = 8;
  private static final int LONGEST_VALUE = 256;
  private static final double LEAST_ENTROPY_BITS = 2.5;

  private Assignments() {}

  static boolean anyIn(String text) {
    for (int i = 1; i < text.length() - SHORTEST_VALUE; i++) {
      char c = text.charAt(i);
      if ((c == '=' || c == ':') && isAssignment(text, i)) {
        return true;
      }
    }
    return false;
  }

  /** True if a value of this name, in lower case, opens something. */
  static boolean isSecret(String name, String value) {
    return isName(name) && isValue(value);
  }

  private static boolean isAssignment(String text, int at) {
    int end = at;
    while (end > 0 && isFiller(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < LONGEST_NAME && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    if (start == end || !isName(text.substring(start, end).toLowerCase(Locale.ROOT))) {
      return false;
    }
    int from = at + 1;
    while (from < text.length() && isFiller(text.charAt(from))) {
      from++;
    }
    int to = from;
    while (to < text.length() && to - from <= LONGEST_VALUE && isValuePart(text.charAt(to))) {
      to++;
    }
    return isValue(text.substring(from, to));
  }

  private static boolean isName(String lower) {
    int end = lower.length();
    boolean plural = lower.endsWith("s");
    for (String name : NAMES) {
      if (lower.endsWith(name) || (plural && lower.startsWith(name, end - 1 - name.length()))) {
        return true;
      }
    }
    return lower.equals("pwd") || lower.endsWith("_pwd");
  }

  /** Long enough, of two kinds of characters, varied; no address, no placeholder. */
  private static boolean isValue(String value) {
    if (value.length() < SHORTEST_VALUE || value.length() > LONGEST_VALUE) {
      return false;
    }
    boolean placeholder =
        value.startsWith("${")
            || value.startsWith("<")
            || value.startsWith("{{")
            || value.contains("://")
            || value.contains("***")
            || value.contains("...");
    return !placeholder && kinds(value) >= 2 && entropy(value) >= LEAST_ENTROPY_BITS;
  }

  private static int kinds(String value) {
    boolean letter = false;
    boolean digit = false;
    boolean other = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      letter |= Character.isLetter(c);
      digit |= Character.isDigit(c);
      other |= !Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.' && c != '(';
      if (Character.isWhitespace(c)) {
        return 0;
      }
    }
    return (letter ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
  }

  /** Shannon entropy of the characters, in bits per character. */
  private static double entropy(String value) {
    Map<Character, Integer> counts = new HashMap<>();
    for (int i = 0; i < value.length(); i++) {
      counts.merge(value.charAt(i), 1, Integer::sum);
    }
    double entropy = 0;
    for (int count : counts.values()) {
      double share = (double) count / value.length();
      entropy -= share * Math.log(share) / Math.log(2);
    }
    return entropy;
  }

  private static boolean isFiller(char c) {
    return c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '\\' || c == '`';
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }

  private static boolean isValuePart(char c) {
    return c > ' ' && c != '"' && c != '\'' && c != '`' && c != ',' && c != ';' && c != '\\';
  }
}
