// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import java.util.Locale;

/**
 * Values in a text that identify something, each in one form however it is written: account and
 * card numbers in one piece or in groups, mail addresses, order numbers, keys. Short and common
 * texts are none: to know that two steps share the word "open" tells nothing. {@link ValueScan}
 * finds them in a text.
 */
final class ValueForms {

  static final String RULE =
      "a mail address, six or more letters and digits with four digits among them, or sixteen of"
          + " any kind";

  static final int SHORTEST = 6;
  private static final int DIGITS = 4;
  private static final int TELLING = 16;
  static final int LONGEST = 128;
  static final int LONGEST_GROUP = 12;
  static final String JOINTS = " -./";

  private ValueForms() {}

  /** The form of a value someone looks for. */
  static String ofSearched(String value) {
    String trimmed = value.strip().toLowerCase(Locale.ROOT);
    return trimmed.indexOf('@') > 0 ? trimmed : plain(trimmed);
  }

  static boolean isSearchable(String value) {
    String form = ofSearched(value);
    return form.indexOf('@') > 0 || isTelling(form.length(), digits(form));
  }

  static boolean isTelling(int length, int digits) {
    return length >= TELLING || (length >= SHORTEST && digits >= DIGITS);
  }

  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.chars().filter(Character::isLetterOrDigit).forEach(letter -> plain.append((char) letter));
    return plain.toString();
  }

  private static int digits(String text) {
    return (int) text.chars().filter(c -> c >= '0' && c <= '9').count();
  }
}
