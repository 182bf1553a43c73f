// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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

  private static final int[] NO_MARKS = {};
  private static final short[] NO_FACTS = {};

  private int[] marks = NO_MARKS;
  private short[] facts = NO_FACTS;
  private int size;
  private boolean full;

  /**
   * Notes a value.
   *
   * @param important false if it may be left out when room grows short
   */
  void add(long hash, Position position, int source, boolean important) {
    if (marks.length == 0) {
      room(LEAST_SLOTS);
    }
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

  /** Writes all of it. */
  void write(DataOutputStream out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] != 0) {
        out.writeInt(marks[i]);
        out.writeShort(facts[i]);
      }
    }
  }

  /** Forgets all values; that some were left out before stays known. */
  void clear() {
    room(0);
    size = 0;
  }

  /** Reads what was written into an empty one. */
  void read(DataInputStream in) throws IOException {
    size = in.readInt();
    int slots = LEAST_SLOTS;
    while (size * 4 > slots * 3 && slots < MOST_SLOTS) {
      slots *= 2;
    }
    room(size == 0 ? 0 : slots);
    for (int i = 0; i < size; i++) {
      int mark = in.readInt();
      int at = find(mark);
      marks[at] = mark;
      facts[at] = in.readShort();
    }
  }

  private void room(int slots) {
    marks = slots == 0 ? NO_MARKS : new int[slots];
    facts = slots == 0 ? NO_FACTS : new short[slots];
  }

  private void grow() {
    int[] oldMarks = marks;
    short[] oldFacts = facts;
    room(oldMarks.length * 2);
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
