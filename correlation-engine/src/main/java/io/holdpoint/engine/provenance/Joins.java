// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Folding;
import java.util.Arrays;

/**
 * Puts together what was taken apart. A value spread over arguments and calls is one of a result
 * again when its pieces follow each other: kept are hashes that can go on, not the pieces. A value
 * made of pieces that stood apart in results is taken apart again. For one thread.
 */
final class Joins {
  /** So many pieces can make one value. */
  private static final int MOST = 6;

  private static final int LONGEST_PIECE = 40;
  private static final int LEAST = 8;
  private static final int LEAST_LETTERS = 12;
  private static final int LONGEST = 64;
  private static final int LONGEST_WORD = 24;
  private static final int NOBODY = -1;
  private static final long[] NO_HASHES = {};
  private static final int[] NO_LENGTHS = {};

  /** The piece before, that and the one before it, and so on: each as one value. */
  private long[] hashes = NO_HASHES;

  private int[] lengths = NO_LENGTHS;
  private boolean digits;

  /**
   * The result in which the value, as the end of the pieces before it, stood as one; -1 if there is
   * none.
   */
  int joined(String text, ValueIndex values) {
    String piece = bare(text);
    int length = 0;
    boolean digit = false;
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      length += Character.isLetterOrDigit(c) ? 1 : 0;
      digit |= Character.isDigit(c) || c == '@';
    }
    if (length == 0 || length > LONGEST_PIECE) {
      return NOBODY;
    }
    if (hashes.length == 0) {
      hashes = new long[MOST];
      lengths = new int[MOST];
    }
    digits |= digit;
    long alone = add(Folding.seed(), piece);
    int source = isTelling(length, digit) ? values.source(alone) : NOBODY;
    for (int k = MOST - 1; k >= 0; k--) {
      int together = lengths[k] + length;
      if (lengths[k] == 0 || together > LONGEST) {
        continue;
      }
      long hash = add(hashes[k], piece);
      if (isTelling(together, digits) && source < 0) {
        source = values.source(hash);
      }
      if (k + 1 < MOST) {
        hashes[k + 1] = hash;
        lengths[k + 1] = together;
      }
    }
    hashes[0] = alone;
    lengths[0] = length;
    return source;
  }

  /** Enough to stand in two places by no chance. */
  private static boolean isTelling(int length, boolean digits) {
    return length >= (digits ? LEAST : LEAST_LETTERS);
  }

  /** Links are known without their scheme. */
  private static String bare(String text) {
    int scheme = text.indexOf("://");
    int from = scheme > 0 && scheme < 6 ? scheme + 3 : 0;
    return text.startsWith("www.", from) ? text.substring(from + 4) : text.substring(from);
  }

  private static long add(long hash, String piece) {
    long all = hash;
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        all = Folding.add(all, c);
      }
    }
    return all;
  }

  /**
   * The result that brought the largest piece of a value that is made of nothing but words of
   * results, two or more; -1 if it is not.
   */
  static int apart(String value, ValueIndex values) {
    char[] plain = new char[LONGEST];
    int size = 0;
    boolean digit = false;
    String bare = bare(value);
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        if (size == LONGEST) {
          return NOBODY;
        }
        plain[size++] = c;
        digit |= Character.isDigit(c);
      }
    }
    if (!isTelling(size, digit || value.indexOf('@') >= 0)) {
      return NOBODY;
    }
    int[] best = new int[size + 1];
    int[] source = new int[size + 1];
    Arrays.fill(source, NOBODY);
    best[0] = 1;
    for (int from = 0; from < size; from++) {
      if (best[from] == 0) {
        continue;
      }
      long hash = Folding.seed();
      for (int to = from; to < size && to - from < LONGEST_WORD; to++) {
        hash = Folding.add(hash, plain[to]);
        int piece = to + 1 - from;
        if (piece >= 2 && values.has(hash) && best[to + 1] < Math.max(best[from], piece)) {
          best[to + 1] = Math.max(best[from], piece);
          source[to + 1] = piece >= best[from] ? values.source(hash) : source[from];
        }
      }
    }
    boolean whole = best[size] > 0 && best[size] < size;
    return whole && best[size] >= 3 ? source[size] : NOBODY;
  }
}
