// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.intent.Sentences;
import io.holdpoint.engine.intent.Tokenizer;

/**
 * What a message of the user asks for. A question ("what did we spend?") asks for nothing but an
 * answer, whatever it speaks of.
 *
 * @param acts what is asked for
 * @param anyQuestion true if there is such a question
 */
record Requests(int acts, boolean anyQuestion) {

  static Requests in(String text, Tokenizer tokenizer) {
    StringBuilder requests = new StringBuilder(text.length());
    boolean any = false;
    for (int from = 0; from < text.length(); ) {
      int to = end(text, from);
      String sentence = text.substring(from, to);
      boolean question = isQuestion(sentence) && isMere(sentence, tokenizer);
      any |= question;
      requests.append(question ? "\n" : sentence);
      from = to;
    }
    Sentences asked = new Sentences(tokenizer.read(requests.toString()), tokenizer.lexicon());
    return new Requests(asked.spokenOutsideQuotes(), any);
  }

  private static boolean isMere(String sentence, Tokenizer tokenizer) {
    return new Sentences(tokenizer.read(sentence), tokenizer.lexicon()).isMereQuestion();
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
