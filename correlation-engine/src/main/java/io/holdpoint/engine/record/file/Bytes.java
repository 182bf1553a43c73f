// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import java.util.Arrays;

/** Bytes that grow. Text is kept exactly, half surrogate pairs included. For one thread. */
final class Bytes {
  private static final int KEPT_BYTES = 256 << 10;

  private byte[] bytes = new byte[4096];
  private char[] text = new char[1024];
  private int length;

  void clear() {
    length = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[4096];
      text = new char[1024];
    }
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void put(byte value) {
    ensure(1);
    bytes[length++] = value;
  }

  void putInt(int value) {
    ensure(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  void putLong(long value) {
    putInt((int) (value >>> 32));
    putInt((int) value);
  }

  void putBlock(byte[] block, int from, int size) {
    putInt(size);
    ensure(size);
    System.arraycopy(block, from, bytes, length, size);
    length += size;
  }

  /** Each char as one to three bytes, so that nothing is replaced. */
  @SuppressWarnings("deprecation") // Copies the low bytes, which are all there is in ASCII.
  void putText(String plain) {
    int chars = plain.length();
    ensure(4 + 3 * chars);
    if (isAscii(plain, chars)) {
      putInt(chars);
      plain.getBytes(0, chars, bytes, length);
      length += chars;
      return;
    }
    int at = length + 4;
    for (int i = 0; i < chars; i++) {
      char c = text[i];
      if (c < 0x80) {
        bytes[at++] = (byte) c;
      } else if (c < 0x800) {
        bytes[at++] = (byte) (0xc0 | (c >> 6));
        bytes[at++] = (byte) (0x80 | (c & 0x3f));
      } else {
        bytes[at++] = (byte) (0xe0 | (c >> 12));
        bytes[at++] = (byte) (0x80 | (c >> 6 & 0x3f));
        bytes[at++] = (byte) (0x80 | (c & 0x3f));
      }
    }
    int size = at - length - 4;
    putInt(size);
    length = at;
  }

  /** Looks at all characters at once, which leaves them in {@link #text}. */
  private boolean isAscii(String plain, int chars) {
    if (text.length < chars) {
      text = new char[Math.max(chars, 2 * text.length)];
    }
    plain.getChars(0, chars, text, 0);
    int all = 0;
    for (int i = 0; i < chars; i++) {
      all |= text[i];
    }
    return all < 0x80;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }
}
