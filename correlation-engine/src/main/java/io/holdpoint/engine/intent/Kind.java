// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

/** What a character is, as flags; those of ASCII stand in a table. */
final class Kind {
  static final int LETTER = 1;
  static final int DIGIT = 2;
  static final int WORD = LETTER | DIGIT;
  static final int UPPER = 4;
  static final int SPACE = 8;

  /** Ends a run of characters that can be an identifier. */
  static final int BORDER = 16;

  /** Letters and marks without which nothing is a mail address or a link. */
  static final int AT = 32;

  static final int DOT = 64;
  static final int COLON = 128;

  private static final int ASCII = 128;
  private static final short[] TABLE = table();

  private Kind() {}

  static int of(char c) {
    return c < ASCII ? TABLE[c] : slow(c);
  }

  static boolean isWord(char c) {
    return (of(c) & WORD) != 0;
  }

  static boolean isLetter(char c) {
    return (of(c) & LETTER) != 0;
  }

  static boolean isDigit(char c) {
    return (of(c) & DIGIT) != 0;
  }

  static boolean isSpace(char c) {
    return (of(c) & SPACE) != 0;
  }

  private static short[] table() {
    short[] table = new short[ASCII];
    for (char c = 0; c < ASCII; c++) {
      table[c] = (short) slow(c);
    }
    return table;
  }

  private static int slow(char c) {
    int kind = Character.isLetter(c) ? LETTER : 0;
    kind |= Character.isDigit(c) ? DIGIT : 0;
    kind |= Character.isUpperCase(c) ? UPPER : 0;
    kind |= Character.isWhitespace(c) ? SPACE | BORDER : 0;
    kind |= "\"'`<>(){}[],;|*".indexOf(c) >= 0 ? BORDER : 0;
    kind |= c == '@' ? AT : c == '.' ? DOT : c == ':' ? COLON : 0;
    return kind;
  }
}
