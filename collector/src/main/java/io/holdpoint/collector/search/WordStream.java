// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import io.holdpoint.model.query.Terms;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;

/**
 * The words of texts as {@link Terms} takes them, in UTF-8. Texts in ASCII, which most are, are
 * read without making an object; of others some words may come twice. For one thread; used again
 * for the next texts.
 */
final class WordStream extends TokenStream {

  private static final String ESCAPED_SPACE = "bfnrt\"\\/";
  private static final byte[] FOLDED = folded();
  private static final char NOT_ASCII = 128;

  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final BytesRef word = new BytesRef(new byte[Terms.LONGEST], 0, 0);
  private List<String> texts = List.of();
  private int nextText;
  private String text = "";
  private int at;
  private int words;
  private Iterator<String> others = Collections.emptyIterator();

  /** Has it read these texts next. */
  WordStream of(List<String> next) {
    texts = next;
    return this;
  }

  @Override
  public void reset() {
    clearAttributes(); // its end left them otherwise
    nextText = 0;
    text = "";
    at = 0;
    others = Collections.emptyIterator();
  }

  @Override
  public boolean incrementToken() {
    while (true) {
      if (others.hasNext()) {
        term.setBytesRef(new BytesRef(others.next()));
        return true;
      }
      if (words < Terms.MOST && readWord()) {
        words++;
        term.setBytesRef(word);
        return true;
      }
      if (others.hasNext()) {
        continue;
      }
      if (nextText == texts.size()) {
        return false;
      }
      text = texts.get(nextText++);
      at = 0;
      words = 0;
    }
  }

  /**
   * Reads the next word of the text; false at its end. What is more than plain ASCII is left to
   * {@link Terms}, from the text's beginning.
   */
  private boolean readWord() {
    int length = 0;
    int end = text.length();
    while (at < end) {
      char c = text.charAt(at++);
      if (c == '\\' && at < end) {
        char escaped = text.charAt(at++);
        c = escaped == 'u' ? NOT_ASCII : ESCAPED_SPACE.indexOf(escaped) >= 0 ? ' ' : escaped;
      }
      if (c >= FOLDED.length) {
        others = Terms.of(text).iterator();
        at = end;
        return false;
      }
      byte folded = FOLDED[c];
      if (folded == 0) {
        if (length > 0) {
          break;
        }
      } else if (length < Terms.LONGEST) {
        word.bytes[length++] = folded;
      }
    }
    word.length = length;
    return length > 0;
  }

  /** Letters and digits in lower case, 0 for everything else. */
  private static byte[] folded() {
    byte[] folded = new byte[128];
    for (char c = 0; c < folded.length; c++) {
      if (Character.isLetterOrDigit(c)) {
        folded[c] = (byte) Character.toLowerCase(c);
      }
    }
    return folded;
  }
}
