// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words of an enum on the wire: its names in kebab-case. A set is written in the enum's order,
 * whatever its own.
 */
final class Words<E extends Enum<E>> {

  private static final long NANOS = 1_000_000_000L;

  private final Class<E> type;
  private final E[] values;
  private final EnumMap<E, String> words;
  private final Map<String, E> byWord = new HashMap<>();

  Words(Class<E> type) {
    this.type = type;
    this.values = type.getEnumConstants();
    this.words = new EnumMap<>(type);
    for (E value : values) {
      String word = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
      words.put(value, word);
      byWord.put(word, value);
    }
  }

  void write(WireBuffer out, String name, E value) {
    out.writeName(name);
    out.writeWord(requireNonNull(words.get(value)));
  }

  void write(WireBuffer out, String name, Set<E> set) {
    out.writeName(name);
    out.writeStartArray();
    for (E value : values) {
      if (set.contains(value)) {
        out.writeWord(requireNonNull(words.get(value)));
      }
    }
    out.writeEndArray();
  }

  E read(WireReader in) {
    String word = in.text();
    E value = byWord.get(word);
    if (value == null) {
      throw in.unexpected("a word of " + type.getSimpleName() + ", not \"" + word + "\"");
    }
    return value;
  }

  Set<E> readSet(WireReader in) {
    Collection<E> found = in.list(this::read);
    return found.isEmpty() ? Set.of() : EnumSet.copyOf(found);
  }

  /** A time, in nanoseconds since the epoch: from 1677 to 2262. */
  static void instant(WireBuffer out, String name, Instant at) {
    out.writeNumberProperty(
        name, Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS), at.getNano()));
  }

  /** A duration, in nanoseconds. */
  static void duration(WireBuffer out, String name, Duration duration) {
    out.writeNumberProperty(name, duration.toNanos());
  }
}
