// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

/**
 * Hashes of a call's words, which its result may repeat without telling anything new. Bounded; for
 * one thread.
 */
final class Echo {
  /** The echo of a call that was not seen. */
  static final Echo NONE = new Echo();

  private static final int LEAST_SLOTS = 32;
  private static final int MOST = 1024;

  private long[] slots = new long[LEAST_SLOTS];
  private int size;

  /** So many are to come: makes room at once. */
  void expect(int more) {
    int wanted = LEAST_SLOTS;
    while (wanted < 2 * Math.min(MOST, size + more)) {
      wanted *= 2;
    }
    if (wanted > slots.length) {
      grow(wanted);
    }
  }

  /** Adds a hash, unless there are too many. */
  void add(long hash) {
    if (hash == 0 || size >= MOST) {
      return;
    }
    int at = find(hash);
    if (slots[at] == 0) {
      slots[at] = hash;
      size++;
      if (size * 2 > slots.length) {
        grow(slots.length * 2);
      }
    }
  }

  boolean contains(long hash) {
    return hash != 0 && slots[find(hash)] != 0;
  }

  int size() {
    return size;
  }

  private int find(long hash) {
    int mask = slots.length - 1;
    int at = (int) ((hash * 0x9e3779b97f4a7c15L) >>> 40) & mask;
    while (slots[at] != 0 && slots[at] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow(int room) {
    long[] old = slots;
    slots = new long[room];
    if (size == 0) {
      return;
    }
    for (long hash : old) {
      if (hash != 0) {
        slots[find(hash)] = hash;
      }
    }
  }
}
