// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.util.Locale;
import java.util.Set;

/** Reads sums of money: {@code 1,412.50 euros}, {@code EUR 1.412,50}, {@code $40}. */
final class Sums {
  private static final String CURRENCIES = "$\u20ac\u00a3\u00a5";
  private static final Set<String> WORDS =
      Set.of(
          "eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pound", "pounds", "chf",
          "franken", "francs", "yen", "jpy", "pln", "zloty", "kr", "sek", "nok", "dkk", "reais");
  private static final int DAYS = 31;
  private static final int MINUTES = 59;

  private Sums() {}

  /** The largest sum in a text; 0 if there is none. */
  static double largest(String text) {
    double most = 0;
    int at = 0;
    while (at < text.length()) {
      if (!isDigit(text.charAt(at))) {
        at++;
        continue;
      }
      int to = end(text, at);
      boolean inWord = at > 0 && "-/:".indexOf(text.charAt(at - 1)) >= 0;
      inWord |= at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
      if (!inWord && (isPriced(text, at, to) || isExact(text.substring(at, to)))) {
        most = Math.max(most, value(text.substring(at, to)));
      }
      at = to;
    }
    return most;
  }

  /** The number a text is; 0 if it is none. */
  static double value(String text) {
    String number = text.strip();
    int mark = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
    int behind = number.length() - mark - 1;
    boolean decimal = mark >= 0 && behind != 3;
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (isDigit(c)) {
        plain.append(c);
      } else if (i == mark && decimal) {
        plain.append('.');
      } else if (c != '.' && c != ',') {
        return 0;
      }
    }
    boolean any = plain.length() > 0 && isDigit(plain.charAt(0)) && plain.length() < 18;
    return any ? Double.parseDouble(plain.toString()) : 0;
  }

  private static int end(String text, int from) {
    int to = from;
    while (to < text.length()
        && (isDigit(text.charAt(to))
            || (".,".indexOf(text.charAt(to)) >= 0
                && to + 1 < text.length()
                && isDigit(text.charAt(to + 1))))) {
      to++;
    }
    return to;
  }

  /** A currency beside it. */
  private static boolean isPriced(String text, int from, int to) {
    String before = text.substring(Math.max(0, from - 2), from);
    String after = text.substring(to, Math.min(text.length(), to + 2));
    boolean mark = (before + after).chars().anyMatch(c -> CURRENCIES.indexOf(c) >= 0);
    return mark || WORDS.contains(wordAfter(text, to)) || WORDS.contains(wordBefore(text, from));
  }

  /** Two digits behind the mark, and neither a day nor a time. */
  private static boolean isExact(String number) {
    int mark = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
    if (mark <= 0 || number.length() - mark != 3) {
      return false;
    }
    boolean one = number.indexOf('.') == number.lastIndexOf('.');
    int fraction = (int) value(number.substring(mark + 1));
    return one && (value(number) > DAYS + 1 || fraction > MINUTES);
  }

  private static String wordAfter(String text, int from) {
    int start = from < text.length() && text.charAt(from) == ' ' ? from + 1 : from;
    int to = start;
    while (to < text.length() && Character.isLetter(text.charAt(to))) {
      to++;
    }
    return text.substring(start, to).toLowerCase(Locale.ROOT);
  }

  private static String wordBefore(String text, int to) {
    int end = to > 0 && text.charAt(to - 1) == ' ' ? to - 1 : to;
    int from = end;
    while (from > 0 && Character.isLetter(text.charAt(from - 1))) {
      from--;
    }
    return text.substring(from, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
