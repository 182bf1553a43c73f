// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import java.util.Arrays;

/** Bytes that grow. Text is kept exactly, half surrogate pairs included. For one thread. */
final class Bytes {
  private static final int KEPT_BYTES = 256 << 10;

  private byte[] bytes = new byte[4096];
  private int length;

  void clear() {
    length = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[4096];
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
  void putText(String text) {
    int chars = text.length();
    ensure(4 + 3 * chars);
    int at = length + 4;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
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

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }
}
