// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import io.holdpoint.model.step.Effect;
import java.util.Arrays;
import java.util.Set;

/** What a tool's name says: the act it names and the things it acts on. Immutable. */
public final class ToolWords {
  private static final int MOST_OBJECTS = 8;
  private static final int LEAST_FOREIGN = 5;

  private final int acts;
  private final long verb;
  private final int[] objects;

  private ToolWords(int acts, long verb, int[] objects) {
    this.acts = acts;
    this.verb = verb;
    this.objects = objects;
  }

  /** Reads a tool's name. */
  public static ToolWords of(String name, Lexicon lexicon) {
    int[] objects = new int[MOST_OBJECTS];
    int count = 0;
    int acts = 0;
    long named = 0;
    long kinds = 0;
    String[] parts = parts(name);
    boolean english = Arrays.stream(parts).anyMatch(part -> isBaseVerb(part, lexicon));
    for (String part : parts) {
      long word = lexicon.word(Folding.hash(part));
      int verb = english ? base(word) : foreign(word, part);
      if (acts == 0 && verb != 0) {
        acts = verb;
        named = Folding.hash(part);
        if (!Word.is(word, Word.MONEY)) {
          continue;
        }
      }
      kinds |= word;
      boolean little = Word.function(word) != 0 || part.length() < 2;
      if (!little && count < MOST_OBJECTS) {
        int meaning = lexicon.meaning(Stem.hash(part));
        if (Arrays.stream(objects, 0, count).noneMatch(o -> o == meaning)) {
          objects[count++] = meaning;
        }
      }
    }
    return new ToolWords(raised(acts, kinds), named, Arrays.copyOf(objects, count));
  }

  private static boolean isBaseVerb(String part, Lexicon lexicon) {
    return base(lexicon.word(Folding.hash(part))) != 0;
  }

  private static int base(long word) {
    return Word.is(word, Word.BASE) ? Word.directive(word) : 0;
  }

  /** A name without a verb as a dictionary has it may be in a language that inflects it. */
  private static int foreign(long word, String part) {
    boolean english = (Word.languages(word) & 1) != 0 || Word.function(word) != 0;
    return english || part.length() < LEAST_FOREIGN ? 0 : Word.directive(word);
  }

  /** The acts of a call: what the tool's name says, else what the catalogue says it can do. */
  public int actsOr(Set<Effect> effects) {
    int capable = Act.of(effects);
    if (acts == 0) {
      return capable;
    }
    if ((capable & Act.EFFECTS) == 0) {
      return capable;
    }
    int both = acts & capable;
    int named = both != 0 ? both : Integer.lowestOneBit(acts);
    return named | (capable & (Act.PAY.bit() | Act.ADMIN.bit()));
  }

  private static int raised(int acts, long kinds) {
    int raisable = Act.WRITE.bit() | Act.SEND.bit() | Act.BOOK.bit();
    if ((acts & raisable) == 0) {
      return acts;
    }
    if (Word.is(kinds, Word.MONEY)) {
      return Act.PAY.bit();
    }
    return Word.is(kinds, Word.SECRET) ? Act.ADMIN.bit() : acts;
  }

  /** The words of a name in any of the usual spellings. */
  static String[] parts(String name) {
    StringBuilder spaced = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean hump =
          i > 0
              && Character.isUpperCase(c)
              && (Character.isLowerCase(name.charAt(i - 1))
                  || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
      if (hump) {
        spaced.append(' ');
      }
      spaced.append(Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : ' ');
    }
    return Folding.fold(spaced.toString()).strip().split(" +");
  }

  /** What the first verb in the name can mean, raised by what it acts on; 0 if there is none. */
  public int acts() {
    return acts;
  }

  /** The hash of that verb, as {@link Tokens#hash} has it; 0 if there is none. */
  public long verb() {
    return verb;
  }

  /** How many things it acts on. */
  public int objects() {
    return objects.length;
  }

  /** What such a thing means as a word. */
  public int object(int number) {
    return objects[number];
  }
}
