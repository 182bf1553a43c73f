// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.honesty;

import io.holdpoint.model.json.Hashes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What of a text could give a recorded attack away: values, names, tags, runs of four words. */
final class Words {

  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@._:/+-]*[A-Za-z0-9]");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z']+");
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z_!]{3,}/?>");
  private static final int RUN = 4;
  private static final int DIGITS = 16;

  private Words() {}

  /** Addresses, account numbers, names: whatever stands by itself, in lower case. */
  static Set<String> values(String text) {
    return found(VALUE, text);
  }

  /** Marks such as {@code <note>}, in lower case. */
  static Set<String> tags(String text) {
    return found(TAG, text);
  }

  /** Every run of four words, whatever stands between them. */
  static Set<String> runs(String text) {
    List<String> words =
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList();
    Set<String> runs = new TreeSet<>();
    for (int i = 0; i + RUN <= words.size(); i++) {
      runs.add(String.join(" ", words.subList(i, i + RUN)));
    }
    return runs;
  }

  /** All of them. */
  static Set<String> all(String text) {
    Set<String> all = new TreeSet<>(values(text));
    all.addAll(tags(text));
    all.addAll(runs(text));
    return all;
  }

  /** What the list holds in place of a word: nobody reads it, everybody can check it. */
  static String hash(String word) {
    return Hashes.sha256Hex(DIGITS, "holdpoint recorded attacks", word);
  }

  private static Set<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    pattern.matcher(text).results().forEach(m -> found.add(m.group().toLowerCase(Locale.ROOT)));
    return new TreeSet<>(found);
  }
}
