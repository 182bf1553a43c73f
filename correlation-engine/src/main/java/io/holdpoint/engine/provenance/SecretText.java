// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds what opens something in a text that is known to hold secrets: what a name calls a password,
 * a key or a token, what stands between a colon and an at sign in a link, and what looks drawn at
 * random. Numbers of ports, names of hosts, switches and words are left alone.
 */
final class SecretText {
  private static final int MOST = 32;
  private static final int LEAST_NAMED = 6;
  private static final int LEAST_RANDOM = 16;
  private static final int LEAST_HEX = 32;
  private static final int LEAST_BLOCK = 40;
  private static final int LEAST_CHANGES = 5;
  private static final int LONGEST_NAME = 48;
  private static final int UUID = 32;
  private static final String BORDERS = " \t\n\r\"'`,;{}[]()<>|";

  private final Predicate<String> namesSecret;
  private final List<String> found = new ArrayList<>();
  private String name = "";

  private SecretText(Predicate<String> namesSecret) {
    this.namesSecret = namesSecret;
  }

  /**
   * What opens something, at most {@link #MOST}.
   *
   * @param text without escapes
   * @param namesSecret whether what a name names is a secret
   */
  static List<String> in(String text, Predicate<String> namesSecret) {
    SecretText in = new SecretText(namesSecret);
    int length = text.length();
    int from = 0;
    while (from < length && in.found.size() < MOST) {
      char c = text.charAt(from);
      if (BORDERS.indexOf(c) >= 0) {
        if (c == '\n') {
          in.name = "";
        }
        from++;
        continue;
      }
      int to = from + 1;
      while (to < length && BORDERS.indexOf(text.charAt(to)) < 0) {
        to++;
      }
      in.run(text.substring(from, to));
      from = to;
    }
    return in.found;
  }

  /** A run without spaces: a name, a value, or both. */
  private void run(String run) {
    if (run.equals(":") || run.equals("=")) {
      return;
    }
    String value = run.charAt(0) == ':' || run.charAt(0) == '=' ? run.substring(1) : run;
    int mark = border(value);
    if (mark == value.length() - 1) {
      name = value.substring(0, mark);
      return;
    }
    if (mark > 0 && !value.startsWith("://", mark)) {
      name = value.substring(0, mark);
      value = value.substring(mark + 1);
    }
    take(value);
    boolean scheme = value.equalsIgnoreCase("bearer") || value.equalsIgnoreCase("basic");
    if (!scheme) {
      name = value;
    }
  }

  /** Where a name ends and its value begins: at the first equals sign or colon. */
  private static int border(String run) {
    for (int i = 0; i < run.length() && i < LONGEST_NAME; i++) {
      char c = run.charAt(i);
      if (c == '=' || c == ':') {
        return i == 0 ? -1 : i;
      }
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
        return -1;
      }
    }
    return -1;
  }

  private void take(String value) {
    int scheme = value.indexOf("://");
    if (scheme > 0) {
      link(value, scheme + 3);
      return;
    }
    boolean named = name.length() <= LONGEST_NAME && !name.isEmpty() && namesSecret.test(name);
    if (named ? isNoWord(value) : looksRandom(value)) {
      found.add(value);
    }
  }

  /** {@code scheme://user:password@host/path?name=value}. */
  private void link(String value, int from) {
    int at = value.indexOf('@', from);
    int colon = value.indexOf(':', from);
    if (colon > 0 && at > colon + LEAST_NAMED - 1) {
      found.add(value.substring(colon + 1, at));
    }
    for (String part : value.substring(from).split("[/?&#]")) {
      int equals = part.indexOf('=');
      String known = name;
      name = equals > 0 ? part.substring(0, equals) : "";
      String inner = part.substring(equals + 1);
      if (!inner.contains("://") && (equals > 0 || looksRandom(inner))) {
        take(inner);
      }
      name = known;
    }
  }

  /** What is called a secret is one unless it is an ordinary word or a short number. */
  private static boolean isNoWord(String value) {
    int letters = 0;
    int digits = 0;
    int others = 0;
    boolean mixed = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      letters += Character.isLetter(c) ? 1 : 0;
      digits += Character.isDigit(c) ? 1 : 0;
      others += Character.isLetterOrDigit(c) ? 0 : 1;
      mixed |= i > 0 && Character.isUpperCase(c) && Character.isLowerCase(value.charAt(i - 1));
    }
    int size = letters + digits;
    boolean sign = digits > 0 ? letters + others > 0 || digits >= LEAST_NAMED : mixed || others > 1;
    return size >= LEAST_NAMED && (sign || size >= LEAST_RANDOM);
  }

  /** Letters of both cases and digits that take turns, long hexadecimal digits, blocks of code. */
  private static boolean looksRandom(String value) {
    int size = 0;
    int digits = 0;
    int letters = 0;
    int changes = 0;
    int hex = 0;
    int dashes = 0;
    int before = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int kind = Character.isDigit(c) ? 1 : Character.isUpperCase(c) ? 2 : 3;
      if (!Character.isLetterOrDigit(c)) {
        dashes += c == '-' ? 1 : 0;
        before = 0;
        continue;
      }
      size++;
      digits += kind == 1 ? 1 : 0;
      letters += kind == 1 ? 0 : 1;
      hex += Character.digit(c, 16) >= 0 ? 1 : 0;
      changes += before != 0 && before != kind ? 1 : 0;
      before = kind;
    }
    if (size < LEAST_RANDOM || letters < 2 || (digits < 2 && size < LEAST_BLOCK)) {
      return false;
    }
    if (hex == size) {
      return size >= LEAST_HEX && !(size == UUID && dashes == 4);
    }
    return changes >= LEAST_CHANGES;
  }
}
