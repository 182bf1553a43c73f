// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trail;

import java.util.Arrays;

/** One look over a text: places, paths, addresses, what is hidden or encoded. For one text. */
final class Scan {
  private static final int MOST_PATHS = 12;
  private static final int SHORTEST_NAME = 5;
  private static final int LONG_RUN = 48;
  private static final int LONG_HEX = 80;
  private static final int MANY_ESCAPES = 16;

  private final String text;
  private final int end;
  private final Places places;
  private final long[] paths = new long[MOST_PATHS];
  private int count;
  private int kinds;
  private long address;
  private boolean hidden;
  private boolean encoded;
  private int escapes;

  Scan(String text, int end, Places places) {
    this.text = text;
    this.end = end;
    this.places = places;
  }

  Scan read() {
    int before = -1;
    char joint = ' ';
    int i = 0;
    while (i < end) {
      char c = text.charAt(i);
      if (!isName(c)) {
        special(c, i);
        joint = c;
        i++;
        continue;
      }
      int from = i;
      long hash = Hash.start();
      while (i < end && isName(text.charAt(i))) {
        hash = Hash.add(hash, Character.toLowerCase(text.charAt(i)));
        i++;
      }
      hash = Hash.end(hash);
      kinds |= places.of(hash);
      boolean joined = (joint == '/' || joint == ':') && before >= 0 && isNameAt(from - 2);
      if (joined) {
        kinds |= pair(before, from - 1, i);
      }
      named(from, i, hash);
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
    return Arrays.copyOf(paths, count);
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
      hash = Hash.add(hash, Character.toLowerCase(text.charAt(i)));
    }
    return joint > first ? places.of(Hash.end(hash)) : 0;
  }

  private void named(int from, int to, long hash) {
    char before = from > 0 ? text.charAt(from - 1) : ' ';
    if (before == '@' && from > 1 && isName(text.charAt(from - 2))) {
      address = address == 0 ? mail(from, to) : address;
    } else if (from > 2 && before == '/' && text.charAt(from - 2) == '/') {
      address = address == 0 ? hash : address;
    } else if (to - from >= SHORTEST_NAME && hasEnding(from, to) && count < MOST_PATHS) {
      paths[count++] = hash;
    }
  }

  private long mail(int at, int to) {
    int from = at - 1;
    while (from > 0 && isName(text.charAt(from - 1))) {
      from--;
    }
    long hash = Hash.start();
    for (int i = from; i < to; i++) {
      hash = Hash.add(hash, Character.toLowerCase(text.charAt(i)));
    }
    return Hash.end(hash);
  }

  private boolean hasEnding(int from, int to) {
    int dot = text.lastIndexOf('.', to - 1);
    return dot > from && dot < to - 1 && Character.isLetter(text.charAt(dot + 1));
  }

  private void special(char c, int at) {
    if (c == '%' && at + 2 < end && isHex(text.charAt(at + 1)) && isHex(text.charAt(at + 2))) {
      escapes++;
    } else if (c == '\\' && at + 5 < end && text.charAt(at + 1) == 'u') {
      int code = 0;
      for (int i = at + 2; i < at + 6; i++) {
        code = code * 16 + Character.digit(text.charAt(i), 16);
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
    int upper = 0;
    int lower = 0;
    int digits = 0;
    int beyondHex = 0;
    for (int i = 0; i <= end; i++) {
      char c = i < end ? text.charAt(i) : ' ';
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (letter || digit || c == '+' || c == '=' || c == '_') {
        upper += c >= 'A' && c <= 'Z' ? 1 : 0;
        lower += c >= 'a' && c <= 'z' ? 1 : 0;
        digits += digit ? 1 : 0;
        beyondHex += isHex(c) ? 0 : 1;
        continue;
      }
      int length = i - from;
      boolean mixed = upper > length / 8 && lower > length / 8 && digits > 2;
      encoded |= (length >= LONG_RUN && mixed) || (length >= LONG_HEX && beyondHex == 0);
      from = i + 1;
      upper = 0;
      lower = 0;
      digits = 0;
      beyondHex = 0;
    }
  }

  private boolean isNameAt(int at) {
    return at >= 0 && isName(text.charAt(at));
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_'
        || c == '~';
  }
}
