// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

/** Lower-case hexadecimal digits and the numbers they stand for. */
final class Hex {

  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private Hex() {}

  static boolean isLowerCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The sixteen digits from {@code from} on, which must be lower-case hexadecimal. */
  static long number(String text, int from) {
    long value = 0;
    for (int i = from; i < from + 16; i++) {
      char c = text.charAt(i);
      value = value << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return value;
  }

  static String text(long number) {
    return text(new char[16], number, 0);
  }

  static String text(long high, long low) {
    char[] digits = new char[32];
    text(digits, high, 0);
    return text(digits, low, 16);
  }

  private static String text(char[] digits, long number, int from) {
    for (int i = 0; i < 16; i++) {
      digits[from + i] = DIGITS[(int) (number >>> (60 - 4 * i)) & 15];
    }
    return new String(digits);
  }
}
