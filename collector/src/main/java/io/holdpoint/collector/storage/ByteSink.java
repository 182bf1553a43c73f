// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes being written, with room made as needed. */
final class ByteSink {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int length;

  ByteSink(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  /** The array written to; valid up to {@link #length()} and until the next write. */
  byte[] array() {
    return bytes;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Forgets what was written beyond {@code shorter}. */
  void cut(int shorter) {
    length = shorter;
  }

  void octet(int value) {
    require(1);
    bytes[length++] = (byte) value;
  }

  /** Seven bits in a byte, the lowest first; the highest bit says that more follow. */
  void number(long value) {
    require(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** A number that may be negative, short where it is near zero. */
  void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  void eight(long value) {
    require(8);
    LONG.set(bytes, length, value);
    length += 8;
  }

  void raw(byte[] source, int from, int count) {
    require(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  private void require(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
