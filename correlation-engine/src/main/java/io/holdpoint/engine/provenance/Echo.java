// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.util.Arrays;

/**
 * Hashes of a call's words, which its result may repeat without telling anything new. Bounded; for
 * one thread. They are put in order when the result comes: the call does not wait for that.
 */
final class Echo {
  /** The echo of a call that was not seen. */
  static final Echo NONE = new Echo();

  private static final long[] NOTHING = {};
  private static final int MOST = 1024;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  /** As many as this are kept as they come, repeated or not. */
  private static final int MOST_UNORDERED = 512;

  /** So few are looked at one by one. */
  private static final int FEW = 12;

  /** Hashes as they came; once they are in order a table, with noughts where there is none. */
  private long[] hashes = NOTHING;

  private int size;
  private boolean ordered;

  /** A bit for each hash: of a few, one look tells that most others are not among them. */
  private long bits;

  /** So many are to come: makes room at once. */
  void expect(int more) {
    if (!ordered && size + more > hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.min(MOST_UNORDERED, size + more));
    }
  }

  /** Adds a hash, unless there are too many. */
  void add(long hash) {
    if (hash == 0) {
      return;
    }
    bits |= bit(hash);
    if (!ordered && size < MOST_UNORDERED) {
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, Math.min(MOST_UNORDERED, Math.max(FEW, 2 * size)));
      }
      hashes[size++] = hash;
      return;
    }
    order();
    put(hash);
  }

  boolean contains(long hash) {
    if (hash == 0 || (bits & bit(hash)) == 0) {
      return false;
    }
    if (!ordered && size <= FEW) {
      for (int i = 0; i < size; i++) {
        if (hashes[i] == hash) {
          return true;
        }
      }
      return false;
    }
    order();
    return hashes[find(hash)] != 0;
  }

  /** How many there are; where it matters which came again, each once. */
  int size() {
    if (size == MOST_UNORDERED) {
      order();
    }
    return size;
  }

  private static long bit(long hash) {
    return 1L << ((hash * MIX) >>> 58);
  }

  private void order() {
    if (ordered) {
      return;
    }
    long[] came = hashes;
    int count = size;
    hashes = new long[Math.max(32, Integer.highestOneBit(2 * count) * 2)];
    size = 0;
    ordered = true;
    for (int i = 0; i < count; i++) {
      put(came[i]);
    }
  }

  private void put(long hash) {
    if (size >= MOST) {
      return;
    }
    int at = find(hash);
    if (hashes[at] == 0) {
      hashes[at] = hash;
      size++;
      if (size * 2 > hashes.length) {
        grow();
      }
    }
  }

  private int find(long hash) {
    int mask = hashes.length - 1;
    int at = (int) ((hash * MIX) >>> 40) & mask;
    while (hashes[at] != 0 && hashes[at] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] old = hashes;
    hashes = new long[old.length * 2];
    for (long hash : old) {
      if (hash != 0) {
        hashes[find(hash)] = hash;
      }
    }
  }
}
