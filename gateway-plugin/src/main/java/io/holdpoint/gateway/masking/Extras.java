// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the operator named: fields, words, patterns; and names whose values stay as they are.
 *
 * @param opaque names of the protocol whose values must come back byte for byte
 * @param fields paths of fields
 * @param words by name
 * @param patterns by name
 */
record Extras(Set<String> opaque, List<FieldPath> fields, List<Words> words, List<Named> patterns) {

  static final Extras NONE = new Extras(Set.of(), List.of(), List.of(), List.of());

  /** As far as a pattern is looked for in one text. */
  private static final int FARTHEST = 64 * 1024;

  private static final int LONGEST_HIT = 256;

  Extras {
    opaque = Set.copyOf(opaque);
    fields = List.copyOf(fields);
    words = List.copyOf(words);
    patterns = List.copyOf(patterns);
  }

  /** A pattern with a name; RE2, so that no text makes it slow. */
  record Named(String name, Pattern pattern) {}

  /**
   * A list of words; found at the beginning of words, whatever their case.
   *
   * @param words in lower case
   */
  record Words(String name, List<String> words) {
    Words {
      words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }
  }

  /** Takes a place in the text. */
  interface Hits {
    void found(int start, int end, String name);
  }

  Extras withOpaque(Set<String> names) {
    return new Extras(names, fields, words, patterns);
  }

  boolean hasFields() {
    return !fields.isEmpty();
  }

  boolean hasTexts() {
    return !words.isEmpty() || !patterns.isEmpty();
  }

  boolean isField(byte[] json, int[] keyStarts, int[] keyEnds, int depth) {
    for (FieldPath field : fields) {
      if (field.matches(json, keyStarts, keyEnds, depth)) {
        return true;
      }
    }
    return false;
  }

  void scan(byte[] text, int from, int to, Hits hits) {
    String near =
        new String(text, from, Math.min(to - from, FARTHEST), StandardCharsets.ISO_8859_1);
    for (Words list : words) {
      String lower = near.toLowerCase(Locale.ROOT);
      for (String word : list.words()) {
        for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length())) {
          if (at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1))) {
            hits.found(from + at, from + at + word.length(), list.name());
          }
        }
      }
    }
    for (Named named : patterns) {
      Matcher matcher = named.pattern().matcher(near);
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) {
          int end = Math.min(matcher.end(), matcher.start() + LONGEST_HIT);
          hits.found(from + matcher.start(), from + end, named.name());
        }
      }
    }
  }

  /** All of several. */
  static Extras of(List<Extras> several) {
    List<FieldPath> fields = new ArrayList<>();
    List<Words> words = new ArrayList<>();
    List<Named> patterns = new ArrayList<>();
    for (Extras one : several) {
      fields.addAll(one.fields);
      words.addAll(one.words);
      patterns.addAll(one.patterns);
    }
    return new Extras(Set.of(), fields, words, patterns);
  }
}
