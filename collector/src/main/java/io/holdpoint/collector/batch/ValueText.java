// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Structured values of attributes as JSON text. For values that were found sound. */
final class ValueText {

  private final ProtoCursor in;
  private final StringBuilder out = new StringBuilder();

  private ValueText(ProtoCursor in) {
    this.in = in;
  }

  /** An {@code ArrayValue} that takes {@code length} bytes. */
  static String ofList(byte[] bytes, int at, int length) {
    return of(bytes, at, length, ValueText::list);
  }

  /** A {@code KeyValueList} that takes {@code length} bytes. */
  static String ofMap(byte[] bytes, int at, int length) {
    return of(bytes, at, length, ValueText::map);
  }

  /** A list of bytes, for want of anything better in Base64. */
  static String ofBytes(byte[] bytes, int at, int length) {
    return '"'
        + Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, at, at + length))
        + '"';
  }

  private interface Part {
    void write(ValueText text) throws InvalidProtocolBufferException;
  }

  private static String of(byte[] bytes, int at, int length, Part part) {
    ValueText text = new ValueText(new ProtoCursor(bytes, at, length));
    try {
      part.write(text);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a value that was sound cannot be read", e);
    }
    return text.out.toString();
  }

  private void list() throws InvalidProtocolBufferException {
    out.append('[');
    boolean first = true;
    while (in.next()) {
      if (in.is(1, ProtoCursor.DELIMITED)) {
        out.append(first ? "" : ",");
        first = false;
        value();
      } else {
        in.skip();
      }
    }
    out.append(']');
  }

  private void map() throws InvalidProtocolBufferException {
    out.append('{');
    boolean first = true;
    while (in.next()) {
      if (in.is(1, ProtoCursor.DELIMITED)) {
        out.append(first ? "" : ",");
        first = false;
        member();
      } else {
        in.skip();
      }
    }
    out.append('}');
  }

  private void member() throws InvalidProtocolBufferException {
    int outer = in.enter();
    int begin = in.at();
    String key = "";
    while (in.next()) {
      if (in.is(1, ProtoCursor.DELIMITED)) {
        key = text();
      } else {
        in.skip();
      }
    }
    quote(key);
    out.append(':');
    int mark = out.length();
    in.backTo(begin);
    while (in.next()) {
      if (in.is(2, ProtoCursor.DELIMITED)) {
        out.setLength(mark); // the last one counts
        value();
      } else {
        in.skip();
      }
    }
    if (out.length() == mark) {
      out.append("null");
    }
    in.leave(outer);
  }

  private void value() throws InvalidProtocolBufferException {
    int outer = in.enter();
    int mark = out.length();
    while (in.next()) {
      if (in.field() >= 1 && in.field() <= 7) {
        out.setLength(mark); // of the alternatives the last one counts
      }
      alternative();
    }
    if (out.length() == mark) {
      out.append("null");
    }
    in.leave(outer);
  }

  private void alternative() throws InvalidProtocolBufferException {
    if (in.is(1, ProtoCursor.DELIMITED)) {
      quote(text());
    } else if (in.is(2, ProtoCursor.VARINT)) {
      out.append(in.varint() != 0);
    } else if (in.is(3, ProtoCursor.VARINT)) {
      out.append(in.varint());
    } else if (in.is(4, ProtoCursor.FIXED64)) {
      fraction(Double.longBitsToDouble(in.fixed64()));
    } else if (in.is(5, ProtoCursor.DELIMITED)) {
      int outer = in.enter();
      list();
      in.leave(outer);
    } else if (in.is(6, ProtoCursor.DELIMITED)) {
      int outer = in.enter();
      map();
      in.leave(outer);
    } else if (in.is(7, ProtoCursor.DELIMITED)) {
      int length = in.length();
      out.append(ofBytes(in.bytes(), in.at(), length));
      in.pass(length);
    } else {
      in.skip();
    }
  }

  private void fraction(double value) {
    if (Double.isFinite(value)) {
      out.append(value);
    } else {
      out.append('"').append(value).append('"');
    }
  }

  private String text() throws InvalidProtocolBufferException {
    int length = in.length();
    String text = new String(in.bytes(), in.at(), length, StandardCharsets.UTF_8);
    in.pass(length);
    return text;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
