// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes protobuf; messages get their length once they are whole. For one thread. */
final class ProtoSink {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes;
  private int length;

  ProtoSink(int expected) {
    this.bytes = new byte[Math.max(256, expected)];
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Begins a message as a field; {@link #end} wants to know what is returned. */
  int begin(int field) {
    tag(field, DELIMITED);
    room(1);
    return ++length;
  }

  /** Ends the message that began at {@code begin}: its bytes move up if its length is long. */
  void end(int begin) {
    int size = length - begin;
    int more = varintSize(size) - 1;
    if (more > 0) {
      room(more);
      System.arraycopy(bytes, begin, bytes, begin + more, size);
      length += more;
    }
    int at = begin - 1;
    int left = size;
    while (left > 0x7f) {
      bytes[at++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[at] = (byte) left;
  }

  void varint(int field, long value) {
    tag(field, VARINT);
    varint(value);
  }

  void eight(int field, long value) {
    tag(field, FIXED64);
    room(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
  }

  void four(int field, int value) {
    tag(field, FIXED32);
    room(Integer.BYTES);
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
  }

  void text(int field, String text) {
    octets(field, text.getBytes(StandardCharsets.UTF_8));
  }

  void octets(int field, byte[] value) {
    tag(field, DELIMITED);
    varint(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    room(LONGEST_VARINT);
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes[length++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[length++] = (byte) left;
  }

  private static int varintSize(int value) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
