// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Looks for bytes that two JSON readers could read differently. */
final class TextCheck {

  private TextCheck() {}

  /** What is wrong with the bytes, or null. */
  static @Nullable String fault(byte[] bytes) {
    boolean ascii = true;
    boolean escapes = false;
    for (byte b : bytes) {
      ascii &= b >= 0;
      escapes |= b == '\\';
      if (b == 0) {
        return "a zero byte (expected: UTF-8 text)";
      }
    }
    if (!ascii && !isUtf8(bytes)) {
      return "invalid UTF-8 (expected: UTF-8 text)";
    }
    return escapes && hasLoneSurrogate(bytes)
        ? "half a surrogate pair (expected: whole characters)"
        : null;
  }

  static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException invalid) {
      return false;
    }
  }

  private static boolean hasLoneSurrogate(byte[] bytes) {
    boolean high = false;
    int i = 0;
    while (i < bytes.length) {
      int unit = -1;
      int step = 1;
      if (bytes[i] == '\\') {
        unit = escapedUnit(bytes, i);
        step = unit >= 0 ? 6 : 2;
      }
      boolean low = unit >= 0xDC00 && unit <= 0xDFFF;
      if (high != low) {
        return true;
      }
      high = unit >= 0xD800 && unit <= 0xDBFF;
      i += step;
    }
    return high;
  }

  private static int escapedUnit(byte[] bytes, int at) {
    if (at + 5 >= bytes.length || bytes[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }
}
