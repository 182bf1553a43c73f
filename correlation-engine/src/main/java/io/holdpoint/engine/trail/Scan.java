// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

import java.util.Arrays;

/** One look over a text: places, paths, addresses, what is hidden or encoded. For one text. */
final class Scan {
  private static final int MOST_PATHS = 12;
  private static final long[] NO_PATHS = {};
  private static final int SHORTEST_NAME = 5;
  private static final int LONG_RUN = 48;
  private static final int LONG_HEX = 80;
  private static final int MANY_ESCAPES = 16;

  private static final int NAME = 1;
  private static final int UPPER = 2;
  private static final int LOWER = 4;
  private static final int DIGIT = 8;
  private static final int HEX = 16;
  private static final int RUN = 32;
  private static final int DOT = 64;
  private static final byte[] KINDS = kindsOfCharacters();

  /** Capital and small letters, digits and what is no hex digit are counted in one number. */
  private static final int COUNT_BITS = 16;

  private static final int COUNT = (1 << COUNT_BITS) - 1;
  private static final long[] COUNTS = counts();

  private final char[] text;
  private final int end;
  private final Places places;
  private long[] paths = NO_PATHS;
  private int count;
  private int kinds;
  private long address;
  private boolean hidden;
  private boolean encoded;
  private int escapes;

  /** Looks at the first characters of a text, until {@code end}. */
  Scan(char[] text, int end, Places places) {
    this.text = text;
    this.end = end;
    this.places = places;
  }

  Scan read() {
    int before = -1;
    char joint = ' ';
    int i = 0;
    while (i < end) {
      char c = text[i];
      if ((kind(c) & NAME) == 0) {
        special(c, i);
        joint = c;
        i++;
        continue;
      }
      int from = i;
      int any = 0;
      for (int kind = kind(c); (kind & NAME) != 0; kind = i < end ? kind(text[i]) : 0) {
        any |= kind;
        i++;
      }
      if (places.mayBe(c, text[i - 1], i - from)) {
        kinds |= places.of(hash(from, i));
      }
      boolean joined = (joint == '/' || joint == ':') && before >= 0 && isNameAt(from - 2);
      if (joined) {
        kinds |= pair(before, from - 1, i);
      }
      if ((any & DOT) != 0 || joint == '@' || joint == '/') {
        named(from, i);
      }
      before = from;
      joint = ' ';
    }
    runs();
    encoded |= escapes >= MANY_ESCAPES;
    return this;
  }

  int kinds() {
    return kinds;
  }

  long address() {
    return address;
  }

  long[] paths() {
    return count == 0 ? NO_PATHS : Arrays.copyOf(paths, count);
  }

  boolean hidden() {
    return hidden;
  }

  boolean encoded() {
    return encoded;
  }

  /** The kinds of two words with what joins them. */
  private int pair(int first, int joint, int to) {
    long hash = Hash.start();
    for (int i = first; i < to; i++) {
      hash = Hash.add(hash, Character.toLowerCase(text[i]));
    }
    return joint > first ? places.of(Hash.end(hash)) : 0;
  }

  private long hash(int from, int to) {
    long hash = Hash.start();
    for (int i = from; i < to; i++) {
      char c = text[i];
      hash = Hash.add(hash, (kind(c) & UPPER) != 0 ? (char) (c + 32) : c);
    }
    return Hash.end(hash);
  }

  private void named(int from, int to) {
    char before = from > 0 ? text[from - 1] : ' ';
    if (before == '@' && from > 1 && isNameAt(from - 2)) {
      address = address == 0 ? mail(from, to) : address;
    } else if (from > 2 && before == '/' && text[from - 2] == '/') {
      address = address == 0 ? hash(from, to) : address;
    } else if (to - from >= SHORTEST_NAME && hasEnding(from, to) && count < MOST_PATHS) {
      if (count == 0) {
        paths = new long[MOST_PATHS];
      }
      paths[count++] = hash(from, to);
    }
  }

