// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.wire;

import io.holdpoint.collector.wire.JsonFields.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Carries one JSON object after the other over into protobuf. For one thread. */
final class JsonMessage {

  private static final BigInteger LARGEST_UNSIGNED =
      BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
  private static final int LONGEST_NUMBER = 64;

  private final JsonParser in;
  private final ProtoSink out;

  JsonMessage(JsonParser in, ProtoSink out) {
    this.in = in;
    this.out = out;
  }

  /** Reads the object whose opening brace was read, to its closing one. */
  void read(JsonFields fields) throws UnreadableJsonException {
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      Field field = fields.find(in.currentName());
      JsonToken token = in.nextToken();
      if (field == null) {
        in.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        member(field, token);
      }
    }
  }

  private void member(Field field, JsonToken token) throws UnreadableJsonException {
    if (!field.repeated()) {
      value(field, token);
      return;
    }
    if (token != JsonToken.START_ARRAY) {
      throw wrong(field, "a list");
    }
    for (JsonToken item = in.nextToken(); item != JsonToken.END_ARRAY; item = in.nextToken()) {
      value(field, item);
    }
  }

  private void value(Field field, JsonToken token) throws UnreadableJsonException {
    switch (field.way()) {
      case TEXT -> out.text(field.number(), soundText(field, token));
      case ID -> out.octets(field.number(), id(field, token));
      case BYTES -> out.octets(field.number(), base64(field, token));
      case FLAG -> out.varint(field.number(), flag(field, token) ? 1 : 0);
      case CHOICE -> {
        if (token != JsonToken.VALUE_NUMBER_INT) {
          throw wrong(field, "the number of a choice, not its name");
        }
        out.varint(field.number(), whole(field, token));
      }
      case WHOLE -> out.varint(field.number(), whole(field, token));
      case ZIGZAG -> {
        long value = whole(field, token);
        out.varint(field.number(), (value << 1) ^ (value >> 63));
      }
      case EIGHT -> out.eight(field.number(), whole(field, token));
      case FOUR -> out.four(field.number(), (int) whole(field, token));
      case FRACTION -> out.eight(field.number(), Double.doubleToRawLongBits(real(field, token)));
      case FLOAT -> out.four(field.number(), Float.floatToRawIntBits((float) real(field, token)));
      case MESSAGE -> message(field, token);
    }
  }

  private void message(Field field, JsonToken token) throws UnreadableJsonException {
    JsonFields its = field.its();
    if (token == JsonToken.VALUE_NULL) {
      out.end(out.begin(field.number())); // an item of a list that says nothing
    } else if (token == JsonToken.START_OBJECT && its != null) {
      int begin = out.begin(field.number());
      read(its);
      out.end(begin);
    } else {
      throw wrong(field, "an object");
    }
  }

  private String text(Field field, JsonToken token) throws UnreadableJsonException {
    if (token != JsonToken.VALUE_STRING) {
      throw wrong(field, "a text");
    }
    return in.getString();
  }

  /** Escapes can make halves of characters, which have no UTF-8. */
  private String soundText(Field field, JsonToken token) throws UnreadableJsonException {
    String text = text(field, token);
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw wrong(field, "a text without halves of characters");
    }
    return text;
  }

  private byte[] id(Field field, JsonToken token) throws UnreadableJsonException {
    try {
      return HexFormat.of().parseHex(text(field, token));
    } catch (IllegalArgumentException e) {
      throw wrong(field, "hexadecimal digits");
    }
  }

  /** In either alphabet, with padding or without, as the JSON form of protobuf has it. */
  private byte[] base64(Field field, JsonToken token) throws UnreadableJsonException {
    String text = text(field, token).replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw wrong(field, "Base64");
    }
  }

  private boolean flag(Field field, JsonToken token) throws UnreadableJsonException {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrong(field, "true or false");
    };
  }

  /** A number, or a number as text; 1.0 and 1e3 are whole too. */
  private long whole(Field field, JsonToken token) throws UnreadableJsonException {
    BigInteger value;
    try {
      String digits = digits(field, token);
      if (isPlain(digits)) {
        long plain = Long.parseLong(digits);
        if (!field.narrow() && !field.unsigned()) {
          return plain;
        }
        value = BigInteger.valueOf(plain);
      } else {
        value = exact(digits);
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(field, "a whole number");
    }
    int bits = field.narrow() ? Integer.SIZE : Long.SIZE;
    boolean fits =
        field.unsigned()
            ? value.signum() >= 0 && value.bitLength() <= bits
            : value.bitLength() < bits;
    if (!fits || value.compareTo(LARGEST_UNSIGNED) > 0) {
      throw wrong(field, "a number of " + bits + " bits");
    }
    return value.longValue();
  }

  private static boolean isPlain(String digits) {
    return digits.length() < 19
        && digits.indexOf('.') < 0
        && digits.indexOf('e') < 0
        && digits.indexOf('E') < 0;
  }

  /** Bounded before it is made: 1e999999999 would fill the memory. */
  private static BigInteger exact(String digits) {
    BigDecimal number = new BigDecimal(digits);
    if (number.scale() < -LONGEST_NUMBER) {
      throw new ArithmeticException("too large");
    }
    return number.toBigIntegerExact();
  }

  private String digits(Field field, JsonToken token) throws UnreadableJsonException {
    String digits =
        switch (token) {
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> in.getString();
          default -> throw wrong(field, "a whole number");
        };
    if (digits.length() > LONGEST_NUMBER) {
      throw wrong(field, "a number of at most " + LONGEST_NUMBER + " digits");
    }
    return digits;
  }

  private double real(Field field, JsonToken token) throws UnreadableJsonException {
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_STRING -> {
        String text = in.getString();
        yield switch (text) {
          case "NaN" -> Double.NaN;
          case "Infinity" -> Double.POSITIVE_INFINITY;
          case "-Infinity" -> Double.NEGATIVE_INFINITY;
          default -> parsed(field, text);
        };
      }
      default -> throw wrong(field, "a number");
    };
  }

  private double parsed(Field field, String text) throws UnreadableJsonException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw wrong(field, "a number");
    }
  }

  private UnreadableJsonException wrong(Field field, String expected) {
    return new UnreadableJsonException(
        field.name()
            + ": got "
            + shown()
            + " (expected: "
            + expected
            + ") before byte "
            + in.currentLocation().getByteOffset());
  }

  /** A short word for what stands there; texts are not repeated, they may be anything. */
  private String shown() {
    JsonToken token = in.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "a list";
      case VALUE_STRING -> "a text of " + in.getStringLength() + " characters";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "something else";
    };
  }
}
