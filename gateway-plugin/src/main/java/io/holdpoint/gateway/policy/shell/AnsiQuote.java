// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.shell;

/** What bash reads between {@code $'} and {@code '}. */
final class AnsiQuote {

  private final String text;
  private int at;

  AnsiQuote(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** Behind the closing quote. */
  static int end(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\'') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), at + 1);
  }

  void into(StringBuilder word) {
    while (at < text.length() && text.charAt(at) != '\'') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        escape(word);
      } else {
        word.append(c);
      }
    }
  }

  private void escape(StringBuilder word) {
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> word.append('\n');
      case 't' -> word.append('\t');
      case 'r' -> word.append('\r');
      case 'a' -> word.append((char) 7);
      case 'b' -> word.append('\b');
      case 'e', 'E' -> word.append((char) 27);
      case 'f' -> word.append('\f');
      case 'v' -> word.append((char) 11);
      case 'x' -> number(word, 16, 2);
      case 'u' -> number(word, 16, 4);
      case 'U' -> number(word, 16, 8);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        number(word, 8, 3);
      }
      case 'c' -> {
        word.append((char) (at < text.length() ? text.charAt(at) & 31 : 0));
        at++;
      }
      default -> word.append(c);
    }
  }

  private void number(StringBuilder word, int radix, int longest) {
    int value = 0;
    int end = Math.min(text.length(), at + longest);
    while (at < end && Character.digit(text.charAt(at), radix) >= 0) {
      value = value * radix + Character.digit(text.charAt(at++), radix);
    }
    word.appendCodePoint(Character.isValidCodePoint(value) ? value : '?');
  }
}
