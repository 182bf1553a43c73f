// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import java.util.Arrays;

/**
 * A text as it is meant: escapes of JSON at any depth and of URLs resolved, digits and dashes of
 * other scripts folded, what cannot be seen left out. Knows where each byte stood. Only for
 * finding; what goes on is the text itself. Reused by one thread.
 */
final class DetectionView {

  private static final boolean[] IRREGULAR = JsonScan.irregular();

  private byte[] bytes = new byte[1024];
  private int length;
  private int[] viewAt = new int[64];
  private int[] rawAt = new int[64];
  private int changes;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Where the byte at {@code at} stood; of the end, where the last byte's text ended. */
  int raw(int at) {
    int low = 0;
    int high = changes - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (viewAt[middle] <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return rawAt[low] + at - viewAt[low];
  }

  /** Reads the text of a JSON string between its quotes. */
  void of(byte[] source, int from, int to) {
    length = 0;
    changes = 0;
    change(from);
    if (bytes.length < to - from + 8) {
      bytes = new byte[Math.max(to - from + 8, 2 * bytes.length)];
    }
    int i = from;
    while (i < to) {
      int plain = i;
      while (i < to && !IRREGULAR[source[i] & 0xff]) {
        i++;
      }
      if (i > plain) {
        System.arraycopy(source, plain, bytes, length, i - plain);
        length += i - plain;
        continue;
      }
      byte c = source[i];
      if (c == '\\') {
        i = escape(source, i, to);
      } else if (c == '%' && i + 2 < to && isHex(source[i + 1]) && isHex(source[i + 2])) {
        put(i, i + 3, hex(source, i + 1, 2));
        i += 3;
      } else if (c < 0) {
        i = beyondAscii(source, i, to);
      } else {
        bytes[length++] = c;
        i++;
      }
    }
  }

  private void change(int raw) {
    if (changes == viewAt.length) {
      viewAt = Arrays.copyOf(viewAt, 2 * changes);
      rawAt = Arrays.copyOf(rawAt, 2 * changes);
    }
    if (changes > 0 && viewAt[changes - 1] == length) {
      changes--;
    }
    viewAt[changes] = length;
    rawAt[changes] = raw;
    changes++;
  }

  /** One character for the bytes from {@code start} to {@code end}; none for a negative one. */
  private void put(int start, int end, int code) {
    int folded = fold(code);
    if (folded >= 0) {
      change(start);
      bytes[length++] = (byte) folded;
    }
    change(end);
  }

  /** A run of backslashes and what follows is one escape, however deep the text is nested. */
  private int escape(byte[] source, int from, int to) {
    int i = from;
    while (i < to && source[i] == '\\') {
      i++;
    }
    if (i == to) {
      put(from, to, '\\');
      return to;
    }
    byte c = source[i];
    if (c == 'u' && i + 4 < to && isHexRun(source, i + 1, i + 5)) {
      int code = hex(source, i + 1, 4);
      int low = Character.isHighSurrogate((char) code) ? lowHalf(source, i + 5, to) : 0;
      int end = low > 0 ? low : i + 5;
      put(
          from,
          end,
          low > 0 ? Character.toCodePoint((char) code, (char) hex(source, low - 4, 4)) : code);
      return end;
    }
    if (c == 'u' && i + 5 == to && isHexRun(source, i + 1, to)) {
      put(from, to, hex(source, i + 1, 4));
      return to;
    }
    if (c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f') {
      put(from, i + 1, '\n');
      return i + 1;
    }
    if (c == '"' || c == '/') {
      put(from, i + 1, c);
      return i + 1;
    }
    put(from, i, '\\');
    return i;
  }

  /** Where the escape of the second half of a pair ends; 0 if it does not follow. */
  private static int lowHalf(byte[] source, int from, int to) {
    int i = from;
    while (i < to && source[i] == '\\') {
      i++;
    }
    return i > from
            && i + 4 < to
            && source[i] == 'u'
            && isHexRun(source, i + 1, i + 5)
            && Character.isLowSurrogate((char) hex(source, i + 1, 4))
        ? i + 5
        : 0;
  }

  private int beyondAscii(byte[] source, int at, int to) {
    int b = source[at] & 0xff;
    int more = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : b >= 0xc0 ? 1 : 0;
    int end = at + 1 + more;
    if (end > to) {
      bytes[length++] = (byte) 0x80;
      return at + 1;
    }
    int code = more == 0 ? 0xfffd : b & (0x3f >> more);
    for (int i = at + 1; i < end; i++) {
      code = (code << 6) | (source[i] & 0x3f);
    }
    put(at, end, code);
    return end;
  }

  /** The ASCII character that is meant, 0x80 for any letter beyond, -1 for what is not seen. */
  private static int fold(int code) {
    if (code < 0x80) {
      return code;
    }
    if (code >= 0xff01 && code <= 0xff5e) {
      return code - 0xfee0;
    }
    return switch (Character.getType(code)) {
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.CONTROL -> '\n';
      case Character.DASH_PUNCTUATION -> '-';
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> -1;
      case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(code, 10);
      default -> special(code);
    };
  }

  /** A minus sign; letters and blanks of which nothing is seen. */
  private static int special(int code) {
    return switch (code) {
      case 0x2212 -> '-';
      case 0x2800 -> ' ';
      case 0x115f, 0x1160, 0x3164, 0xffa0 -> -1;
      default -> 0x80;
    };
  }

  private static boolean isHex(byte b) {
    return Chars.isHex(b);
  }

  private static boolean isHexRun(byte[] source, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Chars.isHex(source[i])) {
        return false;
      }
    }
    return true;
  }

  private static int hex(byte[] source, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      value = (value << 4) | Character.digit(source[i], 16);
    }
    return value;
  }
}
