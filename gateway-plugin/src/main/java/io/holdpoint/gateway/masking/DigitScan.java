// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static io.holdpoint.gateway.masking.Chars.isDigit;
import static io.holdpoint.gateway.masking.Chars.isHex;
import static io.holdpoint.gateway.masking.Chars.isWord;

/**
 * All that hangs on digits: groups of them, words with digits in them, addresses. Words of letters
 * alone are never looked at. Reused by one thread.
 */
final class DigitScan {

  private static final int LONGEST_TOKEN = 64;
  private static final int MOST_GROUPS = 64;

  private final Context context;
  private final NumberShapes shapes = new NumberShapes();
  private final WordShapes words;
  private final PartedCards parted = new PartedCards();
  private final int[] starts = new int[MOST_GROUPS];
  private final int[] ends = new int[MOST_GROUPS];
  private final int[] digits = new int[80];
  private byte[] text = new byte[0];
  private int from;
  private int to;
  private Spans found = new Spans();

  DigitScan(Context context) {
    this.context = context;
    this.words = new WordShapes(context);
  }

  void text(byte[] bytes, int start, int end, Spans spans) {
    text = bytes;
    from = start;
    to = end;
    found = spans;
    parted.text(bytes, start, end);
  }

  /** Looks at the first digit of a word; returns where to go on. */
  int at(int digit) {
    int start = digit;
    while (start > from && digit - start < LONGEST_TOKEN && isWord(text[start - 1])) {
      start--;
    }
    int end = digit + 1;
    boolean letters = start < digit;
    while (end < to && isWord(text[end])) {
      letters |= !isDigit(text[end]);
      end++;
    }
    int address = end < to && text[end] == ':' && end - start <= 4 ? colons(start, end) : 0;
    if (address > 0) {
      return address;
    }
    if (letters) {
      int last = end - start > LONGEST_TOKEN ? 0 : words.at(text, from, to, start, end, found);
      return Math.max(end, last);
    }
    int card = parted.at(start, end);
    if (card > 0) {
      found.add(start, card, EntityType.CARD);
      return card;
    }
    return groups(start, end);
  }

  /** A colon after a word without digits may stand in an address too. */
  int colon(int at) {
    int start = at;
    while (start > from && at - start < 5 && isHex(text[start - 1])) {
      start--;
    }
    boolean word = start > from && (isWord(text[start - 1]) || text[start - 1] == ':');
    return word || at - start > 4 ? 0 : colons(start, at);
  }

  /** Hexadecimal groups with colons between: six of two digits, or up to eight of four. */
  private int colons(int start, int end) {
    int groups = 1;
    int twos = end - start == 2 && isHexRun(start, end) ? 1 : 0;
    boolean gap = false;
    int filled = end > start ? 1 : 0;
    if (!isHexRun(start, end)) {
      return 0;
    }
    int at = end;
    while (at < to && text[at] == ':' && groups < 9) {
      int next = at + 1;
      if (next < to && text[next] == ':') {
        if (gap) {
          return 0;
        }
        gap = true;
        next++;
        groups++;
      }
      int stop = next;
      while (stop < to && stop - next < 5 && isHex(text[stop])) {
        stop++;
      }
      if (stop == next) {
        at = gap && text[at + 1 < to ? at + 1 : at] == ':' ? next : at;
        break;
      }
      if (stop - next > 4 || (stop < to && isWord(text[stop]))) {
        return 0;
      }
      twos += stop - next == 2 ? 1 : 0;
      filled++;
      groups++;
      at = stop;
    }
    boolean mac = !gap && filled == 6 && twos == 6;
    boolean v6 = gap ? filled >= 2 && groups <= 9 : filled == 8 && twos < 8;
    if (mac || v6) {
      found.add(start, at, mac ? EntityType.MAC_ADDRESS : EntityType.IPV6);
      return at;
    }
    return 0;
  }

  private boolean isHexRun(int start, int end) {
    for (int i = start; i < end; i++) {
      if (!isHex(text[i])) {
        return false;
      }
    }
    return true;
  }

