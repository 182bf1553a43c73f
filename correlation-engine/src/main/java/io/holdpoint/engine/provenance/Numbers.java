// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

/**
 * Finds numbers in a text and gives each one hash however it is written: {@code 1,234.50}, {@code
 * 1.234,50}, {@code 1 234.5} and {@code 1234.5} are one number, and so are {@code +49 30 1234567},
 * {@code (030) 123-4567} and {@code 0049301234567} by their last digits. Numbers that stand in any
 * text are left out: those of few digits, years, days. For one thread.
 */
final class Numbers {
  private static final int LEAST = 4;
  private static final int LEAST_PHONE = 9;
  private static final int LONGEST_PHONE = 15;
  private static final int TAIL = 7;
  private static final int MOST_DIGITS = 40;
  private static final int MOST_GROUPS = 12;
  private static final int MOST = 512;
  private static final long SEED = 0x5bd1e995cbf29ceL;
  private static final String MARKS = ".,' \u00a0\u202f-/()";

  /** A longer text's buffer is not kept. */
  private static final int KEPT = 128 * 1024;

  private char[] text = new char[1024];
  private final long[] found = new long[MOST];
  private final char[] digits = new char[MOST_DIGITS];
  private final int[] groups = new int[MOST_GROUPS];
  private final char[] marks = new char[MOST_GROUPS];
  private int group;
  private int count;
  private int size;

  /** Reads a text; {@link #hash} tells what it found. Returns how many. */
  int read(String plain) {
    size = 0;
    int length = plain.length();
    if (length > text.length || text.length > KEPT) {
      text = new char[Math.max(length, 1024)];
    }
    plain.getChars(0, length, text, 0);
    int at = 0;
    while (at < length && size < MOST - 2) {
      char c = text[at];
      if (c < '0' || c > '9') {
        at++;
      } else {
        int end = run(at, length);
        boolean inWord = at > 0 && Character.isLetter(text[at - 1]);
        boolean goesOn = end < length && Character.isLetter(text[end]);
        if (!inWord && !goesOn) {
          take(at > 0 && (text[at - 1] == '+' || text[at - 1] == '('));
        }
        at = end;
      }
    }
    return size;
  }

  /** How many were found last. */
  int size() {
    return size;
  }

  long hash(int number) {
    return found[number];
  }

  /** Digits in groups, with single marks between them. Returns where they end. */
  private int run(int from, int length) {
    group = 0;
    count = 0;
    groups[0] = 0;
    int end = from;
    char mark = 0;
    for (int at = from; at < length && at - end < 3; at++) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        if (mark != 0 && group + 1 < MOST_GROUPS) {
          marks[++group] = mark;
          groups[group] = 0;
        }
        mark = 0;
        end = at + 1;
        if (count < MOST_DIGITS) {
          digits[count++] = c;
          groups[group]++;
        }
      } else if (MARKS.indexOf(c) >= 0 && (mark == 0 || mark == ')')) {
        mark = mark == 0 ? c : mark;
      } else {
        break;
      }
    }
    return end;
  }

  private void take(boolean plus) {
    int fraction = fraction();
    if (fraction >= 0) {
      amount(0, count, fraction);
      return;
    }
    boolean national = digits[0] == '0' || (group == 2 && groups[2] == 4 && count == 10);
    if (count >= LEAST_PHONE && count <= LONGEST_PHONE && (plus || national)) {
      long hash = SEED + 1;
      for (int i = count - TAIL; i < count; i++) {
        hash = add(hash, digits[i]);
      }
      found[size++] = hash;
      return;
    }
    int from = 0;
    for (int i = 0; i <= group; i++) {
      boolean apart = (i == 0 || !isPoint(marks[i])) && (i == group || !isPoint(marks[i + 1]));
      if (apart && size < MOST) {
        amount(from, from + groups[i], 0);
      }
      from += groups[i];
    }
  }

  /** How many of the digits are a fraction's; -1 if this is not one number. */
  private int fraction() {
    if (group == 0) {
      return 0;
    }
    char last = marks[group];
    char first = marks[1];
    boolean mixed = first != last;
    int grouped = mixed ? group - 1 : group;
    boolean inThrees = groups[0] <= 3;
    for (int i = 1; i <= grouped; i++) {
      inThrees &= groups[i] == 3 && marks[i] == first && "-/()".indexOf(first) < 0;
    }
    if (mixed) {
      return isPoint(last) && inThrees ? groups[group] : -1;
    }
    if (inThrees && digits[0] != '0') {
      return 0;
    }
    return group == 1 && isPoint(last) ? groups[1] : -1;
  }

  private static boolean isPoint(char c) {
    return c == '.' || c == ',';
  }

  /** The digits without noughts before the first and behind the fraction. */
  private void amount(int from, int to, int fraction) {
    int whole = to - fraction;
    int end = to;
    while (end > whole && digits[end - 1] == '0') {
      end--;
    }
    int first = from;
    while (first < end && digits[first] == '0') {
      first++;
    }
    int last = end;
    while (last > first && end == whole && digits[last - 1] == '0') {
      last--;
    }
    if (last - first < LEAST || (end == whole && isYear(first, end))) {
      return;
    }
    long hash = SEED;
    for (int i = first; i < end; i++) {
      hash = add(hash, i == whole ? (char) (digits[i] + 128) : digits[i]);
    }
    found[size++] = hash;
  }

  private boolean isYear(int first, int end) {
    int century = (digits[first] - '0') * 10 + digits[first + 1] - '0';
    return end - first == 4 && (century == 19 || century == 20);
  }

  private static long add(long hash, char c) {
    return (hash ^ c) * 0x100000001b3L;
  }
}
