// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

/**
 * Tells sentences that ask somebody to do something from those that only speak of it. An asking
 * sentence begins, after politeness, a name or a label, with a verb that changes something, or
 * obliges the reader ("you must", "could you", "make sure to"). For one thread.
 */
public final class Sentences {
  private static final int ENGLISH = 1;
  private static final int NEAR = 4;
  private static final int LEAST_LOOSE = 5;
  private static final int LEAST_SAID = 3;

  /** Who gives somebody a refund reads nothing. */
  private static final long GIVE = Folding.hash("give");

  private final Tokens tokens;
  private final boolean on;
  private final int[] perLanguage = new int[Word.MOST_LANGUAGES];
  private final int[] whole = new int[Word.MOST_LANGUAGES];
  private int languages;

  /** How a sentence asks. */
  public enum Tone {
    /** It does not. */
    PLAIN,
    /** It speaks of an act that changes something. */
    LOOSE,
    /** It lays down how things are done: "all payments go to", "has been replaced by". */
    NORM,
    /** It asks the reader. */
    ASKING
  }

  /**
   * A sentence.
   *
   * @param tone how it asks
   * @param acts what it asks for, or speaks of if it does not ask
   */
  public record Reading(Tone tone, int acts) {
    /** It asks for nothing. */
    public static final Reading PLAIN = new Reading(Tone.PLAIN, 0);
  }

  /** Reads the sentences of these tokens, which stay valid as long as they do. */
  public Sentences(Tokens tokens, Lexicon lexicon) {
    this.tokens = tokens;
    this.on = lexicon.readsInstructions();
    tally(0, tokens.size(), whole);
  }

  /** Reads the sentence in {@code [from, to)}. */
  public Reading read(int from, int to) {
    if (!on) {
      return Reading.PLAIN;
    }
    tally(from, to, perLanguage);
    languages = languages();
    int asked = asked(from, to);
    int spoken = spoken(from, to) & Act.EFFECTS;
    if (asked != 0) {
      return new Reading(Tone.ASKING, asked | spoken | nouns(from, to));
    }
    if (spoken == 0 || to - from < LEAST_LOOSE) {
      return Reading.PLAIN;
    }
    return new Reading(isNorm(from, to) ? Tone.NORM : Tone.LOOSE, spoken);
  }