  /** Collects groups of digits with one character between them, then tries each to begin with. */
  private int groups(int start, int end) {
    int n = 1;
    starts[0] = start;
    ends[0] = end;
    while (n < MOST_GROUPS) {
      int next = ends[n - 1];
      if (next + 1 >= to || !isBetween(text[next])) {
        break;
      }
      next++;
      if (text[next - 1] == ')' && text[next] == ' ' && next + 1 < to) {
        next++;
      }
      int stop = next;
      while (stop < to && isDigit(text[stop])) {
        stop++;
      }
      if (stop == next || (stop < to && isWord(text[stop]))) {
        break;
      }
      starts[n] = next;
      ends[n] = stop;
      n++;
    }
    int full = n == MOST_GROUPS ? MOST_GROUPS - NumberShapes.mostGroups() : n;
    int i = 0;
    while (i < full) {
      int taken = tryAt(i, n);
      i += Math.max(1, taken);
    }
    return n == MOST_GROUPS && i < n ? starts[i] : ends[Math.min(i, n) - 1];
  }

  private static boolean isBetween(byte b) {
    return b == ' ' || b == '-' || b == '.' || b == '/' || b == ')';
  }

  /** How many groups are a part of what begins with group {@code first}; 0 if nothing does. */
  private int tryAt(int first, int n) {
    int most = Math.min(n - first, NumberShapes.mostGroups());
    int count = 0;
    long pattern = 0;
    int best = 0;
    for (int groups = 1; groups <= most; groups++) {
      int group = first + groups - 1;
      int length = ends[group] - starts[group];
      if (length > 20 || count + length > 20 || (groups > 1 && length > 15)) {
        break;
      }
      for (int i = starts[group]; i < ends[group]; i++) {
        digits[count++] = text[i] - '0';
      }
      if (groups == 1) {
        NumberShapes.Shape[] alone = count >= 6 ? shapes.of(NumberShapes.single(length)) : null;
        best = alone != null && matches(first, 1, alone, count) ? 1 : 0;
        pattern = length;
        continue;
      }
      pattern = (pattern << 4) | length;
      NumberShapes.Shape[] known = shapes.of(pattern);
      if (known == null) {
        break;
      }
      if (count >= 6 && matches(first, groups, known, count)) {
        best = groups;
      }
    }
    best = Math.max(best, address(first, n));
    best = Math.max(best, date(first, n));
    return best > 0 ? best : phone(first, n);
  }

  private boolean matches(int first, int groups, NumberShapes.Shape[] known, int count) {
    boolean any = false;
    int start = starts[first];
    int end = ends[first + groups - 1];
    if (!stands(start, end)) {
      return false;
    }
    for (NumberShapes.Shape shape : known) {
      if (!any
          && between(first, groups, shape.between())
          && shape.check().passes(digits, count)
          && (!shape.context() || context.suggests(shape.type(), text, from, start))) {
        found.add(start, end, shape.type());
        any = true;
      }
    }
    return any;
  }

  /** Not a part of a longer number: no digit, point or sign goes on. */
  private boolean stands(int start, int end) {
    boolean before =
        start == from
            || !(isWord(text[start - 1])
                || (text[start - 1] == '.' && start - 1 > from && isDigit(text[start - 2])));
    boolean goesOn =
        end < to
            && (isWord(text[end]) || (text[end] == '.' && end + 1 < to && isDigit(text[end + 1])));
    return before && !goesOn;
  }

  private boolean between(int first, int groups, String allowed) {
    for (int i = first; i < first + groups - 1; i++) {
      if (starts[i + 1] - ends[i] != 1 || allowed.indexOf(text[ends[i]]) < 0) {
        return false;
      }
    }
    return true;
  }

