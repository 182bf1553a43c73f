// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.util.Arrays;

/**
 * Values by hash, with where they were first seen. Bounded: what does not fit is forgotten and
 * said. A value first seen in or beside an instruction stays so, wherever it is repeated later;
 * otherwise its best position counts. For one thread.
 */
final class ValueIndex {
  private static final int MOST_SLOTS = 4096;
  private static final int LEAST_SLOTS = 64;

  /** Slots kept for values in instructions and identifiers when room grows short. */
  private static final int RESERVE = 768;

  /** Of these, slots kept for values in and beside instructions alone. */
  private static final int INSTRUCTED = 384;

  private static final int SOURCE_BITS = 13;
  private static final int SOURCE_MASK = (1 << SOURCE_BITS) - 1;

  private int[] marks = new int[LEAST_SLOTS];
  private short[] facts = new short[LEAST_SLOTS];
  private int size;
  private boolean full;

  /**
   * Notes a value.
   *
   * @param important false if it may be left out when room grows short
   */
  void add(long hash, Position position, int source, boolean important) {
    int mark = mark(hash);
    int at = find(mark);
    if (marks[at] != 0) {
      improve(at, position);
      return;
    }
    if (size >= limit(position, important)) {
      full = true;
      return;
    }
    marks[at] = mark;
    facts[at] = (short) (position.rank() << SOURCE_BITS | Math.min(source, SOURCE_MASK));
    size++;
    if (size * 4 > marks.length * 3 && marks.length < MOST_SLOTS) {
      grow();
    }
  }

  /** Where the value stood. */
  Position position(long hash) {
    if (size == 0) {
      return Position.NOWHERE;
    }
    int at = find(mark(hash));
    return marks[at] == 0
        ? Position.NOWHERE
        : Position.ofRank((facts[at] & 0xffff) >>> SOURCE_BITS);
  }

  /** The number of the result it was first seen in; -1 if it was not. */
  int source(long hash) {
    if (size == 0) {
      return -1;
    }
    int at = find(mark(hash));
    return marks[at] == 0 ? -1 : facts[at] & SOURCE_MASK;
  }

  boolean has(long hash) {
    return size > 0 && marks[find(mark(hash))] != 0;
  }

  /** True if something was left out. */
  boolean isFull() {
    return full;
  }

  private static int limit(Position position, boolean important) {
    int most = MOST_SLOTS * 15 / 16;
    if (position.compareTo(Position.BESIDE) >= 0) {
      return most;
    }
    return most - (important ? INSTRUCTED : RESERVE);
  }

  private void improve(int at, Position position) {
    int fact = facts[at] & 0xffff;
    int known = fact >>> SOURCE_BITS;
    if (known < Position.BESIDE.rank() && position.rank() < known) {
      facts[at] = (short) (position.rank() << SOURCE_BITS | (fact & SOURCE_MASK));
    }
  }

  private int find(int mark) {
    int mask = marks.length - 1;
    int at = mark & mask;
    while (marks[at] != 0 && marks[at] != mark) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    int[] oldMarks = marks;
    short[] oldFacts = facts;
    marks = new int[oldMarks.length * 2];
    facts = new short[marks.length];
    for (int i = 0; i < oldMarks.length; i++) {
      if (oldMarks[i] != 0) {
        int at = find(oldMarks[i]);
        marks[at] = oldMarks[i];
        facts[at] = oldFacts[i];
      }
    }
  }

  private static int mark(long hash) {
    long h = hash * 0x9e3779b97f4a7c15L;
    int mark = (int) (h >>> 32) ^ (int) h;
    return mark == 0 ? 1 : mark;
  }

  @Override
  public String toString() {
    return "ValueIndex[" + size + " of " + Arrays.hashCode(new int[] {marks.length}) + "]";
  }
}
