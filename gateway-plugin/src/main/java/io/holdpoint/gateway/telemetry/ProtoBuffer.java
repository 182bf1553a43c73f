// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of protobuf messages, written front to back. What a message's length takes is known only at
 * its end: one byte or more is left free for it, and the message moved if that was a wrong guess.
 * For one thread.
 */
final class ProtoBuffer {

  /** Left free for the length of what is mostly shorter than 128 bytes. */
  static final int SHORT = 1;

  /** Left free for the length of what is mostly shorter than 16 KB. */
  static final int LONG = 2;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes;
  private int size;

  ProtoBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  /** Forgets what comes after the first {@code size} bytes. */
  void cut(int size) {
    this.size = size;
  }

  /** How many bytes there are without taking more memory. */
  int room() {
    return bytes.length;
  }

  /** A copy of what was written from there on. */
  byte[] toBytes(int from) {
    return Arrays.copyOfRange(bytes, from, size);
  }

  /** Writes what stands in another one. */
  void raw(ProtoBuffer other) {
    reserve(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  /** A copy of what was written. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Copies what was written into {@code target}. */
  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, size);
  }

  /** Begins a message in a field; returns what {@link #end} wants to know. */
  int begin(int field, int lengthBytes) {
    reserve(LONGEST_VARINT + lengthBytes);
    tag(field, LENGTH_DELIMITED);
    size += lengthBytes;
    return size;
  }

  /** Ends the message that {@link #begin} began. */
  void end(int begin, int lengthBytes) {
    int length = size - begin;
    int needed = varintSize(length);
    if (needed != lengthBytes) {
      reserve(needed);
      System.arraycopy(bytes, begin, bytes, begin + needed - lengthBytes, length);
    }
    size = begin - lengthBytes;
    rawVarint(length);
    size += length;
  }

  /** A tag and a length, to be followed by as many bytes. */
  void head(int field, long length) {
    reserve(2 * LONGEST_VARINT);
    tag(field, LENGTH_DELIMITED);
    rawVarint(length);
  }

  void varint(int field, long value) {
    reserve(2 * LONGEST_VARINT);
    tag(field, VARINT);
    rawVarint(value);
  }

  void fixed64(int field, long value) {
    reserve(LONGEST_VARINT + Long.BYTES);
    tag(field, FIXED64);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  void fixed32(int field, int value) {
    reserve(LONGEST_VARINT + Integer.BYTES);
    tag(field, FIXED32);
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  void text(int field, String value) {
    bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(int field, byte[] value) {
    head(field, value.length);
    raw(value);
  }

  /** The bytes that hexadecimal digits stand for. */
  void hex(int field, String digits) {
    int length = digits.length() / 2;
    head(field, length);
    reserve(length);
    for (int i = 0; i < length; i++) {
      int high = Character.digit(digits.charAt(2 * i), 16);
      int low = Character.digit(digits.charAt(2 * i + 1), 16);
      bytes[size++] = (byte) (high << 4 | low);
    }
  }

  /**
   * A key and a text, the way attributes have them.
   *
   * @param key the field of the key, encoded
   * @param value the text in UTF-8
   */
  void attribute(int field, byte[] key, byte[] value) {
    int inner = 1 + varintSize(value.length) + value.length;
    int outer = key.length + 1 + varintSize(inner) + inner;
    reserve(4 * LONGEST_VARINT + outer);
    tag(field, LENGTH_DELIMITED);
    rawVarint(outer);
    System.arraycopy(key, 0, bytes, size, key.length);
    size += key.length;
    tag(2, LENGTH_DELIMITED);
    rawVarint(inner);
    tag(1, LENGTH_DELIMITED);
    rawVarint(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /**
   * A key and a number.
   *
   * @param key the field of the key, encoded
   * @param type the field of the number within a value
   */
  void attribute(int field, byte[] key, int type, long value) {
    int inner = 1 + varintSize(value);
    int outer = key.length + 1 + varintSize(inner) + inner;
    reserve(4 * LONGEST_VARINT + outer);
    tag(field, LENGTH_DELIMITED);
    rawVarint(outer);
    System.arraycopy(key, 0, bytes, size, key.length);
    size += key.length;
    tag(2, LENGTH_DELIMITED);
    rawVarint(inner);
    tag(type, VARINT);
    rawVarint(value);
  }

  /** Bytes that are part of a message already. */
  void raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** How many bytes a number takes. */
  static int varintSize(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  private void tag(int field, int type) {
    rawVarint((long) field << 3 | type);
  }

  private void rawVarint(long value) {
    if ((value & ~0x7fL) == 0) {
      bytes[size++] = (byte) value;
      return;
    }
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }
}
