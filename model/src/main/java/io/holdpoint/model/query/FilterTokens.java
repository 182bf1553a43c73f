// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

import java.util.ArrayList;
import java.util.List;

/** Takes a filter apart. */
final class FilterTokens {

  /** What a token is. */
  enum Kind {
    WORD,
    TEXT,
    SIGN
  }

  /**
   * A token.
   *
   * @param column where it begins, from 1
   */
  record Token(Kind kind, String value, int column) {}

  private static final String SIGNS = "=<>~()!";

  private final String text;
  private int at;

  private FilterTokens(String text) {
    this.text = text;
  }

  static List<Token> of(String text) throws FilterException {
    FilterTokens tokens = new FilterTokens(text);
    List<Token> found = new ArrayList<>();
    while (tokens.skipSpace()) {
      found.add(tokens.next());
    }
    return found;
  }

  private boolean skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private Token next() throws FilterException {
    int from = at;
    char first = text.charAt(at);
    if (first == '"') {
      return new Token(Kind.TEXT, quoted(), from + 1);
    }
    if (SIGNS.indexOf(first) >= 0) {
      at++;
      boolean two = "<>!".indexOf(first) >= 0 && at < text.length() && text.charAt(at) == '=';
      if (two) {
        at++;
      } else if (first == '!') {
        throw new FilterException(from + 1, "got ! (expected: != or not)");
      }
      return new Token(Kind.SIGN, text.substring(from, at), from + 1);
    }
    while (at < text.length() && isOfWord(text.charAt(at))) {
      at++;
    }
    return new Token(Kind.WORD, text.substring(from, at), from + 1);
  }

  private String quoted() throws FilterException {
    int from = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    if (at == text.length()) {
      throw new FilterException(from + 1, "got a text without an end (expected: a closing quote)");
    }
    at++;
    return value.toString();
  }

  private static boolean isOfWord(char c) {
    return !isSpace(c) && c != '"' && SIGNS.indexOf(c) < 0;
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || c == '\u00a0';
  }
}
