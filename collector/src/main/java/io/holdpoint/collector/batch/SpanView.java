// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span, read where it stands among the bytes of a request. It is used again for the next span of
 * the request, so what is to stay must be copied. For one thread.
 */
public final class SpanView {

  /** An event of a span. */
  public static final class Event {
    private final AttributeList attributes = new AttributeList();
    private byte[] bytes = {};
    private int nameAt;
    private int nameLength;
    private long timeUnixNano;

    private Event() {}

    /** What kind of event it is. */
    public String name() {
      return new String(bytes, nameAt, nameLength, StandardCharsets.UTF_8);
    }

    /** True if it is of that kind, given in UTF-8. */
    public boolean isNamed(byte[] name) {
      return Arrays.equals(bytes, nameAt, nameAt + nameLength, name, 0, name.length);
    }

    /** When it was by the sender's clock; 0 if it does not say. */
    public long timeUnixNano() {
      return timeUnixNano;
    }

    /** Its facts. */
    public AttributeList attributes() {
      return attributes;
    }

    private void read(ProtoCursor in) throws InvalidProtocolBufferException {
      bytes = in.bytes();
      nameAt = 0;
      nameLength = 0;
      timeUnixNano = 0;
      attributes.clear(bytes);
      int outer = in.enter();
      while (in.next()) {
        if (in.is(1, ProtoCursor.FIXED64)) {
          timeUnixNano = in.fixed64();
        } else if (in.is(2, ProtoCursor.DELIMITED)) {
          nameLength = in.length();
          in.requireUtf8(nameLength);
          nameAt = in.at();
          in.pass(nameLength);
        } else if (in.is(3, ProtoCursor.DELIMITED)) {
          attributes.add(in);
        } else {
          in.skip();
        }
      }
      in.leave(outer);
    }
  }

  private final AttributeList attributes = new AttributeList();
  private final List<Event> events = new ArrayList<>();
  private byte[] bytes = {};
  private int eventCount;
  private int traceIdAt;
  private int traceIdLength;
  private int spanIdAt;
  private int spanIdLength;
  private int parentAt;
  private int parentLength;
  private int nameAt;
  private int nameLength;
  private long start;
  private long end;
  private int status;
  private int dropped;
  private ScopeView scope = new ScopeView();
  private @Nullable String traceId;
  private @Nullable String spanId;
  private @Nullable String parentSpanId;
  private @Nullable String name;

  SpanView() {}

  /** The library it was made by. */
  public ScopeView scope() {
    return scope;
  }

  /** 32 hexadecimal digits. */
  public String traceId() {
    if (traceId == null) {
      traceId = hex(traceIdAt, traceIdLength);
    }
    return traceId;
  }

  /** 16 hexadecimal digits. */
  public String spanId() {
    if (spanId == null) {
      spanId = hex(spanIdAt, spanIdLength);
    }
    return spanId;
  }

  /** The parent's id in hexadecimal digits, as many as were sent; empty for none. */
  public String parentSpanId() {
    if (parentSpanId == null) {
      parentSpanId = hex(parentAt, parentLength);
    }
    return parentSpanId;
  }

  /** What its sender calls it. */
  public String name() {
    if (name == null) {
      name = new String(bytes, nameAt, nameLength, StandardCharsets.UTF_8);
    }
    return name;
  }

  /** When it began by the sender's clock; 0 if it does not say. */
  public long startTimeUnixNano() {
    return start;
  }

  /** When it ended by the sender's clock; 0 if it does not say. */
  public long endTimeUnixNano() {
    return end;
  }

  /** The code of its status: 1 is well, 2 an error, others say nothing. */
  public int statusCode() {
    return status;
  }

  /** Its facts. */
  public AttributeList attributes() {
    return attributes;
  }

  /** How many events it has. */
  public int eventCount() {
    return eventCount;
  }

  /** One of its events, by their order. */
  public Event event(int index) {
    return events.get(index);
  }

  /** How many attributes, events and links its sender left out by its own account. */
  long dropped() {
    return Integer.toUnsignedLong(dropped);
  }

  /** True if its ids have the right lengths and are not all zero. */
  boolean hasIds() {
    return Ids.isTraceId(bytes, traceIdAt, traceIdLength)
        && Ids.isSpanId(bytes, spanIdAt, spanIdLength);
  }

  /** Reads the span message the reader is in, to its end. */
  void read(ScopeView its, ProtoCursor in) throws InvalidProtocolBufferException {
    clear(in.bytes());
    scope = its;
    while (in.next()) {
      if (in.is(9, ProtoCursor.DELIMITED)) {
        attributes.add(in);
      } else if (in.isDelimited()) {
        delimited(in);
      } else if (in.is(7, ProtoCursor.FIXED64)) {
        start = in.fixed64();
      } else if (in.is(8, ProtoCursor.FIXED64)) {
        end = in.fixed64();
      } else if (in.is(10, ProtoCursor.VARINT)
          || in.is(12, ProtoCursor.VARINT)
          || in.is(14, ProtoCursor.VARINT)) {
        dropped += (int) in.varint();
      } else {
        in.skip();
      }
    }
  }

  private void delimited(ProtoCursor in) throws InvalidProtocolBufferException {
    switch (in.field()) {
      case 1 -> {
        traceIdLength = in.length();
        traceIdAt = in.at();
        in.pass(traceIdLength);
      }
      case 2 -> {
        spanIdLength = in.length();
        spanIdAt = in.at();
        in.pass(spanIdLength);
      }
      case 3 -> Shape.TEXT.checkField(in); // the trace state
      case 4 -> {
        parentLength = in.length();
        parentAt = in.at();
        in.pass(parentLength);
      }
      case 5 -> {
        nameLength = in.length();
        in.requireUtf8(nameLength);
        nameAt = in.at();
        in.pass(nameLength);
      }
      case 11 -> {
        if (eventCount == events.size()) {
          events.add(new Event());
        }
        events.get(eventCount++).read(in);
      }
      case 13 -> Shape.LINK.checkField(in);
      case 15 -> status(in);
      default -> in.skip();
    }
  }

  private void status(ProtoCursor in) throws InvalidProtocolBufferException {
    int outer = in.enter();
    while (in.next()) {
      if (in.is(3, ProtoCursor.VARINT)) {
        status = (int) in.varint();
      } else if (in.is(2, ProtoCursor.DELIMITED)) {
        Shape.TEXT.checkField(in);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
  }

  private void clear(byte[] next) {
    bytes = next;
    attributes.clear(next);
    eventCount = 0;
    traceId = null;
    spanId = null;
    parentSpanId = null;
    name = null;
    traceIdLength = 0;
    spanIdLength = 0;
    parentLength = 0;
    nameLength = 0;
    start = 0;
    end = 0;
    status = 0;
    dropped = 0;
  }

  private String hex(int at, int length) {
    return Ids.hex(bytes, at, length);
  }
}
