// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** A few meanings, each once. For one thread. */
final class WordBag {
  private int[] words = new int[16];
  private int size;

  void add(int word) {
    for (int i = 0; i < size; i++) {
      if (words[i] == word) {
        return;
      }
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, size * 2);
    }
    words[size++] = word;
  }

  int size() {
    return size;
  }

  /** How many are so. */
  int count(IntPredicate says) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += says.test(words[i]) ? 1 : 0;
    }
    return count;
  }
}
