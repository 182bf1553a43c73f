// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * General vocabulary: what words ask for, in several languages. Immutable, and shared by all
 * threads.
 */
public final class Lexicon {
  private static final String SHIPPED = "lexicon.txt";
  private static final long VERBS = 0xffffL;

  private final LongTable words;
  private final LongTable groups;
  private final long[] any;
  private final boolean reads;

  Lexicon(LongTable words, LongTable groups, boolean reads) {
    this.words = words;
    this.groups = groups;
    this.any = LongTable.filterOf(words, groups);
    this.reads = reads;
  }

  /** The vocabulary in the jar. */
  public static Lexicon shipped() {
    try (InputStream in = Lexicon.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + ": not in the jar");
      }
      return LexiconReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(SHIPPED + ": cannot be read from the jar", e);
    }
  }

  /**
   * This vocabulary with a share of its verbs and groups lost: how a language it does not know well
   * looks to it.
   *
   * @param share of the words, 0 to 1
   * @param seed the same seed loses the same words
   */
  public Lexicon without(double share, long seed) {
    Random random = new Random(seed);
    LongTable fewer = new LongTable();
    for (long key : words.keys()) {
      long word = words.get(key);
      boolean verb = (word & VERBS) != 0 || Word.asked(word) != 0;
      if (!verb || random.nextDouble() >= share) {
        fewer.put(key, word);
      }
    }
    LongTable looser = new LongTable();
    for (long key : groups.keys()) {
      if (random.nextDouble() >= share) {
        looser.put(key, groups.get(key));
      }
    }
    return new Lexicon(fewer, looser, reads);
  }

  /** This vocabulary, with no sentence ever read as an instruction. */
  public Lexicon blindToInstructions() {
    return new Lexicon(words, groups, false);
  }

  /** What the folded word with this hash can be, as flags of {@link Word}. */
  long word(long hash) {
    return words.get(hash);
  }

  /** One name for words that mean the same to a task, by the hash of their stem. */
  int meaning(long stem) {
    long mixed = Folding.mix(stem);
    long group = groups.get(stem, mixed);
    return group == 0 ? meaningOfUnknown(mixed) : (int) (Folding.mix(group) >>> 32);
  }

  /** False if the word with this hash, {@linkplain Folding#mix mixed}, is neither kind of word. */
  boolean mayKnow(long mixed) {
    return LongTable.isIn(any, mixed);
  }

  /** The meaning of a word in no group, by the mixed hash of its stem. */
  static int meaningOfUnknown(long mixed) {
    return (int) (mixed >>> 32);
  }

  /** One name for what a folded word means, as {@link Tokens#meaning} has it. */
  public int meaningOf(String word) {
    return meaning(Stem.hash(word));
  }

  /** False if instructions are not looked for. */
  boolean readsInstructions() {
    return reads;
  }
}
