// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;

/**
 * A log record, read where it stands among the bytes of a request. It is used again for the next
 * record of the request, so what is to stay must be copied. For one thread.
 */
public final class LogView {

  private final AttributeList attributes = new AttributeList();
  private final AttributeList body = new AttributeList();
  private ScopeView scope = new ScopeView();
  private byte[] bytes = {};
  private int at;
  private int length;
  private int traceIdAt;
  private int traceIdLength;
  private int spanIdAt;
  private int spanIdLength;
  private int nameAt;
  private int nameLength;
  private long time;
  private long observed;
  private int severity;
  private int dropped;

  LogView() {}

  /** The library it was made by. */
  public ScopeView scope() {
    return scope;
  }

  /** Its facts. */
  public AttributeList attributes() {
    return attributes;
  }

  /** What it says, as the one value of a list; the list is empty if it says nothing. */
  public AttributeList body() {
    return body;
  }

  /** What kind of event it is; empty if it does not say. */
  public String eventName() {
    return new String(bytes, nameAt, nameLength, StandardCharsets.UTF_8);
  }

  /** When it was by the sender's clock, else when the sender saw it; 0 if it does not say. */
  public long timeUnixNano() {
    return time == 0 ? observed : time;
  }

  /** 1 to 24, the higher the worse; 0 if it does not say. */
  public int severity() {
    return severity;
  }

  /** 32 hexadecimal digits, or empty if it belongs to no trace. */
  public String traceId() {
    return Ids.isTraceId(bytes, traceIdAt, traceIdLength)
        ? Ids.hex(bytes, traceIdAt, traceIdLength)
        : "";
  }

  /** The span it was written in: 16 hexadecimal digits, or empty. */
  public String spanId() {
    return Ids.isSpanId(bytes, spanIdAt, spanIdLength)
        ? Ids.hex(bytes, spanIdAt, spanIdLength)
        : "";
  }

  /** The bytes of the request; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the record begins. */
  public int at() {
    return at;
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** How many attributes its sender left out by its own account. */
  long dropped() {
    return Integer.toUnsignedLong(dropped);
  }

  /** Reads the record message the reader is in, to its end. */
  void read(ScopeView its, ProtoCursor in) throws InvalidProtocolBufferException {
    clear(in, its);
    while (in.next()) {
      if (in.is(6, ProtoCursor.DELIMITED)) {
        attributes.add(in);
      } else if (in.isDelimited()) {
        delimited(in);
      } else if (in.is(1, ProtoCursor.FIXED64)) {
        time = in.fixed64();
      } else if (in.is(11, ProtoCursor.FIXED64)) {
        observed = in.fixed64();
      } else if (in.is(2, ProtoCursor.VARINT)) {
        severity = (int) in.varint();
      } else if (in.is(7, ProtoCursor.VARINT)) {
        dropped = (int) in.varint();
      } else {
        in.skip();
      }
    }
  }

  private void delimited(ProtoCursor in) throws InvalidProtocolBufferException {
    switch (in.field()) {
      case 3 -> Shape.TEXT.checkField(in); // the severity in words
      case 5 -> {
        body.clear(bytes);
        body.addValue(in);
      }
      case 9 -> {
        traceIdLength = in.length();
        traceIdAt = in.at();
        in.pass(traceIdLength);
      }
      case 10 -> {
        spanIdLength = in.length();
        spanIdAt = in.at();
        in.pass(spanIdLength);
      }
      case 12 -> {
        nameLength = in.length();
        in.requireUtf8(nameLength);
        nameAt = in.at();
        in.pass(nameLength);
      }
      default -> in.skip();
    }
  }

  private void clear(ProtoCursor in, ScopeView its) {
    scope = its;
    bytes = in.bytes();
    at = in.at();
    length = in.left();
    attributes.clear(bytes);
    body.clear(bytes);
    traceIdLength = 0;
    spanIdLength = 0;
    nameLength = 0;
    time = 0;
    observed = 0;
    severity = 0;
    dropped = 0;
  }
}
