// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.json;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules of {@link ValueForms} in their plainest form: what a scan must agree with. */
final class PlainValueForms {

  private static final int MOST = 64;
  private static final int LOOKED_AT = 64 << 10;
  private static final int SHORTEST = 6;
  private static final int DIGITS = 4;
  private static final int TELLING = 16;
  private static final int LONGEST = 128;
  private static final int LONGEST_GROUP = 12;
  private static final String JOINTS = " -./";

  /** A run of letters and digits. */
  private record Run(int from, int to, int digits) {
    int length() {
      return to - from;
    }
  }

  private PlainValueForms() {}

  /** The forms of the values in a text, at most {@value #MOST}. */
  static Set<String> in(String text) {
    Set<String> forms = new LinkedHashSet<>();
    List<Run> chain = new ArrayList<>();
    int at = 0;
    int end = Math.min(text.length(), LOOKED_AT);
    while (at < end && forms.size() < MOST) {
      char c = text.charAt(at);
      if (c == '\\') {
        end(text, chain, forms);
        at += 2; // what is escaped in JSON parts values
      } else if (Character.isLetterOrDigit(c)) {
        Run run = run(text, at);
        at = run.to();
        boolean joined =
            !chain.isEmpty()
                && run.from() - chain.getLast().to() == 1
                && JOINTS.indexOf(text.charAt(run.from() - 1)) >= 0;
        if (!joined) {
          end(text, chain, forms);
        }
        single(text, run, forms);
        chain.add(run);
      } else {
        if (c == '@') {
          address(text, at, forms);
        }
        at++;
      }
    }
    end(text, chain, forms);
    return forms;
  }

  private static Run run(String text, int from) {
    int at = from;
    int digits = 0;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      digits += isDigit(text.charAt(at)) ? 1 : 0;
      at++;
    }
    return new Run(from, at, digits);
  }

  private static void single(String text, Run run, Set<String> forms) {
    if (isTelling(run.length(), run.digits()) && run.length() <= LONGEST) {
      forms.add(text.substring(run.from(), run.to()).toLowerCase(Locale.ROOT));
    }
  }

  /** Groups with digits in them, one after another, are also one value. */
  private static void end(String text, List<Run> chain, Set<String> forms) {
    int from = 0;
    while (from < chain.size()) {
      int to = from;
      int digits = 0;
      int length = 0;
      while (to < chain.size()
          && chain.get(to).digits() > 0
          && chain.get(to).length() <= LONGEST_GROUP
          && length + chain.get(to).length() <= LONGEST) {
        digits += chain.get(to).digits();
        length += chain.get(to).length();
        to++;
      }
      if (to - from > 1 && digits >= SHORTEST) {
        forms.add(
            plain(text.substring(chain.get(from).from(), chain.get(to - 1).to()))
                .toLowerCase(Locale.ROOT));
      }
      from = Math.max(to, from + 1);
    }
    chain.clear();
  }

  private static void address(String text, int at, Set<String> forms) {
    int from = at;
    while (from > 0 && isOfLocalPart(text.charAt(from - 1)) && at - from < 64) {
      from--;
    }
    int to = at + 1;
    while (to < text.length() && isOfDomain(text.charAt(to)) && to - at < LONGEST) {
      to++;
    }
    while (to > at + 1 && !Character.isLetterOrDigit(text.charAt(to - 1))) {
      to--;
    }
    if (from < at && text.substring(at + 1, to).indexOf('.') > 0) {
      forms.add(text.substring(from, to).toLowerCase(Locale.ROOT));
    }
  }

  private static boolean isTelling(int length, int digits) {
    return length >= TELLING || (length >= SHORTEST && digits >= DIGITS);
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.chars().filter(Character::isLetterOrDigit).forEach(letter -> plain.append((char) letter));
    return plain.toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isOfLocalPart(char c) {
    return Character.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0;
  }

  private static boolean isOfDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-';
  }
}