  private int address(int first, int n) {
    if (n - first < 4 || !between(first, 4, ".")) {
      return 0;
    }
    int big = 0;
    for (int i = first; i < first + 4; i++) {
      int length = ends[i] - starts[i];
      int value = 0;
      for (int at = starts[i]; at < ends[i] && length <= 3; at++) {
        value = value * 10 + text[at] - '0';
      }
      if (length > 3 || value > 255 || (length > 1 && text[starts[i]] == '0')) {
        return 0;
      }
      big += length > 1 ? 1 : 0;
    }
    int start = starts[first];
    int end = ends[first + 3];
    if (!stands(start, end) || isVersion(start) || (big == 0 && !isLocal(start))) {
      return 0;
    }
    found.add(start, end, EntityType.IPV4);
    return 4;
  }

  private boolean isLocal(int start) {
    return text[start] != '0';
  }

  /** {@code v1.2.3.4}, {@code version 1.2.3.4}. */
  private boolean isVersion(int start) {
    int end = start;
    while (end > from && start - end < 3 && !Chars.isLetter(text[end - 1])) {
      end--;
    }
    int begin = end;
    while (begin > from && end - begin < 10 && Chars.isLetter(text[begin - 1])) {
      begin--;
    }
    String word =
        new String(text, begin, end - begin, java.nio.charset.StandardCharsets.ISO_8859_1);
    return switch (word.toLowerCase(java.util.Locale.ROOT)) {
      case "v", "version", "release", "product", "build", "ver", "rev" -> true;
      default -> false;
    };
  }

  private int date(int first, int n) {
    if (n - first < 3 || !between(first, 3, "-/.")) {
      return 0;
    }
    int a = value(first);
    int b = value(first + 1);
    int c = value(first + 2);
    boolean yearFirst = isYear(a) && b >= 1 && b <= 12 && c >= 1 && c <= 31;
    boolean yearLast = isYear(c) && a >= 1 && a <= 31 && b >= 1 && b <= 31 && (a <= 12 || b <= 12);
    if (!(yearFirst || yearLast)
        || !context.suggests(EntityType.DATE_OF_BIRTH, text, from, starts[first])) {
      return 0;
    }
    found.add(starts[first], ends[first + 2], EntityType.DATE_OF_BIRTH);
    return 3;
  }

  private static boolean isYear(int value) {
    return value >= 1900 && value <= 2020;
  }

  private int value(int group) {
    return ends[group] - starts[group] > 4
        ? -1
        : Integer.parseInt(
            new String(
                text,
                starts[group],
                ends[group] - starts[group],
                java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /** {@code 2026-11-21 12}: no number to call. */
  private boolean isTime(int first, int n) {
    return n - first >= 3
        && ends[first] - starts[first] == 4
        && ends[first + 1] - starts[first + 1] == 2
        && ends[first + 2] - starts[first + 2] == 2;
  }

  /** With a plus, in American form, or after a word for it. */
  private int phone(int first, int n) {
    int start = starts[first];
    boolean plus =
        start > from && text[start - 1] == '+' && (start - 1 == from || !isWord(text[start - 2]));
    boolean bracket = start > from && text[start - 1] == '(';
    int count = 0;
    int groups = 0;
    while (first + groups < n && groups < NumberShapes.mostGroups()) {
      int length = ends[first + groups] - starts[first + groups];
      if (count + length > 15 || (groups > 0 && text[ends[first + groups - 1]] == '/')) {
        break;
      }
      count += length;
      groups++;
    }
    int end = ends[first + groups - 1 < first ? first : first + groups - 1];
    boolean american =
        count == 10
            && groups == 3
            && ends[first] - start == 3
            && ends[first + 1] - starts[first + 1] == 3
            && text[start] >= '2'
            && text[starts[first + 1]] >= '2'
            && bracket;
    boolean called =
        first == 0
            && !isTime(first, n)
            && count >= 7
            && groups > 0
            && context.suggests(EntityType.PHONE, text, from, start);
    if (groups == 0 || !((plus && count >= 8) || american || called)) {
      return 0;
    }
    found.add(plus || bracket ? start - 1 : start, end, EntityType.PHONE);
    return groups;
  }
}
