// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import java.util.Arrays;

/**
 * The words of one text, in order, and the identifiers among them: addresses, links, accounts,
 * codes. A buffer that is filled again and again; for one thread.
 */
public final class Tokens {
  /** What an identifier looks like. */
  public enum Shape {
    /** A mail address. */
    MAIL,
    /** A link or a host. */
    LINK,
    /** An account, a card, a telephone number, a long code. */
    ACCOUNT,
    /** A short code, a date, a file name. */
    CODE;

    /** True if it leads somewhere: data or money can go there. */
    public boolean isAddress() {
      return this != CODE;
    }
  }

  static final int BREAK = 1;
  static final int COMMA = 2;
  static final int QUOTE = 4;
  static final int DIGIT = 8;
  static final int CAPITAL = 16;
  static final int CURRENCY = 32;
  static final int QUOTED = 64;
  static final int LABEL = 128;
  static final int IDENTIFIER = 256;
  static final int INSIDE = 512;

  private int size;
  private long[] hashes = new long[256];
  private int[] meanings = new int[256];
  private long[] words = new long[256];
  private int[] marks = new int[256];
  private int ids;
  private long[] idHashes = new long[32];
  private Shape[] idShapes = new Shape[32];
  private int[] idTokens = new int[32];
  private boolean[] idTelling = new boolean[32];

  void clear() {
    size = 0;
    ids = 0;
  }

  void add(long hash, int meaning, long word, int marked) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      meanings = Arrays.copyOf(meanings, size * 2);
      words = Arrays.copyOf(words, size * 2);
      marks = Arrays.copyOf(marks, size * 2);
    }
    hashes[size] = hash;
    meanings[size] = meaning;
    words[size] = word;
    marks[size] = marked;
    size++;
  }

  void addIdentifier(long hash, Shape shape, int token) {
    addIdentifier(hash, shape, token, shape.isAddress());
  }

  void addIdentifier(long hash, Shape shape, int token, boolean telling) {
    if (ids == idHashes.length) {
      idHashes = Arrays.copyOf(idHashes, ids * 2);
      idShapes = Arrays.copyOf(idShapes, ids * 2);
      idTokens = Arrays.copyOf(idTokens, ids * 2);
      idTelling = Arrays.copyOf(idTelling, ids * 2);
    }
    idHashes[ids] = hash;
    idShapes[ids] = shape;
    idTokens[ids] = token;
    idTelling[ids] = telling;
    ids++;
    for (int i = token; i < size; i++) {
      marks[i] |= (i == token ? IDENTIFIER : 0) | (shape.isAddress() ? INSIDE : 0);
    }
  }

  /** How many words there are. */
  public int size() {
    return size;
  }

  /** The hash of a folded word. */
  public long hash(int token) {
    return hashes[token];
  }

  /** The hash of two neighbours. */
  public long pair(int token) {
    return hashes[token] * 31 + Long.rotateLeft(hashes[token + 1], 17) + 1;
  }

  /** What a word means to a task: its stem, or the group of words it belongs to. */
  public int meaning(int token) {
    return meanings[token];
  }

  /** How many identifiers there are. */
  public int identifiers() {
    return ids;
  }

  /** True if an identifier hardly stands in two texts by chance: it is no date, and long enough. */
  public boolean isTelling(int number) {
    return idTelling[number];
  }

  /** The hash of an identifier without its punctuation. */
  public long identifier(int number) {
    return idHashes[number];
  }

  /** What an identifier looks like. */
  public Shape shape(int number) {
    return idShapes[number];
  }

  /** The first word of an identifier. */
  public int tokenOf(int number) {
    return idTokens[number];
  }

  /** True if a sentence, a line or a record field begins with the word. */
  public boolean begins(int token) {
    return token == 0 || (marks[token] & BREAK) != 0;
  }

  /** True if the word is part of a link, an address or an account. */
  public boolean isInside(int token) {
    return (marks[token] & INSIDE) != 0;
  }

  /** True if the word is inside quotation marks. */
  public boolean isQuoted(int token) {
    return (marks[token] & QUOTED) != 0;
  }

  /** True if the word is made of digits. */
  public boolean isNumber(int token) {
    return (marks[token] & DIGIT) != 0;
  }

  /** True if the word carries meaning: it is no article, pronoun or preposition, and no digit. */
  public boolean isContent(int token) {
    return Word.function(words[token]) == 0
        && !Word.is(words[token], Word.DETERMINER | Word.YOU | Word.TO | Word.SKIP)
        && !isNumber(token);
  }

  /** True if the word begins with a capital within a sentence, or belongs to an identifier. */
  public boolean isName(int token) {
    return (marks[token] & (IDENTIFIER | INSIDE)) != 0
        || ((marks[token] & CAPITAL) != 0 && !begins(token));
  }

  /** Acts a word speaks of. */
  public int acts(int token) {
    return Word.spoken(words[token]);
  }

  long word(int token) {
    return words[token];
  }

  boolean marked(int token, int mark) {
    return token < size && (marks[token] & mark) != 0;
  }

  /** The end of the sentence that begins at {@code from}. */
  public int sentenceEnd(int from) {
    int to = from + 1;
    while (to < size && (marks[to] & BREAK) == 0) {
      to++;
    }
    return to;
  }
}
