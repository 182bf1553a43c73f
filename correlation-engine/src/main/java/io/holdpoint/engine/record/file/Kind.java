// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import io.holdpoint.engine.record.Entry;
import org.jspecify.annotations.Nullable;

/** What an entry's first word says: length of the sealed part, kind, and a check of both. */
final class Kind {
  static final int TAKEN = 5;
  static final int GIVEN_UP = 6;

  private static final long CHECK = 0x5a_17L;

  private Kind() {}

  /** Never zero. */
  static long word(int kind, int length) {
    return (long) length << 32 | (long) kind << 24 | check(kind, length);
  }

  static boolean isWord(long word) {
    int kind = of(word);
    return kind >= 1
        && kind <= GIVEN_UP
        && length(word) >= 0
        && (word & 0xff_ffff) == check(kind, length(word));
  }

  static int of(long word) {
    return (int) (word >>> 24) & 0xff;
  }

  static int length(long word) {
    return (int) (word >>> 32);
  }

  static int of(Entry.Way way) {
    return switch (way) {
      case WHOLE -> 1;
      case FACTS -> 2;
      case LEFT -> 3;
      case UNJUDGED -> 4;
    };
  }

  static Entry.@Nullable Way way(int kind) {
    return switch (kind) {
      case 1 -> Entry.Way.WHOLE;
      case 2 -> Entry.Way.FACTS;
      case 3 -> Entry.Way.LEFT;
      case 4 -> Entry.Way.UNJUDGED;
      default -> null;
    };
  }

  private static long check(int kind, int length) {
    return ((long) length * 0x9e37 ^ CHECK * kind) & 0xff_ffff;
  }
}
