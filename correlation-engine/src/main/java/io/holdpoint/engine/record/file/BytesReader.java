// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import java.nio.ByteBuffer;

/** Reads what {@link Bytes} wrote. For one thread. */
final class BytesReader {
  private final ByteBuffer bytes;

  BytesReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  byte next() {
    return bytes.get();
  }

  int number() {
    return bytes.getInt();
  }

  long longNumber() {
    return bytes.getLong();
  }

  byte[] block() {
    byte[] block = new byte[size()];
    bytes.get(block);
    return block;
  }

  String text() {
    int end = size() + bytes.position();
    StringBuilder text = new StringBuilder(end - bytes.position());
    while (bytes.position() < end) {
      int first = bytes.get() & 0xff;
      if (first < 0x80) {
        text.append((char) first);
      } else if (first < 0xe0) {
        text.append((char) ((first & 0x1f) << 6 | (bytes.get() & 0x3f)));
      } else {
        int second = bytes.get() & 0x3f;
        text.append((char) ((first & 0x0f) << 12 | second << 6 | (bytes.get() & 0x3f)));
      }
    }
    return text.toString();
  }

  private int size() {
    int size = bytes.getInt();
    if (size < 0 || size > bytes.remaining()) {
      throw new IllegalArgumentException(
          "input: got a part of " + size + " bytes (expected: at most " + bytes.remaining() + ")");
    }
    return size;
  }
}
