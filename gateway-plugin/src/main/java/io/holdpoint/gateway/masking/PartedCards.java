// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import static io.holdpoint.gateway.masking.Chars.isDigit;
import static io.holdpoint.gateway.masking.Chars.isSeparator;
import static io.holdpoint.gateway.masking.Chars.isWord;

/**
 * Card numbers whose groups are parted by whatever is not a letter: tabs, line ends, several
 * blanks, dots. Digits in columns are ordinary, so the same stands between all groups, and no group
 * of their length beside them. Reused by one thread.
 */
final class PartedCards {

  private static final int LONGEST_GAP = 4;
  private static final int MOST_DIGITS = 19;

  private final int[] digits = new int[MOST_DIGITS + 1];
  private byte[] text = new byte[0];
  private int from;
  private int to;

  void text(byte[] bytes, int start, int end) {
    text = bytes;
    from = start;
    to = end;
  }

  /** Where the card ends whose first group stands here; 0 if there is none. */
  int at(int start, int end) {
    int size = end - start;
    int gap = size == 4 || size <= 2 ? gapAfter(end) : 0;
    if (gap == 0 || !isDigit(text[end + gap]) || groupBefore(start, size)) {
      return 0;
    }
    int count = read(start, end, 0);
    int lengths = size;
    int at = end;
    while (isSameGap(at, end, gap)) {
      int next = at + gap;
      int stop = next;
      while (stop < to && isDigit(text[stop])) {
        stop++;
      }
      int length = stop - next;
      boolean fits = size == 4 ? length >= 4 && length <= 6 : length == size;
      if (!fits || count + length > MOST_DIGITS || isWordAt(stop)) {
        break;
      }
      count = read(next, stop, count);
      lengths = (lengths << 3) | length;
      at = stop;
      if (isWhole(size, lengths, count) && !groupAfter(at, size)) {
        return NumberShapes.isCard(digits, count) ? at : 0;
      }
    }
    return 0;
  }

  /** Groups of four, those of 15 and 14 digits, and single digits or pairs of 16. */
  private static boolean isWhole(int size, int lengths, int count) {
    return size == 4 ? lengths == 04444 || lengths == 0465 || lengths == 0464 : count == 16;
  }

  private int read(int start, int end, int count) {
    int n = count;
    for (int i = start; i < end; i++) {
      digits[n++] = text[i] - '0';
    }
    return n;
  }

  private int gapAfter(int end) {
    int at = end;
    while (at < to && at - end <= LONGEST_GAP && isSeparator(text[at])) {
      at++;
    }
    return at < to && at - end <= LONGEST_GAP ? at - end : 0;
  }

  private boolean isSameGap(int at, int first, int gap) {
    if (at + gap >= to) {
      return false;
    }
    for (int i = 0; i < gap; i++) {
      if (text[at + i] != text[first + i]) {
        return false;
      }
    }
    return isDigit(text[at + gap]);
  }

  private boolean groupBefore(int start, int size) {
    int end = start;
    while (end > from && start - end < LONGEST_GAP && isSeparator(text[end - 1])) {
      end--;
    }
    int at = end;
    while (at > from && end - at <= size && isDigit(text[at - 1])) {
      at--;
    }
    return end - at == size || (end == start && at < end);
  }

  private boolean groupAfter(int end, int size) {
    int gap = gapAfter(end);
    int at = end + gap;
    while (gap > 0 && at < to && at - end - gap <= size && isDigit(text[at])) {
      at++;
    }
    return at - end - gap == size;
  }

  private boolean isWordAt(int at) {
    return at < to && isWord(text[at]);
  }
}