  /** Acts that the whole text speaks of outside quotation marks. */
  public int spokenOutsideQuotes() {
    System.arraycopy(whole, 0, perLanguage, 0, whole.length);
    languages = languages();
    int acts = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.isQuoted(i)) {
        acts |= (isVerb(i) ? spoken(i) : 0) | Word.asked(tokens.word(i));
      }
    }
    return acts;
  }

  /** A verb that can also mean to read does so where nothing follows that it acts on. */
  private int spoken(int at) {
    int acts = acts(at, Word.SPOKEN);
    boolean either = (acts & Act.READ.bit()) != 0 && (acts & Act.EFFECTS) != 0;
    boolean acted = at + 1 < tokens.size() && !tokens.begins(at + 1) && isObject(at + 1);
    return either && !acted ? Act.READ.bit() : acts;
  }

  /** True if the text begins with a verb that only reads: its nouns are what is to be read. */
  public boolean beginsReading() {
    System.arraycopy(whole, 0, perLanguage, 0, whole.length);
    languages = languages();
    int at = 0;
    while (at < tokens.size() && isPassedOver(at, 0, true)) {
      at++;
    }
    return at < tokens.size()
        && (acts(at, Word.DIRECTIVE) & ~Act.READ.bit()) == 0
        && acts(at, Word.DIRECTIVE) != 0
        && tokens.hash(at) != GIVE;
  }

  /**
   * True if the text only says how things are: it begins with a little word and obliges nobody, or
   * is too short to ask for anything.
   */
  public boolean isStatement() {
    for (int i = 0; i < tokens.size(); i++) {
      if (Word.is(tokens.word(i), Word.YOU | Word.MUST | Word.DO)) {
        return false;
      }
    }
    return tokens.size() < LEAST_SAID || Word.function(tokens.word(0)) != 0;
  }

  /** True if a later clause seems to begin with a verb nobody told us of. */
  public boolean goesOnUnknown() {
    for (int i = 1; i < tokens.size(); i++) {
      boolean clause = tokens.marked(i, Tokens.COMMA) || Word.is(tokens.word(i - 1), Word.SKIP);
      if (clause && looksAsking(i, tokens.size()) && acts(i, Word.SPOKEN) == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * True if the text seems to ask for something in words nobody told us of: what it asks for is not
   * known then, which is not the same as not asked. A name or a list of things is no such request.
   *
   * @param question true if it only asks to be told something, before its first comma or "and"
   */
  public boolean asksUnknown(boolean question) {
    System.arraycopy(whole, 0, perLanguage, 0, whole.length);
    languages = languages();
    boolean first = true;
    for (int i = 0; i < tokens.size(); i++) {
      boolean clause = first || tokens.marked(i, Tokens.COMMA) || isAnd(i, true);
      if (clause && !(first && question) && isUnknownHead(i, first)) {
        return true;
      }
      first = false;
      if (!question && opens(i) && saysNothing(i)) {
        return true;
      }
    }
    return !question && (languages & ~ENGLISH) != 0 && verbs() == 0 && tokens.size() > LEAST_SAID;
  }

  /** "Can you ...", "I want you to ...", "I would like to ...". */
  private boolean opens(int at) {
    long word = tokens.word(at);
    return (Word.is(word, Word.MODAL) && hasSoon(at + 1, tokens.size(), 1, Word.YOU))
        || (Word.is(word, Word.MUST) && hasSoon(at + 1, tokens.size(), 2, Word.TO));
  }

  /** What it opens is neither a verb we know nor a little word, as in "I would like to be". */
  private boolean saysNothing(int opener) {
    int size = tokens.size();
    int at = opener + 1;
    while (at < size && Word.is(tokens.word(at), Word.SKIP | Word.YOU | Word.TO)) {
      at++;
    }
    boolean known = at >= size || Word.function(tokens.word(at)) != 0;
    return !known && verbSoon(opener + 2, size) == 0;
  }

  /**
   * Where a verb that asks would stand there is a word we do not know, or one that says nothing.
   */
  private boolean isUnknownHead(int from, boolean first) {
    int at = from;
    while (at < tokens.size() && isPassedOver(at, from, first)) {
      at++;
    }
    boolean last = at + 1 >= tokens.size() || tokens.begins(at + 1);
    if (last || tokens.marked(at + 1, Tokens.COMMA) || tokens.isQuoted(at)) {
      return false;
    }
    long word = tokens.word(at);
    long next = tokens.word(at + 1);
    if (Word.is(word, Word.DO)) {
      return first && !Word.is(next, Word.NOT | Word.YOU) && acts(at, Word.SPOKEN) == 0;
    }
    long little = Word.DETERMINER | Word.YOU | Word.TO | Word.MODAL | Word.MUST | Word.NOT;
    boolean named = tokens.marked(at, Tokens.DIGIT | Tokens.IDENTIFIER | Tokens.CAPITAL) && !first;
    if (named
        || Word.is(word, little)
        || Word.function(word) != 0
        || Word.asked(word) != 0
        || tokens.isNumber(at)
        || acts(at, Word.SPOKEN) != 0) {
      return false;
    }
    return isObject(at + 1) || (first && Word.function(next) == 0 && verbs() == 0);
  }

  /** Acts that verbs of the text speak of, without what nouns ask for. */
  public int verbs() {
    System.arraycopy(whole, 0, perLanguage, 0, whole.length);
    languages = languages();
    int acts = 0;
    for (int i = 0; i < tokens.size(); i++) {
      acts |= !tokens.isQuoted(i) && isVerb(i) ? spoken(i) : 0;
    }
    return acts;
  }

  /**
   * True if the text, which ends with a question mark, asks nobody to do anything: it addresses
   * nobody and begins with no verb.
   */
  public boolean isMereQuestion() {
    System.arraycopy(whole, 0, perLanguage, 0, whole.length);
    languages = languages();
    for (int i = 0; i < tokens.size(); i++) {
      if (Word.is(tokens.word(i), Word.YOU | Word.MODAL)) {
        return false;
      }
    }
    return tokens.size() > 0 && (asked(0, tokens.size()) & Act.EFFECTS) == 0;
  }

  /** False if the text is long enough to tell, and in no language of the vocabulary. */
  public boolean isCovered() {
    int known = 0;
    for (int i = 0; i < tokens.size(); i++) {
      known += Word.function(tokens.word(i)) != 0 ? 1 : 0;
    }
    return tokens.size() < LEAST_LOOSE || known * 12 >= tokens.size();
  }

  private int asked(int from, int to) {
    int acts = 0;
    boolean first = true;
    boolean asks = looksAsking(from, to);
    if (opensAsking(from)) {
      acts = verbSoon(from + 1, to);
    }
    for (int i = from; i < to; i++) {
      boolean clause = first || tokens.marked(i, Tokens.COMMA) || isAnd(i, asks || acts != 0);
      if (clause) {
        acts |= head(i, to, first);
        first = false;
      }
      acts |= obliged(i, to);
    }
    return (acts & Act.EFFECTS) == 0 ? 0 : acts;
  }

  /** "and", "then": the clause after an asking one asks too. */
  private boolean isAnd(int at, boolean asks) {
    return asks && at > 0 && Word.is(tokens.word(at), Word.SKIP);
  }

  /** A noun that can also be a verb is one only where verbs stand. */
  private boolean isVerb(int at) {
    return !Word.is(tokens.word(at), Word.AMBIGUOUS)
        || tokens.begins(at)
        || Word.is(tokens.word(at - 1), Word.TO | Word.MODAL | Word.MUST | Word.SKIP | Word.YOU)
        || (at + 1 < tokens.size() && !tokens.begins(at + 1) && isObject(at + 1));
  }

  /** "Bitte ... senden", "devi inviare": outside English the opening word alone can ask. */
  private boolean opensAsking(int from) {
    return (languages & ~ENGLISH) != 0 && Word.is(tokens.word(from), Word.SKIP | Word.MUST);
  }

  /** "Make a reservation": the noun says what is asked for. */
  private int nouns(int from, int to) {
    int acts = 0;
    for (int i = from; i < to; i++) {
      acts |= Word.asked(tokens.word(i));
    }
    return acts;
  }

  /** A verb nobody told us of: no little word, before an article. */
  private boolean looksAsking(int from, int to) {
    int at = from;
    while (at < to && isPassedOver(at, from, true)) {
      at++;
    }
    long little = Word.DETERMINER | Word.YOU | Word.TO | Word.MODAL | Word.NOT;
    return at + 1 < to
        && Word.function(tokens.word(at)) == 0
        && !tokens.isNumber(at)
        && !Word.is(tokens.word(at), little)
        && Word.is(tokens.word(at + 1), Word.DETERMINER);
  }

  private int head(int from, int to, boolean first) {
    int at = from;
    while (at < to && at < from + NEAR + 2 && isPassedOver(at, from, first)) {
      at++;
    }
    if (at >= to) {
      return 0;
    }
    int acts = acts(at, Word.DIRECTIVE);
    if (acts == 0 || at + 1 >= to) {
      return 0;
    }
    boolean mayBeNoun = Word.is(tokens.word(at), Word.AMBIGUOUS) || !first;
    return !mayBeNoun || isObject(at + 1) ? acts : 0;
  }

  private boolean isPassedOver(int at, int from, boolean first) {
    long word = tokens.word(at);
    boolean number = first && at == from && tokens.isNumber(at);
    boolean emphasis = Word.is(word, Word.DO) && at + 1 < tokens.size() && isAct(at + 1);
    return Word.is(word, Word.SKIP) || number || emphasis;
  }

  private boolean isAct(int at) {
    return acts(at, Word.DIRECTIVE) != 0;
  }

  /** What follows an asking verb: an article, a number, a name, an address. */
  private boolean isObject(int at) {
    int named = Tokens.DIGIT | Tokens.CURRENCY | Tokens.QUOTE | Tokens.QUOTED | Tokens.IDENTIFIER;
    return Word.is(tokens.word(at), Word.DETERMINER)
        || tokens.marked(at, named)
        || (tokens.marked(at, Tokens.CAPITAL) && tokens.sentenceEnd(at) - at >= 3);
  }

  private int obliged(int at, int to) {
    long word = tokens.word(at);
    if (Word.is(word, Word.YOU) && hasSoon(at + 1, to, 2, Word.MUST)) {
      return verbSoon(at + 2, to);
    }
    if (Word.is(word, Word.MODAL) && hasSoon(at + 1, to, 1, Word.YOU)) {
      return verbSoon(at + 2, to);
    }
    if (Word.is(word, Word.MUST) && hasSoon(at + 1, to, 1, Word.YOU)) {
      return hasSoon(at + 2, to, 2, Word.TO) ? verbSoon(at + 3, to) : 0;
    }
    if (Word.is(word, Word.ENSURE) && hasSoon(at + 1, to, 2, Word.TO | Word.YOU)) {
      return verbSoon(at + 2, to);
    }
    return 0;
  }

  private boolean hasSoon(int from, int to, int within, long flags) {
    for (int i = from; i < Math.min(to, from + within); i++) {
      if (Word.is(tokens.word(i), flags)) {
        return true;
      }
    }
    return false;
  }

  /** The next verb; where verbs stand at the end of the sentence, any further one. */
  private int verbSoon(int from, int to) {
    boolean english = (languages & ~ENGLISH) == 0;
    for (int i = from; i < Math.min(to, english ? from + NEAR : to); i++) {
      int acts = acts(i, Word.DIRECTIVE);
      if (acts != 0) {
        return acts;
      }
    }
    return 0;
  }

  private boolean isNorm(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Word.is(tokens.word(i), Word.NORM | Word.MUST)) {
        return true;
      }
    }
    return false;
  }

  private int spoken(int from, int to) {
    int acts = 0;
    for (int i = from; i < to; i++) {
      acts |= acts(i, Word.SPOKEN);
    }
    return acts;
  }

  /** The acts of a word, if it is a verb in a language of this sentence. */
  private int acts(int at, int form) {
    long word = tokens.word(at);
    int acts = (int) (word >>> form) & 0xff;
    boolean here = acts != 0 && (Word.languages(word) & languages) != 0;
    return here && !tokens.marked(at, Tokens.INSIDE) ? acts : 0;
  }

  /** English always; another one if its own little words say so. */
  private int languages() {
    int mask = ENGLISH;
    for (int i = 1; i < perLanguage.length; i++) {
      boolean here = perLanguage[i] >= 1 && perLanguage[i] >= perLanguage[0];
      boolean around = perLanguage[0] == 0 && whole[i] >= 2;
      mask |= here || around ? 1 << i : 0;
    }
    return mask;
  }

  /** Counts little words that belong to a language and not to English, and the English ones. */
  private void tally(int from, int to, int[] counts) {
    java.util.Arrays.fill(counts, 0);
    for (int i = from; i < to; i++) {
      int function = Word.function(tokens.word(i));
      if (function == 0) {
        continue;
      }
      if ((function & ENGLISH) != 0) {
        counts[0]++;
        continue;
      }
      for (int language = 1; language < counts.length; language++) {
        counts[language] += (function >>> language) & 1;
      }
    }
  }
}
