// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.util.Arrays;

/** A hash table of numbers, without an object for each. Zero is no key and no value. */
final class LongTable {

  private static final int SMALLEST = 1024;

  private long[] keys = new long[SMALLEST];
  private long[] values = new long[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    Arrays.fill(keys, 0);
    size = 0;
  }

  /** The value of {@code key}, or 0. */
  long get(long key) {
    int slot = slotOf(keys, key);
    return keys[slot] == 0 ? 0 : values[slot];
  }

  void put(long key, long value) {
    int slot = slotOf(keys, key);
    if (keys[slot] == 0) {
      if (2 * (size + 1) > keys.length) {
        grow();
        slot = slotOf(keys, key);
      }
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
  }

  private void grow() {
    long[] wider = new long[keys.length * 2];
    long[] moved = new long[keys.length * 2];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        int slot = slotOf(wider, keys[i]);
        wider[slot] = keys[i];
        moved[slot] = values[i];
      }
    }
    keys = wider;
    values = moved;
  }

  /** Where the key stands or would stand; keys are hashes already. */
  private static int slotOf(long[] keys, long key) {
    int mask = keys.length - 1;
    int slot = (int) (key >>> 32) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
