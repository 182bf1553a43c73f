// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift.statistic;

import java.util.Arrays;

/** How often keys came, without boxes; keys beyond the most it holds are not taken in. */
public final class CountTable {
  private static final int SMALLEST = 16;

  private final int most;
  private long[] keys = new long[SMALLEST];
  private int[] counts = new int[SMALLEST];
  private int size;

  /**
   * @param most how many different keys it holds
   */
  public CountTable(int most) {
    this.most = most;
  }

  /** How often the key came; 0 if it is not known. */
  public int get(long key) {
    int at = slot(key);
    return counts[at];
  }

  /** Counts the key so often more. Returns how often it has come now, 0 if there is no room. */
  public int add(long key, int times) {
    int at = slot(key);
    if (counts[at] == 0) {
      if (size >= most) {
        return 0;
      }
      if ((size + 1) * 2 > keys.length) {
        grow();
        at = slot(key);
      }
      keys[at] = key;
      size++;
    }
    counts[at] += times;
    return counts[at];
  }

  /** Forgets a key. */
  public void remove(long key) {
    int mask = keys.length - 1;
    int hole = slot(key);
    if (counts[hole] == 0) {
      return;
    }
    size--;
    counts[hole] = 0;
    int at = (hole + 1) & mask;
    while (counts[at] != 0) {
      int home = (int) mix(keys[at]) & mask;
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        keys[hole] = keys[at];
        counts[hole] = counts[at];
        counts[at] = 0;
        hole = at;
      }
      at = (at + 1) & mask;
    }
  }

  /** How many different keys it holds. */
  public int size() {
    return size;
  }

  /** All keys, in rising order. */
  public long[] keys() {
    long[] all = new long[size];
    int next = 0;
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] != 0) {
        all[next++] = keys[i];
      }
    }
    Arrays.sort(all);
    return all;
  }

  /** Spreads the bits of a key, so that keys that are alike lie apart. */
  public static long mix(long key) {
    long mixed = (key ^ (key >>> 32)) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int at = (int) mix(key) & mask;
    while (counts[at] != 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] != 0) {
        int at = slot(oldKeys[i]);
        keys[at] = oldKeys[i];
        counts[at] = oldCounts[i];
      }
    }
  }
}
