// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Attributes of a span, an event or a resource, read where they stand among the bytes of a request,
 * in their order. It is used again for the next span of the request. For one thread.
 */
public final class AttributeList {

  /** What a value is. */
  public enum Kind {
    /** No value, or of a type that is not known. */
    OTHER,
    TEXT,
    FLAG,
    NUMBER,
    FRACTION,
    LIST,
    MAP,
    BYTES
  }

  private static final int[] NONE = {};

  private byte[] bytes = {};
  private int size;
  private int[] keyAt = NONE;
  private int[] keyLength = NONE;
  private Kind[] kinds = {};
  private int[] valueAt = NONE;
  private int[] valueLength = NONE;
  private long[] numbers = {};

  /** No attributes so far. */
  public AttributeList() {}

  void clear(byte[] next) {
    bytes = next;
    size = 0;
  }

  /** Adds the {@code KeyValue} the reader stands at. */
  void add(ProtoCursor in) throws InvalidProtocolBufferException {
    begin();
    int outer = in.enter();
    while (in.next()) {
      if (in.is(1, ProtoCursor.DELIMITED)) {
        int length = in.length();
        in.requireUtf8(length);
        keyAt[size] = in.at();
        keyLength[size] = length;
        in.pass(length);
      } else if (in.is(2, ProtoCursor.DELIMITED)) {
        value(in);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    size++;
  }

  /** Adds the {@code AnyValue} the reader stands at, under no name. */
  void addValue(ProtoCursor in) throws InvalidProtocolBufferException {
    begin();
    value(in);
    size++;
  }

  private void begin() {
    if (size == keyAt.length) {
      grow();
    }
    keyAt[size] = 0;
    keyLength[size] = 0;
    kinds[size] = Kind.OTHER;
  }

  /** Of the alternatives of a value the last one counts. */
  private void value(ProtoCursor in) throws InvalidProtocolBufferException {
    int outer = in.enter();
    while (in.next()) {
      if (in.is(1, ProtoCursor.DELIMITED)) {
        int length = in.length();
        in.requireUtf8(length);
        slice(Kind.TEXT, in.at(), length);
        in.pass(length);
      } else if (in.is(2, ProtoCursor.VARINT)) {
        number(Kind.FLAG, in.varint());
      } else if (in.is(3, ProtoCursor.VARINT)) {
        number(Kind.NUMBER, in.varint());
      } else if (in.is(4, ProtoCursor.FIXED64)) {
        number(Kind.FRACTION, in.fixed64());
      } else if (in.is(5, ProtoCursor.DELIMITED)) {
        nested(in, Kind.LIST, Shape.ARRAY_VALUE);
      } else if (in.is(6, ProtoCursor.DELIMITED)) {
        nested(in, Kind.MAP, Shape.KEY_VALUE_LIST);
      } else if (in.is(7, ProtoCursor.DELIMITED)) {
        int length = in.length();
        slice(Kind.BYTES, in.at(), length);
        in.pass(length);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
  }

  private void nested(ProtoCursor in, Kind kind, Shape shape)
      throws InvalidProtocolBufferException {
    int outer = in.enter();
    int at = in.at();
    shape.check(in);
    slice(kind, at, in.at() - at);
    in.leave(outer);
  }

  private void slice(Kind kind, int at, int length) {
    kinds[size] = kind;
    valueAt[size] = at;
    valueLength[size] = length;
  }

  private void number(Kind kind, long number) {
    kinds[size] = kind;
    numbers[size] = number;
  }

  private void grow() {
    int capacity = Math.max(8, 2 * size);
    keyAt = Arrays.copyOf(keyAt, capacity);
    keyLength = Arrays.copyOf(keyLength, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    valueAt = Arrays.copyOf(valueAt, capacity);
    valueLength = Arrays.copyOf(valueLength, capacity);
    numbers = Arrays.copyOf(numbers, capacity);
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The bytes in which keys and values stand; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a key begins. */
  public int keyAt(int index) {
    return keyAt[index];
  }

  /** How many bytes a key has, in UTF-8. */
  public int keyLength(int index) {
    return keyLength[index];
  }

  /** What a value is. */
  public Kind kind(int index) {
    return kinds[index];
  }

  /** Where a text or a list begins. */
  public int valueAt(int index) {
    return valueAt[index];
  }

  /** How many bytes a text, in UTF-8, or a list has. */
  public int valueLength(int index) {
    return valueLength[index];
  }

  /** A number; 0 or another for a flag; the bits of a fraction. */
  public long number(int index) {
    return numbers[index];
  }

  /** A value as text: a text as it is, anything else as JSON; empty if there is none. */
  public String asText(int index) {
    return switch (kinds[index]) {
      case OTHER -> "";
      case TEXT -> new String(bytes, valueAt[index], valueLength[index], StandardCharsets.UTF_8);
      case FLAG -> Boolean.toString(numbers[index] != 0);
      case NUMBER -> Long.toString(numbers[index]);
      case FRACTION -> Double.toString(Double.longBitsToDouble(numbers[index]));
      case LIST -> ValueText.ofList(bytes, valueAt[index], valueLength[index]);
      case MAP -> ValueText.ofMap(bytes, valueAt[index], valueLength[index]);
      case BYTES -> ValueText.ofBytes(bytes, valueAt[index], valueLength[index]);
    };
  }

  /** The texts of a list; items of other types are left out. */
  public List<String> texts(int index) {
    List<String> texts = new ArrayList<>();
    ProtoCursor in = new ProtoCursor(bytes, valueAt[index], valueLength[index]);
    try {
      while (in.next()) {
        if (in.is(1, ProtoCursor.DELIMITED)) {
          AttributeList item = new AttributeList();
          item.clear(bytes);
          item.grow();
          item.kinds[0] = Kind.OTHER;
          item.value(in);
          if (item.kinds[0] == Kind.TEXT) {
            texts.add(
                new String(bytes, item.valueAt[0], item.valueLength[0], StandardCharsets.UTF_8));
          }
        } else {
          in.skip();
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a list that was sound cannot be read", e);
    }
    return texts;
  }
}
