// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text: runs of letters and digits in lower case, each ideograph for itself. Escapes
 * of JSON are read, so that a line's end parts words. Who indexes texts and who looks into them
 * take the same words.
 */
public final class Terms {

  /** Of a longer text only the first words count. */
  public static final int MOST = 5000;

  /** Of a longer word only the beginning counts. */
  public static final int LONGEST = 64;

  private Terms() {}

  /** The words in their order, at most {@link #MOST}. */
  public static List<String> of(String text) {
    List<String> terms = new ArrayList<>();
    add(text, terms);
    return terms;
  }

  /** Adds the words of one more text, until there are {@link #MOST}. */
  public static void add(String text, List<String> terms) {
    StringBuilder word = new StringBuilder();
    int at = 0;
    while (at < text.length() && terms.size() < MOST) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (c == '\\' && at < text.length()) {
        int escaped = escaped(text, at);
        at += text.charAt(at) == 'u' && escaped >= 0 ? 5 : 1;
        c = escaped < 0 ? ' ' : escaped;
      }
      if (Character.isIdeographic(c)) {
        close(word, terms);
        terms.add(Character.toString(c));
      } else if (Character.isLetterOrDigit(c) || isMark(c)) {
        if (word.length() < LONGEST) {
          word.appendCodePoint(c);
        }
      } else {
        close(word, terms);
      }
    }
    close(word, terms);
  }

  /** True if the words stand one after another in a text; a star ends the beginning of a word. */
  static boolean contain(List<String> text, String wanted) {
    List<String> words = of(wanted);
    if (words.isEmpty()) {
      return false;
    }
    boolean open = isOpen(wanted);
    for (int from = 0; from + words.size() <= text.size(); from++) {
      if (standsAt(text, from, words, open)) {
        return true;
      }
    }
    return false;
  }

  /** True if the last word that is wanted is only the beginning of one. */
  public static boolean isOpen(String wanted) {
    return wanted.endsWith("*");
  }

  private static boolean standsAt(List<String> text, int from, List<String> words, boolean open) {
    for (int i = 0; i < words.size(); i++) {
      String found = text.get(from + i);
      boolean fits =
          (open && i == words.size() - 1)
              ? found.startsWith(words.get(i))
              : found.equals(words.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static void close(StringBuilder word, List<String> terms) {
    if (!word.isEmpty() && terms.size() < MOST) {
      terms.add(word.toString().toLowerCase(Locale.ROOT));
    }
    word.setLength(0);
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> false;
    };
  }

  /** What an escape behind a backslash stands for; -1 if for nothing with letters. */
  private static int escaped(String text, int at) {
    char c = text.charAt(at);
    if (c != 'u') {
      return "bfnrt\"\\/".indexOf(c) >= 0 ? -1 : c;
    }
    if (at + 5 > text.length()) {
      return -1;
    }
    try {
      return Integer.parseInt(text, at + 1, at + 5, 16);
    } catch (NumberFormatException notHexadecimal) {
      return -1;
    }
  }
}
