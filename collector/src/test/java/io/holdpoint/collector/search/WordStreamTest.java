// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.query.Terms;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.junit.jupiter.api.Test;

final class WordStreamTest {

  private static final String[] PIECES = {
    "a",
    "Zz",
    "9",
    " ",
    "_",
    "\\",
    "\\n",
    "\\u0041",
    "\\u00e9",
    "\\u",
    "\\d",
    "\"",
    "\u00e9",
    "\u4e2d",
    "\u0301",
    "\ud83d\ude00",
    "{",
    ":",
    "\\\\",
    "I",
    "\u0130",
    "\t"
  };

  private final WordStream stream = new WordStream();

  /** Whoever looks takes the words of {@link Terms}: none of them may be missing. */
  @Test
  void has_the_words_that_are_looked_for() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String other = "Other " + i;

      Set<String> words = read(List.of(text.toString(), other));

      Set<String> expected = new HashSet<>(Terms.of(text.toString()));
      expected.addAll(Terms.of(other));
      assertThat(words).as(text.toString()).containsAll(expected);
      if (text.chars().allMatch(c -> c < 128) && text.indexOf("\\u") < 0) {
        assertThat(words).as(text.toString()).isEqualTo(expected);
      }
    }
  }

  @Test
  void cuts_long_words_where_they_are_cut() throws Exception {
    String text = "x".repeat(Terms.LONGEST + 3) + " " + "y".repeat(Terms.LONGEST) + " end";

    assertThat(read(List.of(text))).containsExactlyInAnyOrderElementsOf(Terms.of(text));
  }

  @Test
  void reads_a_bounded_number_of_words_of_a_text() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Terms.MOST + 100; i++) {
      text.append('w').append(i).append(' ');
    }

    assertThat(read(List.of(text.toString(), "last"))).hasSize(Terms.MOST + 1).contains("last");
  }

  private Set<String> read(List<String> texts) throws Exception {
    Set<String> words = new HashSet<>();
    stream.of(texts).reset();
    BytesTermAttribute term = stream.getAttribute(BytesTermAttribute.class);
    while (stream.incrementToken()) {
      words.add(term.getBytesRef().utf8ToString());
    }
    stream.end();
    stream.close();
    return words;
  }
}
