// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what bytes stood for, for what repeats from step to step: names of tools, sessions,
 * words. What falls into the same place is forgotten, so it never grows beyond {@value #PLACES}
 * values of at most {@value #LONGEST} bytes each. For one thread.
 */
final class RepeatedValues<T> {

  private static final int PLACES = 2048;
  private static final int LONGEST = 128;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  @SuppressWarnings("ArrayRecordComponent") // ours alone, never changed
  private record Known<T>(byte[] bytes, T value) {}

  /** Makes a value of bytes. */
  @FunctionalInterface
  interface Maker<T> {
    T make(byte[] bytes, int at, int length);
  }

  private final @Nullable Known<T>[] places;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  RepeatedValues() {
    this.places = new Known[PLACES];
  }

  /** What the bytes stand for: the same object as last time, if they are still remembered. */
  T get(byte[] bytes, int at, int length, Maker<T> maker) {
    if (length > LONGEST) {
      return maker.make(bytes, at, length);
    }
    int place = place(bytes, at, length);
    Known<T> known = places[place];
    if (known != null
        && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, at, at + length)) {
      return known.value;
    }
    T value = maker.make(bytes, at, length);
    places[place] = new Known<>(Arrays.copyOfRange(bytes, at, at + length), value);
    return value;
  }

  private static int place(byte[] bytes, int at, int length) {
    long mixed = length;
    int to = at + length;
    int i = at;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      mixed = (mixed ^ (long) LONGS.get(bytes, i)) * 0x9E3779B97F4A7C15L;
      mixed ^= mixed >>> 32;
    }
    for (; i < to; i++) {
      mixed = (mixed ^ bytes[i]) * 0x9E3779B97F4A7C15L;
    }
    return (int) (mixed >>> 40) & (PLACES - 1);
  }
}
