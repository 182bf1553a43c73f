// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

/** Cuts the commonest English endings, so that forms of a word count as one. */
final class Stem {
  /** The last letters of all endings below. */
  private static final boolean[] ENDING = endings();

  private Stem() {}

  private static boolean[] endings() {
    boolean[] table = new boolean[128];
    "sgdyeSGDYE".chars().forEach(c -> table[c] = true);
    return table;
  }

  /** The hash of the stem of a folded word. */
  static long hash(String word) {
    char[] text = word.toCharArray();
    return Folding.hash(text, 0, end(text, 0, text.length));
  }

  /** Where the stem of the folded word in {@code text[from, to)} ends. */
  static int end(char[] text, int from, int to) {
    char last = text[to - 1];
    if (to - from <= 3 || last >= ENDING.length || !ENDING[last]) {
      return to; // most words: one look instead of six
    }
    int end = to;
    if (end - from > 3 && is(text, end - 1, 's') && !is(text, end - 2, 's')) {
      end--;
    }
    if (end - from > 5 && ends(text, end, "ing")) {
      return undouble(text, from, end - 3);
    }
    if (end - from > 4 && ends(text, end, "ed")) {
      return undouble(text, from, end - 2);
    }
    if (end - from > 4 && is(text, end - 1, 'y')) {
      return end - 1;
    }
    if (end - from > 4 && ends(text, end, "ie")) {
      return end - 2;
    }
    if (end - from > 3 && is(text, end - 1, 'e')) {
      return end - 1;
    }
    return end;
  }

  private static int undouble(char[] text, int from, int end) {
    boolean doubled =
        end - from > 3
            && Folding.lower(text[end - 1]) == Folding.lower(text[end - 2])
            && !is(text, end - 1, 'l')
            && !is(text, end - 1, 's');
    return doubled ? end - 1 : end;
  }

  private static boolean ends(char[] text, int end, String ending) {
    for (int i = 0; i < ending.length(); i++) {
      if (!is(text, end - ending.length() + i, ending.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean is(char[] text, int at, char lower) {
    char c = text[at];
    return c == lower || c == lower - 32;
  }
}
