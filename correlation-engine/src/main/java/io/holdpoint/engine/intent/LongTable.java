// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import java.util.Arrays;

/** Longs by hash, without boxes. Read by many threads once it is filled by one. */
final class LongTable {
  private long[] keys = new long[1024];
  private long[] values = new long[1024];
  private int size;

  /** The value, 0 if there is none. */
  long get(long hash) {
    int mask = keys.length - 1;
    int at = (int) Folding.mix(hash) & mask;
    while (keys[at] != 0) {
      if (keys[at] == hash) {
        return values[at];
      }
      at = (at + 1) & mask;
    }
    return 0;
  }

  void or(long hash, long value) {
    put(hash, get(hash) | value);
  }

  void put(long hash, long value) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int mask = keys.length - 1;
    int at = (int) Folding.mix(hash) & mask;
    while (keys[at] != 0 && keys[at] != hash) {
      at = (at + 1) & mask;
    }
    if (keys[at] == 0) {
      size++;
    }
    keys[at] = hash;
    values[at] = value;
  }

  /** All keys in rising order. */
  long[] keys() {
    return Arrays.stream(keys).filter(k -> k != 0).sorted().toArray();
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new long[oldValues.length * 2];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }
}
