// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Sentences.Tone;
import io.holdpoint.engine.intent.Tokens;
import java.util.Arrays;

/** A sentence in a result that asks for something, as the words it is made of. Holds no text. */
final class Instruction {
  private static final int MOST_WORDS = 40;

  private final Tone tone;
  private final int acts;
  private final int[] meanings;
  private final int source;

  private Instruction(Tone tone, int acts, int[] meanings, int source) {
    this.tone = tone;
    this.acts = acts;
    this.meanings = meanings;
    this.source = source;
  }

  static Instruction of(Tokens tokens, int from, int to, Tone tone, int acts, int source) {
    int[] meanings = new int[Math.min(MOST_WORDS, to - from)];
    int count = 0;
    for (int i = from; i < to && count < meanings.length; i++) {
      if (tokens.isContent(i) || tokens.isNumber(i)) {
        meanings[count++] = tokens.meaning(i);
      }
    }
    int[] sorted = Arrays.copyOf(meanings, count);
    Arrays.sort(sorted);
    return new Instruction(tone, acts, sorted, source);
  }

  /** How it asks. */
  Tone tone() {
    return tone;
  }

  /** What it asks for. */
  int acts() {
    return acts;
  }

  /** The number of the result it stood in. */
  int source() {
    return source;
  }

  boolean says(int meaning) {
    return Arrays.binarySearch(meanings, meaning) >= 0;
  }
}