  private long mail(int at, int to) {
    int from = at - 1;
    while (isNameAt(from - 1)) {
      from--;
    }
    long hash = Hash.start();
    for (int i = from; i < to; i++) {
      hash = Hash.add(hash, Character.toLowerCase(text[i]));
    }
    return Hash.end(hash);
  }

  private boolean hasEnding(int from, int to) {
    int dot = to - 1;
    while (dot > from && text[dot] != '.') {
      dot--;
    }
    return dot > from && dot < to - 1 && Character.isLetter(text[dot + 1]);
  }

  private void special(char c, int at) {
    if (c == '%' && at + 2 < end && isHex(text[at + 1]) && isHex(text[at + 2])) {
      escapes++;
    } else if (c == '\\' && at + 5 < end && text[at + 1] == 'u') {
      int code = 0;
      for (int i = at + 2; i < at + 6; i++) {
        code = code * 16 + Character.digit(text[i], 16);
      }
      hidden |= isUnseen(code);
    } else if (c >= 0x200B) {
      hidden |= isUnseen(c);
    }
  }

  /** Joiners of scripts and emoji are not among them. */
  private static boolean isUnseen(int c) {
    return c == 0x200B
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x2069)
        || c == 0xFEFF
        || c == 0xDB40;
  }

  /** Long runs of letters and digits that no language has. */
  private void runs() {
    int from = 0;
    // Whatever is long enough has such a character at every LONG_RUN-th place: most need no look.
    while (from + LONG_RUN <= end) {
      int last = from + LONG_RUN - 1;
      while (last >= from && (kind(text[last]) & RUN) != 0) {
        last--;
      }
      if (last >= from) {
        from = last + 1;
        continue;
      }
      int to = from + LONG_RUN;
      while (to < end && (kind(text[to]) & RUN) != 0) {
        to++;
      }
      encoded |= isNoLanguage(from, to);
      from = to + 1;
    }
  }

  private boolean isNoLanguage(int from, int to) {
    long counts = 0;
    for (int i = from; i < to; i++) {
      counts += COUNTS[text[i]]; // none of a run is beyond the table
    }
    int upper = (int) counts & COUNT;
    int lower = (int) (counts >>> COUNT_BITS) & COUNT;
    int digits = (int) (counts >>> (2 * COUNT_BITS)) & COUNT;
    int beyondHex = (int) (counts >>> (3 * COUNT_BITS)) & COUNT;
    int length = to - from;
    boolean mixed = upper > length / 8 && lower > length / 8 && digits > 2;
    return mixed || (length >= LONG_HEX && beyondHex == 0);
  }

  private boolean isNameAt(int at) {
    return at >= 0 && (kind(text[at]) & NAME) != 0;
  }

  private static boolean isHex(char c) {
    return (kind(c) & HEX) != 0;
  }

  private static int kind(char c) {
    return c < KINDS.length ? KINDS[c] : 0;
  }

  private static long[] counts() {
    long[] table = new long[KINDS.length];
    for (int c = 0; c < table.length; c++) {
      int kind = KINDS[c];
      table[c] |= (kind & UPPER) != 0 ? 1L : 0;
      table[c] |= (kind & LOWER) != 0 ? 1L << COUNT_BITS : 0;
      table[c] |= (kind & DIGIT) != 0 ? 1L << (2 * COUNT_BITS) : 0;
      table[c] |= (kind & HEX) == 0 ? 1L << (3 * COUNT_BITS) : 0;
    }
    return table;
  }

  private static byte[] kindsOfCharacters() {
    byte[] table = new byte[128];
    for (char c = 0; c < table.length; c++) {
      int kind = c >= 'a' && c <= 'z' ? LOWER | NAME | RUN : 0;
      kind |= c >= 'A' && c <= 'Z' ? UPPER | NAME | RUN : 0;
      kind |= c >= '0' && c <= '9' ? DIGIT | HEX | NAME | RUN : 0;
      kind |= (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? HEX : 0;
      kind |= ".-_~".indexOf(c) >= 0 ? NAME : 0;
      kind |= "+=_".indexOf(c) >= 0 ? RUN : 0;
      kind |= c == '.' ? DOT : 0;
      table[c] = (byte) kind;
    }
    return table;
  }
}
