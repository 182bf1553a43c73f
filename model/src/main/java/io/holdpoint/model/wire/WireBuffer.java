// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.step.StepId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that grow, and compact ASCII JSON written at their end. It exists because a general JSON
 * generator costs several times the copying on the way of every call. Whoever writes JSON is
 * trusted to open and close in order; commas are set here. Not safe for use by several threads.
 */
public final class WireBuffer {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NUMBER = 20;
  private static final int LONGEST_ESCAPE = 6;

  private static final boolean[] ESCAPED = escaped();
  private static final int REMEMBERED = 256;

  private byte[] bytes;
  private int length;
  private int begin;
  private Remembered @Nullable [] remembered;

  /**
   * @param capacity bytes to begin with
   */
  public WireBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** What was written for a value, which never changes. */
  @SuppressWarnings("ArrayRecordComponent") // Never copied or compared.
  private record Remembered(Object value, byte[] json) {}

  /**
   * From now on what is written for a session or a tool is kept and copied when the same one comes
   * again: for buffers that are filled again and again.
   */
  public WireBuffer remembering() {
    remembered = new Remembered[REMEMBERED];
    return this;
  }

  /** The bytes, of which the first {@link #length()} count; replaced when more room is needed. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Forgets everything; room beyond {@code kept} bytes is given back. */
  public void clear(int kept) {
    length = 0;
    begin = 0;
    if (bytes.length > kept) {
      bytes = new byte[kept];
    }
  }

  /** Leaves room for {@code count} bytes that are filled in later, and says where it is. */
  public int skip(int count) {
    ensure(count);
    int at = length;
    length += count;
    return at;
  }

  /** Writes a number over four bytes, the highest first. */
  public void putInt(int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** What is written next is a value of its own, whatever stands before it. */
  void begin() {
    begin = length;
  }

  void writeStartObject() {
    separate();
    put('{');
  }

  void writeEndObject() {
    put('}');
  }

  void writeStartArray() {
    separate();
    put('[');
  }

  void writeEndArray() {
    put(']');
  }

  /** A member's name, which needs no escapes. */
  void writeName(String name) {
    separate();
    quoted(name);
    put(':');
  }

  /** A text that is known to need no escapes. */
  void writeWord(String word) {
    separate();
    quoted(word);
  }

  void writeString(String text) {
    separate();
    int size = text.length();
    ensure(size + 2);
    byte[] out = bytes;
    int at = length;
    out[at++] = '"';
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      if (c >= ESCAPED.length || ESCAPED[c]) {
        length = at;
        ensure(size - i + LONGEST_ESCAPE + 1);
        escape(c);
        out = bytes;
        at = length;
      } else {
        out[at++] = (byte) c;
      }
    }
    out[at++] = '"';
    length = at;
  }

  /**
   * A value after its name, written by {@code writer} unless it is still remembered.
   *
   * @param hash of what tells the value from others
   */
  @SuppressWarnings("ReferenceEquality") // Another instance may say something else.
  <T> void writeRemembered(T value, int hash, BiConsumer<WireBuffer, T> writer) {
    Remembered[] known = remembered;
    if (known == null) {
      writer.accept(this, value);
      return;
    }
    int slot = hash & (REMEMBERED - 1);
    Remembered last = known[slot];
    if (last != null && last.value() == value) {
      ensure(last.json().length);
      System.arraycopy(last.json(), 0, bytes, length, last.json().length);
      length += last.json().length;
    } else {
      int from = length;
      writer.accept(this, value);
      known[slot] = new Remembered(value, Arrays.copyOfRange(bytes, from, length));
    }
  }

  /** The text of a step's id. */
  void writeStepId(StepId id) {
    writeString(id.source());
    length--;
    put('/');
    plain(id.traceId());
    put('/');
    plain(id.spanId());
    put('"');
  }

  void writeStringProperty(String name, String value) {
    writeName(name);
    writeString(value);
  }

  void writeNumberProperty(String name, long value) {
    writeName(name);
    number(value);
  }

  void writeBooleanProperty(String name, boolean value) {
    writeName(name);
    plain(value ? "true" : "false");
  }

  private static boolean[] escaped() {
    boolean[] escaped = new boolean[0x80];
    Arrays.fill(escaped, 0, ' ', true);
    escaped['"'] = true;
    escaped['\\'] = true;
    return escaped;
  }

  private void number(long value) {
    if (value < 0) {
      plain(Long.toString(value));
      return;
    }
    ensure(LONGEST_NUMBER);
    int end = length + LONGEST_NUMBER;
    int at = end;
    long rest = value;
    while (rest >= 100) {
      long hundreds = rest / 100;
      int pair = (int) (rest - hundreds * 100);
      bytes[--at] = (byte) ('0' + pair % 10);
      bytes[--at] = (byte) ('0' + pair / 10);
      rest = hundreds;
    }
    bytes[--at] = (byte) ('0' + rest % 10);
    if (rest >= 10) {
      bytes[--at] = (byte) ('0' + rest / 10);
    }
    System.arraycopy(bytes, at, bytes, length, end - at);
    length += end - at;
  }

  private void quoted(String ascii) {
    ensure(ascii.length() + 2);
    bytes[length++] = '"';
    plain(ascii);
    bytes[length++] = '"';
  }

  @SuppressWarnings("deprecation") // Copies the low bytes, which are all there is in ASCII.
  private void plain(String ascii) {
    int size = ascii.length();
    ensure(size);
    ascii.getBytes(0, size, bytes, length);
    length += size;
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> escape('\\', '"');
      case '\\' -> escape('\\', '\\');
      case '\b' -> escape('\\', 'b');
      case '\t' -> escape('\\', 't');
      case '\n' -> escape('\\', 'n');
      case '\f' -> escape('\\', 'f');
      case '\r' -> escape('\\', 'r');
      default -> {
        escape('\\', 'u');
        for (int shift = 12; shift >= 0; shift -= 4) {
          bytes[length++] = HEX[c >> shift & 0xf];
        }
      }
    }
  }

  private void escape(char first, char second) {
    bytes[length++] = (byte) first;
    bytes[length++] = (byte) second;
  }

  /** A comma, unless what comes is the first of its object or array or the value of a member. */
  private void separate() {
    if (length > begin) {
      byte last = bytes[length - 1];
      if (last != '{' && last != '[' && last != ':') {
        put(',');
      }
    }
  }

  private void put(char c) {
    ensure(1);
    bytes[length++] = (byte) c;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
    }
  }
}
