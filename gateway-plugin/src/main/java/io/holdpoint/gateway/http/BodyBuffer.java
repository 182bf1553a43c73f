// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Collects a body whose announced length is not believed before its bytes arrive. */
final class BodyBuffer {

  private static final byte[] NONE = new byte[0];
  private static final int FIRST = 64 * 1024;

  private byte[] bytes = NONE;
  private int length;

  /** Makes room for an announced length, up to a first piece. */
  void expect(long announced) {
    if (announced > 0) {
      bytes = new byte[(int) Math.min(announced, FIRST)];
    }
  }

  int length() {
    return length;
  }

  void add(ByteBuf more) {
    int size = more.readableBytes();
    if (length + size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + size, bytes.length * 2));
    }
    more.readBytes(bytes, length, size);
    length += size;
  }

  byte[] toBytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  static byte[] bytesOf(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }
}
