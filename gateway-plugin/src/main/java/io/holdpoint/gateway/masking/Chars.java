// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

/** What a byte of a text can be a part of. */
final class Chars {

  static final int DIGIT = 1;
  static final int AT = 2;
  static final int PREFIX = 3;
  static final int ASSIGN = 4;
  static final int SLASH = 5;
  static final int CAPITAL = 6;
  static final int JOT = 7;

  private static final byte[] TRIGGERS = triggers();
  private static final boolean[] WORD = words();

  private Chars() {}

  /** What a byte may be the telling part of; 0 for most. */
  static int trigger(byte b) {
    return TRIGGERS[b & 0xff];
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static boolean isWord(byte b) {
    return WORD[b & 0xff];
  }

  static boolean isLetter(byte b) {
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  static boolean isHex(byte b) {
    int lower = b | 0x20;
    return isDigit(b) || (lower >= 'a' && lower <= 'f');
  }

  static boolean isBase64(byte b) {
    return isWord(b) || b == '+' || b == '/' || b == '-' || b == '_';
  }

  /** What people and programs put between the groups of a number. */
  static boolean isSeparator(byte b) {
    return switch (b) {
      case ' ', '\t', '\n', '\r', '-', '.', '/', '_', '+', ',', '|', '*', ';' -> true;
      default -> false;
    };
  }

  /** A part of the name of a mailbox; letters beyond ASCII too. */
  static boolean isMail(byte b) {
    return isWord(b) || b == '.' || b == '_' || b == '-' || b == '+' || b == '%' || b < 0;
  }

  private static boolean[] words() {
    boolean[] word = new boolean[256];
    for (int c = 0; c < 128; c++) {
      word[c] = Character.isLetterOrDigit(c);
    }
    return word;
  }

  private static byte[] triggers() {
    byte[] kinds = new byte[256];
    for (int c = '0'; c <= '9'; c++) {
      kinds[c] = DIGIT;
    }
    kinds['@'] = AT;
    kinds['_'] = PREFIX;
    kinds['-'] = PREFIX;
    kinds['.'] = PREFIX;
    kinds['='] = ASSIGN;
    kinds[':'] = ASSIGN;
    kinds['/'] = SLASH;
    kinds['I'] = CAPITAL;
    kinds['z'] = CAPITAL;
    kinds['J'] = JOT;
    return kinds;
  }
}
