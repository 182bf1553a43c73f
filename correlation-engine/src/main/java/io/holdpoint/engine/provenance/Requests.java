// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Act;
import io.holdpoint.engine.intent.Sentences;
import io.holdpoint.engine.intent.Tokenizer;

/**
 * What a message of the user asks for. A question ("what did we spend?") asks for nothing but an
 * answer, whatever it speaks of, and so does a sentence that begins with a verb of reading ("list
 * the payments of May").
 *
 * @param acts what is asked for
 * @param anyQuestion true if any sentence asks to be told something
 * @param anyElse true if a sentence may ask for something else
 * @param anyUnknown true if a sentence asks in words the vocabulary does not know
 */
record Requests(int acts, boolean anyQuestion, boolean anyElse, boolean anyUnknown) {

  static Requests in(String text, Tokenizer tokenizer) {
    Requests all = new Requests(0, false, false, false);
    for (int from = 0; from < text.length(); ) {
      int to = end(text, from);
      all = all.plus(sentence(text.substring(from, to), tokenizer));
      from = to;
    }
    return all;
  }

  private Requests plus(Requests other) {
    return new Requests(
        acts | other.acts,
        anyQuestion || other.anyQuestion,
        anyElse || other.anyElse,
        anyUnknown || other.anyUnknown);
  }

  private static Requests sentence(String text, Tokenizer tokenizer) {
    Sentences sentence = new Sentences(tokenizer.read(text), tokenizer.lexicon());
    if (isQuestion(text) && sentence.isMereQuestion()) {
      return new Requests(0, true, false, sentence.asksUnknown(true));
    }
    int verbs = sentence.verbs();
    boolean reads = (verbs & Act.EFFECTS) == 0 && sentence.beginsReading();
    if (!reads) {
      boolean statement = sentence.isStatement();
      boolean unknown = sentence.asksUnknown(false);
      return new Requests(sentence.spokenOutsideQuotes(), false, !statement, unknown);
    }
    return new Requests(verbs, true, sentence.goesOnUnknown(), sentence.asksUnknown(false));
  }

  private static boolean isQuestion(String sentence) {
    String text = sentence.strip();
    return text.endsWith("?") || text.endsWith("\uff1f");
  }

  /** Where the sentence ends: behind a mark with a space after it, or at the end of the line. */
  private static int end(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean last = at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1));
      if (c == '\n' || c == '\uff1f' || c == '\u3002' || (last && ".?!".indexOf(c) >= 0)) {
        return at + 1;
      }
    }
    return text.length();
  }
}
