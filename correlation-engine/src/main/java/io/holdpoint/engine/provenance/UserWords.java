// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Act;
import io.holdpoint.engine.intent.Sentences;
import io.holdpoint.engine.intent.Tokenizer;
import io.holdpoint.engine.intent.Tokens;
import io.holdpoint.engine.intent.UserTask;
import java.util.HashSet;
import java.util.Set;

/**
 * What the user of a session said: words, values, and what was asked for. Only messages that are
 * vouched for get here. For one thread.
 */
final class UserWords {
  private static final int MOST_MESSAGES = 64;

  private final ValueIndex values = new ValueIndex();
  private final ValueIndex meanings = new ValueIndex();
  private final ValueIndex own = new ValueIndex();
  private Set<Long> messages = Set.of();
  private int acts;
  private boolean asks;
  private boolean wants;
  private boolean unknown;
  private double largestSum;
  private boolean delegates;
  private boolean points;
  private boolean covered = true;

  /** Takes in a message; false if it was said before. */
  boolean said(String text, Tokenizer tokenizer) {
    Requests requests = Requests.in(text, tokenizer);
    Tokens tokens = tokenizer.read(text);
    long whole = 1;
    for (int i = 0; i < tokens.size(); i++) {
      whole = whole * 31 + tokens.hash(i);
    }
    messages = messages.isEmpty() ? new HashSet<>() : messages;
    if (messages.size() >= MOST_MESSAGES || !messages.add(whole)) {
      return false;
    }
    Sentences sentences = new Sentences(tokens, tokenizer.lexicon());
    acts |= requests.acts();
    asks |= requests.anyQuestion();
    wants |= requests.anyElse();
    unknown |= requests.anyUnknown();
    largestSum = Math.max(largestSum, Sums.largest(text));
    covered &= sentences.isCovered();
    delegates |= UserTask.delegates(tokens);
    points |= UserTask.points(tokens);
    named(tokens, 0, tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      own.add(tokens.hash(i), Position.FIELD, 0, true);
    }
    return true;
  }

  /** Takes in values that count as named. */
  void named(Tokens tokens, int from, int to) {
    for (int i = from; i < to; i++) {
      values.add(tokens.hash(i), Position.FIELD, 0, true);
      meanings.add(tokens.meaning(i), Position.FIELD, 0, true);
      if (i + 1 < to) {
        values.add(tokens.pair(i), Position.FIELD, 0, true);
      }
    }
    for (int i = 0; i < tokens.identifiers(); i++) {
      if (tokens.tokenOf(i) >= from && tokens.tokenOf(i) < to) {
        values.add(tokens.identifier(i), Position.FIELD, 0, true);
      }
    }
  }

  /** Takes in the numbers of a message, however they are written. */
  void numbers(String text) {
    Numbers numbers = new Numbers();
    int count = numbers.read(text);
    for (int i = 0; i < count; i++) {
      values.add(numbers.hash(i), Position.FIELD, 0, true);
    }
  }

  /** What the user asked for counts as asked by these acts too. */
  void asked(int more) {
    acts |= more;
  }

  /** True if the user only asks to be told something, in a language the vocabulary knows. */
  boolean onlyAsks() {
    return (acts & Act.EFFECTS) == 0
        && asks
        && !wants
        && !mayAskMore()
        && !delegates
        && !isSilent();
  }

  /**
   * True if the user may have asked for more than is known: in words or a language the vocabulary
   * does not have.
   */
  boolean mayAskMore() {
    return unknown || !covered;
  }

  /** The largest sum of money the user spoke of; 0 if there is none. */
  double largestSum() {
    return largestSum;
  }

  /** True if nothing is known of the user. */
  boolean isSilent() {
    return messages.isEmpty();
  }

  int acts() {
    return acts;
  }

  boolean delegates() {
    return delegates;
  }

  /** True if the user says where details are to be found. */
  boolean points() {
    return points;
  }

  /** True if all words stand in the user's own messages. */
  boolean saidAll(Tokens value) {
    for (int i = 0; i < value.size(); i++) {
      if (!own.has(value.hash(i))) {
        return false;
      }
    }
    return value.size() > 0;
  }

  /** As above, whatever little words stand between. */
  boolean saidContent(Tokens value) {
    int content = 0;
    for (int i = 0; i < value.size(); i++) {
      boolean counts = value.isContent(i) || value.isNumber(i) || value.isInside(i);
      content += counts ? 1 : 0;
      if (counts && !own.has(value.hash(i))) {
        return false;
      }
    }
    return content > 0;
  }

  boolean isCovered() {
    return covered;
  }

  /** True if the user said the word with this hash. */
  boolean said(long word) {
    return values.has(word);
  }

  /** True if the user's own messages have one of the words with these hashes. */
  boolean saidAny(long[] words) {
    for (long word : words) {
      if (own.has(word)) {
        return true;
      }
    }
    return false;
  }

  boolean means(int meaning) {
    return meanings.has(meaning);
  }

  boolean namedIdentifier(long identifier) {
    return values.has(identifier);
  }

  /** True if the user named the value: its addresses, and most of its words. */
  boolean named(Tokens value) {
    for (int i = 0; i < value.identifiers(); i++) {
      if (value.shape(i).isAddress() && !values.has(value.identifier(i))) {
        return false;
      }
      if (value.shape(i).isAddress()) {
        return true;
      }
    }
    int words = 0;
    for (int i = 0; i < value.size(); i++) {
      words += values.has(value.hash(i)) || meanings.has(value.meaning(i)) ? 1 : 0;
    }
    return value.size() > 0 && words * 5 >= value.size() * 4;
  }
}
