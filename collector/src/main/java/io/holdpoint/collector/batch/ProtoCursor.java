// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the fields of protobuf messages where they stand, without copies. For one thread. */
final class ProtoCursor {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int DELIMITED = 2;
  static final int FIXED32 = 5;

  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;

  /** As deep as the library of protobuf itself reads. */
  private static final int DEEPEST = 100;

  private static final int LONGEST_VARINT = 10;
  private static final long NOT_ASCII = 0x8080808080808080L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;
  private int end;
  private int tag;
  private int depth;

  ProtoCursor(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  ProtoCursor(byte[] bytes, int at, int length) {
    this.bytes = bytes;
    this.at = at;
    this.end = at + length;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the next byte stands. */
  int at() {
    return at;
  }

  /** How many bytes of the message are left. */
  int left() {
    return end - at;
  }

  /** Goes back to a place of the message. */
  void backTo(int place) {
    at = place;
  }

  /** Goes to the next field of the message; false at its end. The field must be read or skipped. */
  boolean next() throws InvalidProtocolBufferException {
    if (at == end) {
      return false;
    }
    tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw broken("a field with the number 0");
    }
    return true;
  }

  int field() {
    return tag >>> 3;
  }

  /** True if the field is the one of that number, written in that way. */
  boolean is(int field, int type) {
    return tag == ((field << 3) | type);
  }

  boolean isDelimited() {
    return (tag & 7) == DELIMITED;
  }

  long varint() throws InvalidProtocolBufferException {
    if (at < end && bytes[at] >= 0) {
      return bytes[at++];
    }
    return longVarint();
  }

  private long longVarint() throws InvalidProtocolBufferException {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      if (at == end) {
        throw cut();
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw broken("a number of more than 10 bytes");
  }

  long fixed64() throws InvalidProtocolBufferException {
    require(Long.BYTES);
    at += Long.BYTES;
    return (long) LONGS.get(bytes, at - Long.BYTES);
  }

  int fixed32() throws InvalidProtocolBufferException {
    require(Integer.BYTES);
    at += Integer.BYTES;
    return (int) INTS.get(bytes, at - Integer.BYTES);
  }

  /** The length of a delimited field, whose bytes begin at {@link #at} and are all there. */
  int length() throws InvalidProtocolBufferException {
    int length = (int) varint();
    if (length < 0) {
      throw broken("a negative length");
    }
    require(length);
    return length;
  }

  /** Passes over bytes that {@link #length} promised. */
  void pass(int length) {
    at += length;
  }

  /** Passes over a delimited field of numbers that have {@code size} bytes each. */
  void passMultiple(int size) throws InvalidProtocolBufferException {
    int length = length();
    if (length % size != 0) {
      throw broken("a list of numbers that ends amid one");
    }
    pass(length);
  }

  /** Goes into the message of a delimited field; {@link #leave} wants to know what is returned. */
  int enter() throws InvalidProtocolBufferException {
    if (++depth > DEEPEST) {
      throw broken("more than " + DEEPEST + " messages inside each other");
    }
    int length = length();
    int outer = end;
    end = at + length;
    return outer;
  }

  /** Goes back out of a message, whether or not it was read to its end. */
  void leave(int outer) {
    at = end;
    end = outer;
    depth--;
  }

  /** Passes over the field. */
  void skip() throws InvalidProtocolBufferException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> {
        require(Long.BYTES);
        at += Long.BYTES;
      }
      case DELIMITED -> pass(length());
      case START_GROUP -> skipGroup(tag >>> 3);
      case FIXED32 -> {
        require(Integer.BYTES);
        at += Integer.BYTES;
      }
      default -> throw broken("a field of no known type");
    }
  }

  /** Refuses {@code length} bytes from here on that are no UTF-8. */
  void requireUtf8(int length) throws InvalidProtocolBufferException {
    if (!isAscii(length) && !UnsafeByteOperations.unsafeWrap(bytes, at, length).isValidUtf8()) {
      throw broken("a text that is not UTF-8");
    }
  }

  /** Looks at eight bytes at once; the last eight may overlap those before. */
  private boolean isAscii(int length) {
    if (length < Long.BYTES) {
      int all = 0;
      for (int i = at; i < at + length; i++) {
        all |= bytes[i];
      }
      return all >= 0;
    }
    int last = at + length - Long.BYTES;
    long all = (long) LONGS.get(bytes, last);
    for (int i = at; i < last; i += Long.BYTES) {
      all |= (long) LONGS.get(bytes, i);
    }
    return (all & NOT_ASCII) == 0;
  }

  private void skipGroup(int field) throws InvalidProtocolBufferException {
    if (++depth > DEEPEST) {
      throw broken("more than " + DEEPEST + " messages inside each other");
    }
    while (next()) {
      if ((tag & 7) == END_GROUP) {
        if (tag >>> 3 != field) {
          break;
        }
        depth--;
        return;
      }
      skip();
    }
    throw broken("a group without its end");
  }

  private void require(int length) throws InvalidProtocolBufferException {
    if (length > end - at) {
      throw cut();
    }
  }

  private InvalidProtocolBufferException cut() {
    return broken("a message that ends too early");
  }

  private InvalidProtocolBufferException broken(String what) {
    return new InvalidProtocolBufferException(what + " before byte " + at);
  }
}
