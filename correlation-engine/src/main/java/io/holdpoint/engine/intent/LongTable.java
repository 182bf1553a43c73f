// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import java.util.stream.IntStream;

/**
 * Longs by hash, without boxes. Read by many threads once it is filled by one. Most words of a text
 * are in no table: a small filter that fits a processor's cache answers for them.
 */
final class LongTable {
  private static final int FILTER_BITS = 1 << 17;

  private final long[] filter = new long[FILTER_BITS / Long.SIZE];

  /** A key, and its value beside it. */
  private long[] slots = new long[2048];

  private int size;

  /** The value, 0 if there is none. */
  long get(long hash) {
    return get(hash, Folding.mix(hash));
  }

  /** As above, where the hash was mixed before. */
  long get(long hash, long mixed) {
    if (!isIn(filter, mixed)) {
      return 0;
    }
    int mask = slots.length - 1;
    int at = slot(mixed);
    while (slots[at] != 0) {
      if (slots[at] == hash) {
        return slots[at + 1];
      }
      at = (at + 2) & mask;
    }
    return 0;
  }

  void or(long hash, long value) {
    put(hash, get(hash) | value);
  }

  void put(long hash, long value) {
    if (size * 4 >= slots.length) {
      grow();
    }
    long mixed = Folding.mix(hash);
    int bit = bit(mixed);
    filter[bit >>> 6] |= 1L << bit;
    int mask = slots.length - 1;
    int at = slot(mixed);
    while (slots[at] != 0 && slots[at] != hash) {
      at = (at + 2) & mask;
    }
    if (slots[at] == 0) {
      size++;
    }
    slots[at] = hash;
    slots[at + 1] = value;
  }

  /** All keys in rising order. */
  long[] keys() {
    return IntStream.range(0, slots.length / 2)
        .mapToLong(i -> slots[2 * i])
        .filter(key -> key != 0)
        .sorted()
        .toArray();
  }

  /** A filter that answers for both tables at once, with {@link #isIn}. */
  static long[] filterOf(LongTable one, LongTable other) {
    long[] both = one.filter.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] |= other.filter[i];
    }
    return both;
  }

  /** False if a hash, mixed, is in none of the tables the filter is of. */
  static boolean isIn(long[] filter, long mixed) {
    int bit = bit(mixed);
    return (filter[bit >>> 6] & (1L << bit)) != 0;
  }

  private int slot(long mixed) {
    return ((int) mixed << 1) & (slots.length - 1);
  }

  private static int bit(long mixed) {
    return (int) (mixed >>> 40) & (FILTER_BITS - 1);
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    size = 0;
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0) {
        put(old[i], old[i + 1]);
      }
    }
  }
}
