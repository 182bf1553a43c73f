// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

/**
 * What a text may hold, found in one quick pass, so that {@link SecretScan} looks closer only where
 * it can find something. A hint may be wrong; without it there is nothing, neither in the text nor
 * in a string of the JSON it is: escapes that could make letters or put some next to each other are
 * a hint themselves.
 */
final class SecretHints {

  /** The telling part of a shape of {@link SecretShapes}. */
  static final int SHAPE = 1;

  /** The telling part of a name of {@link Assignments}. */
  static final int NAME = 2;

  /** A run of base64 characters long enough to hide something. */
  static final int RUN = 4;

  /** An escape other than one of a line break, a tab or a quote. */
  static final int ESCAPE = 8;

  static final int SHORTEST_RUN = 24;

  /** Lower case makes a plain k of it. */
  private static final char KELVIN = '\u212a';

  private static final byte BASE64 = 1;
  private static final byte TELLING = 2;
  private static final byte[] KINDS = kinds();

  private SecretHints() {}

  static int of(String text) {
    int found = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        run = 0;
        found |= c == KELVIN ? NAME : 0;
        continue;
      }
      byte kind = KINDS[c];
      run = (kind & BASE64) == 0 ? 0 : run + 1;
      if (run == SHORTEST_RUN) {
        found |= RUN;
      }
      if ((kind & TELLING) != 0) {
        found |= at(text, i, c);
      }
    }
    return found;
  }

  private static int at(String text, int i, char c) {
    return switch (c) {
      case '\\' -> "nrtbf\"\\".indexOf(in(text, i + 1)) < 0 ? ESCAPE : 0;
      case 'k', 'K' -> {
        int next = lower(text, i + 2);
        boolean key = lower(text, i + 1) == 'e' && next == 'y';
        boolean token = lower(text, i + 1) == 'e' && next == 'n' && lower(text, i - 1) == 'o';
        yield key || token ? NAME : 0;
      }
      case 'w', 'W' -> {
        boolean word = lower(text, i + 1) == 'o' && lower(text, i + 2) == 'r';
        yield word || lower(text, i + 1) == 'd' ? NAME : 0;
      }
      case 'c', 'C' -> {
        int fourth = lower(text, i + 3);
        boolean cre = lower(text, i + 1) == 'r' && lower(text, i + 2) == 'e';
        yield cre && (fourth == 't' || fourth == 'd') ? NAME : 0;
      }
      case 'p', 'P' -> lower(text, i + 1) == 'h' && lower(text, i + 2) == 'r' ? NAME : 0;
      case 'A' -> in(text, i - 1) == 'I' ? SHAPE : 0;
      case 'z' -> in(text, i - 1) == 'I' ? SHAPE : 0;
      case 'J' -> in(text, i - 1) == 'y' ? SHAPE : 0;
      case '_' -> underscore(text, i);
      case '-' -> hyphen(text, i);
      default -> 0;
    };
  }

  /** {@code ghp_} and its like, {@code github_pat_}, {@code sk_live_}. */
  private static int underscore(String text, int i) {
    int before = in(text, i - 1);
    boolean github = before == 'b' || in(text, i - 2) == 'h';
    return github || before == 'k' ? SHAPE : 0;
  }

  /** {@code glpat-}, {@code xoxb-} and its like, {@code xapp-}, {@code sk-ant-}, PEM. */
  private static int hyphen(String text, int i) {
    int before = in(text, i - 1);
    int second = in(text, i - 2);
    boolean found =
        second == 'x'
            || (before == 't' && second == 'a')
            || (before == 'p' && second == 'p')
            || (before == 'k' && second == 's')
            || (before == '-' && second == '-');
    return found ? SHAPE : 0;
  }

  private static int in(String text, int i) {
    return i >= 0 && i < text.length() ? text.charAt(i) : 0;
  }

  private static int lower(String text, int i) {
    return in(text, i) | 0x20;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[0x80];
    for (int c = 0; c < kinds.length; c++) {
      kinds[c] = SecretScan.isBase64((char) c) ? BASE64 : 0;
    }
    for (char c : "\\kKwWcCpPAzJ_-".toCharArray()) {
      kinds[c] |= TELLING;
    }
    return kinds;
  }
}
