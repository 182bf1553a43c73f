// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a message by their names in JSON, taken from the schema of OTLP itself. */
final class JsonFields {

  /** These are written as hexadecimal digits; other bytes as Base64. */
  private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");

  /** How a field is written. */
  enum Way {
    TEXT,
    ID,
    BYTES,
    FLAG,
    WHOLE,
    ZIGZAG,
    EIGHT,
    FOUR,
    FRACTION,
    FLOAT,
    CHOICE,
    MESSAGE
  }

  /**
   * A field.
   *
   * @param narrow true if it holds 32 bits only
   * @param unsigned true if it holds no negative number
   * @param its the fields of its message, or null if it is none
   */
  record Field(
      String name,
      int number,
      Way way,
      boolean repeated,
      boolean narrow,
      boolean unsigned,
      @Nullable JsonFields its) {}

  private final Map<String, Field> fields = new HashMap<>();

  private JsonFields() {}

  static JsonFields of(Descriptor message) {
    return of(message, new HashMap<>());
  }

  private static JsonFields of(Descriptor message, Map<Descriptor, JsonFields> made) {
    JsonFields known = made.get(message);
    if (known != null) {
      return known;
    }
    JsonFields fields = new JsonFields();
    made.put(message, fields); // before its fields: values hold values
    for (FieldDescriptor field : message.getFields()) {
      boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      fields.fields.put(
          field.getJsonName(),
          new Field(
              field.getJsonName(),
              field.getNumber(),
              way(field),
              field.isRepeated(),
              isNarrow(field.getType()),
              isUnsigned(field.getType()),
              isMessage ? of(field.getMessageType(), made) : null));
    }
    return fields;
  }

  /** The field of a name, or null if there is none. */
  @Nullable Field find(String name) {
    return fields.get(name);
  }

  private static Way way(FieldDescriptor field) {
    return switch (field.getType()) {
      case STRING -> Way.TEXT;
      case BYTES -> IDS.contains(field.getJsonName()) ? Way.ID : Way.BYTES;
      case BOOL -> Way.FLAG;
      case INT32, INT64, UINT32, UINT64 -> Way.WHOLE;
      case SINT32, SINT64 -> Way.ZIGZAG;
      case FIXED64, SFIXED64 -> Way.EIGHT;
      case FIXED32, SFIXED32 -> Way.FOUR;
      case DOUBLE -> Way.FRACTION;
      case FLOAT -> Way.FLOAT;
      case ENUM -> Way.CHOICE;
      case MESSAGE, GROUP -> Way.MESSAGE;
    };
  }

  private static boolean isNarrow(FieldDescriptor.Type type) {
    return switch (type) {
      case INT32, UINT32, SINT32, FIXED32, SFIXED32, ENUM -> true;
      default -> false;
    };
  }

  private static boolean isUnsigned(FieldDescriptor.Type type) {
    return switch (type) {
      case UINT32, UINT64, FIXED32, FIXED64 -> true;
      default -> false;
    };
  }
}
