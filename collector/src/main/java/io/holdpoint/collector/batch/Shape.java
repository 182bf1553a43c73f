// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message looks like, as far as it takes to tell whether bytes are such a message. Taken
 * from the schema of OTLP itself. Immutable once made.
 */
final class Shape {

  private enum Way {
    MESSAGE,
    TEXT,
    VARINTS,
    EIGHTS,
    FOURS
  }

  private static final Map<Descriptor, Shape> MADE = new HashMap<>();

  static final Shape TEXT = new Shape(Way.TEXT, 0);
  private static final Shape VARINTS = new Shape(Way.VARINTS, 0);
  private static final Shape EIGHTS = new Shape(Way.EIGHTS, 0);
  private static final Shape FOURS = new Shape(Way.FOURS, 0);

  static final Shape ANY_VALUE = of(AnyValue.getDescriptor());
  static final Shape ARRAY_VALUE = of(ArrayValue.getDescriptor());
  static final Shape KEY_VALUE_LIST = of(KeyValueList.getDescriptor());
  static final Shape SCOPE = of(InstrumentationScope.getDescriptor());
  static final Shape LINK = of(Span.Link.getDescriptor());
  static final Shape ENTITY_REF = of(EntityRef.getDescriptor());
  static final Shape METRIC = of(Metric.getDescriptor());

  private final Way way;
  private final @Nullable Shape[] parts;

  private Shape(Way way, int fields) {
    this.way = way;
    this.parts = new @Nullable Shape[fields];
  }

  private static Shape of(Descriptor message) {
    Shape known = MADE.get(message);
    if (known != null) {
      return known;
    }
    int highest = message.getFields().stream().mapToInt(FieldDescriptor::getNumber).max().orElse(0);
    Shape shape = new Shape(Way.MESSAGE, highest + 1);
    MADE.put(message, shape); // before its parts: values hold values
    for (FieldDescriptor field : message.getFields()) {
      shape.parts[field.getNumber()] = part(field);
    }
    return shape;
  }

  /** What is known of a field's bytes, or null if any will do. */
  private static @Nullable Shape part(FieldDescriptor field) {
    return switch (field.getType()) {
      case STRING -> TEXT;
      case MESSAGE -> of(field.getMessageType());
      case BYTES, GROUP -> null;
      case DOUBLE, FIXED64, SFIXED64 -> field.isRepeated() ? EIGHTS : null;
      case FLOAT, FIXED32, SFIXED32 -> field.isRepeated() ? FOURS : null;
      case INT32, INT64, UINT32, UINT64, SINT32, SINT64, BOOL, ENUM ->
          field.isRepeated() ? VARINTS : null;
    };
  }

  /** Reads a message to its end and finds fault with what no parser could read. */
  void check(ProtoCursor in) throws InvalidProtocolBufferException {
    while (in.next()) {
      int field = in.field();
      Shape part = in.isDelimited() && field < parts.length ? parts[field] : null;
      if (part == null) {
        in.skip();
      } else {
        part.checkField(in);
      }
    }
  }

  /** The same for the field the reader stands at, whose shape this is. */
  void checkField(ProtoCursor in) throws InvalidProtocolBufferException {
    switch (way) {
      case MESSAGE -> {
        int outer = in.enter();
        check(in);
        in.leave(outer);
      }
      case TEXT -> {
        int length = in.length();
        in.requireUtf8(length);
        in.pass(length);
      }
      case VARINTS -> {
        int outer = in.enter();
        while (in.left() > 0) {
          in.varint();
        }
        in.leave(outer);
      }
      case EIGHTS -> in.passMultiple(Long.BYTES);
      case FOURS -> in.passMultiple(Integer.BYTES);
    }
  }
}
