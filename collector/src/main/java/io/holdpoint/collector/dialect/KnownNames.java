// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.telemetry.Attributes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The names of attributes any dialect asks for, each with a number. Bytes are looked up without
 * making a text of them. Immutable.
 */
final class KnownNames {

  /** The number of a name nobody asks for. */
  static final int UNKNOWN = -1;

  private static final List<String> NAMES =
      Stream.of(
              GatewayDialect.KEYS,
              Keys.ALL,
              AdkDialect.KEYS,
              ClaudeCodeDialect.KEYS,
              CodexDialect.KEYS,
              GeminiCliDialect.KEYS,
              LangChain4jDialect.KEYS,
              McpDialect.KEYS,
              OpenInferenceDialect.KEYS,
              OpenLlmetryDialect.KEYS,
              SpringAiDialect.KEYS,
              VercelDialect.KEYS,
              List.of("duration_ms", "verdict"))
          .flatMap(List::stream)
          .distinct()
          .toList();

  /** How many there are; their numbers are below it. */
  static final int COUNT = NAMES.size();

  private static final int TABLE_BITS = 10;
  private static final int TABLE = 1 << TABLE_BITS;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[][] BYTES = new byte[COUNT][];
  private static final int[] SLOTS = new int[TABLE];
  private static final Map<String, Integer> NUMBERS = new HashMap<>();
  private static final Map<String, Integer> SPELLINGS = new HashMap<>();

  static {
    Arrays.fill(SLOTS, UNKNOWN);
    List<String> alike = new ArrayList<>();
    for (int number = 0; number < COUNT; number++) {
      String name = NAMES.get(number);
      byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
      BYTES[number] = bytes;
      NUMBERS.put(name, number);
      if (!name.startsWith(Attributes.PREFIX) // another spelling must not slip through
          && SPELLINGS.putIfAbsent(spelling(name), number) != null) {
        alike.add(spelling(name));
      }
      int slot = slot(bytes, 0, bytes.length);
      while (SLOTS[slot] != UNKNOWN) {
        slot = (slot + 1) & (TABLE - 1);
      }
      SLOTS[slot] = number;
    }
    alike.forEach(SPELLINGS::remove); // two names are meant by it: better none than the wrong one
  }

  private KnownNames() {}

  /**
   * The number of a name.
   *
   * @throws IllegalArgumentException if it is missing from the list above
   */
  static int number(String name) {
    Integer number = NUMBERS.get(name);
    if (number == null) {
      throw new IllegalArgumentException(
          "attribute: got \"" + name + "\" (expected: one of KnownNames)");
    }
    return number;
  }

  /** The number of a name in UTF-8, or {@link #UNKNOWN}. */
  static int find(byte[] bytes, int at, int length) {
    int slot = slot(bytes, at, length);
    while (true) {
      int number = SLOTS[slot];
      if (number == UNKNOWN) {
        return UNKNOWN;
      }
      byte[] name = BYTES[number];
      if (name.length == length && Arrays.equals(name, 0, length, bytes, at, at + length)) {
        return number;
      }
      slot = (slot + 1) & (TABLE - 1);
    }
  }

  /**
   * The number of the name that is meant by one that is spelt in another way: with other dots,
   * dashes and underscores, or in camel case. {@link #UNKNOWN} if none is, or more than one.
   */
  static int meant(byte[] bytes, int at, int length) {
    String name = new String(bytes, at, length, StandardCharsets.UTF_8);
    return SPELLINGS.getOrDefault(spelling(name), UNKNOWN);
  }

  private static String spelling(String name) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '.' && c != '_' && c != '-') {
        letters.append(Character.toLowerCase(c));
      }
    }
    return letters.toString();
  }

  /** By the last eight bytes and the length. */
  private static int slot(byte[] bytes, int at, int length) {
    long last = 0;
    if (length >= Long.BYTES) {
      last = (long) LONGS.get(bytes, at + length - Long.BYTES);
    } else {
      for (int i = 0; i < length; i++) {
        last = (last << Byte.SIZE) | (bytes[at + i] & 0xff);
      }
    }
    return (int) (((last ^ length) * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - TABLE_BITS));
  }
}
