// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.shell;

import java.util.function.Consumer;

/** Reads words with their quotes, escapes and substitutions. */
final class WordReader {

  private static final String ENDS = " \t\r\n;&|()<>";

  private final String text;
  private final Consumer<String> commands;
  private int at;

  /**
   * @param commands told of the text of every command substitution
   */
  WordReader(String text, Consumer<String> commands) {
    this.text = text;
    this.commands = commands;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  void skip(int characters) {
    at = Math.min(text.length(), at + characters);
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  void skipLine() {
    while (!isAtEnd() && peek() != '\n') {
      at++;
    }
  }

  /** The rest of the line, without its end. */
  String line() {
    int start = at;
    skipLine();
    String line = text.substring(start, at);
    skip(1);
    return line;
  }

  /** One word; at least one character is taken. */
  ShellWord word() {
    StringBuilder word = new StringBuilder();
    boolean changes = false;
    int start = at;
    boolean braces = false;
    while (!isAtEnd() && ENDS.indexOf(peek()) < 0) {
      char c = text.charAt(at++);
      switch (c) {
        case '\\' -> escaped(word);
        case '\'' -> until('\'', word);
        case '"' -> changes |= quoted(word);
        case '`' -> {
          backquoted();
          changes = true;
        }
        case '$' -> changes |= dollar(word, false);
        case '*', '?', '[' -> {
          word.append(c);
          changes = true;
        }
        case '{' -> {
          word.append(c);
          braces = true;
        }
        case ',' -> {
          word.append(c);
          changes |= braces;
        }
        case '.' -> {
          word.append(c);
          changes |= braces && peek() == '.';
        }
        default -> word.append(c);
      }
    }
    if (at == start) {
      at++;
    }
    return new ShellWord(word.toString(), changes);
  }

  /** The text of a substitution whose opening was taken; tells of its commands. */
  void substitution() {
    int start = at;
    int open = 1;
    while (!isAtEnd() && open > 0) {
      char c = text.charAt(at++);
      switch (c) {
        case '(' -> open++;
        case ')' -> open--;
        case '\\' -> skip(1);
        case '\'' -> until('\'', new StringBuilder());
        case '"' -> skipQuoted();
        default -> {}
      }
    }
    commands.accept(text.substring(start, open == 0 ? at - 1 : at));
  }

  /** Tells of the commands in a text that is no command itself. */
  void substitutions() {
    while (!isAtEnd()) {
      char c = text.charAt(at++);
      switch (c) {
        case '\\' -> skip(1);
        case '`' -> backquoted();
        case '$' -> dollar(new StringBuilder(), true);
        default -> {}
      }
    }
  }

  private void escaped(StringBuilder word) {
    if (peek() == '\r' && peek(1) == '\n') {
      skip(2);
    } else if (peek() == '\n') {
      skip(1);
    } else if (!isAtEnd()) {
      word.append(text.charAt(at++));
    }
  }

  private void until(char end, StringBuilder word) {
    while (!isAtEnd() && peek() != end) {
      word.append(text.charAt(at++));
    }
    skip(1);
  }

  private void skipQuoted() {
    while (!isAtEnd() && peek() != '"') {
      at += peek() == '\\' ? 2 : 1;
    }
    skip(1);
  }

  private boolean quoted(StringBuilder word) {
    boolean changes = false;
    while (!isAtEnd() && peek() != '"') {
      char c = text.charAt(at++);
      if (c == '\\') {
        if ("$`\"\\\n".indexOf(peek()) < 0) {
          word.append(c);
        }
        escaped(word);
      } else if (c == '`') {
        backquoted();
        changes = true;
      } else if (c == '$') {
        changes |= dollar(word, true);
      } else {
        word.append(c);
      }
    }
    skip(1);
    return changes;
  }

  private void backquoted() {
    StringBuilder inner = new StringBuilder();
    while (!isAtEnd() && peek() != '`') {
      char c = text.charAt(at++);
      if (c == '\\' && "`\\$".indexOf(peek()) >= 0) {
        c = text.charAt(at++);
      }
      inner.append(c);
    }
    skip(1);
    commands.accept(inner.toString());
  }

  /** True if something else stands in its place when the shell is done. */
  private boolean dollar(StringBuilder word, boolean withinQuotes) {
    char c = peek();
    if (c == '(') {
      skip(1);
      substitution();
      return true;
    }
    if (c == '{') {
      skip(1);
      braced();
      return true;
    }
    if (c == '\'' && !withinQuotes) {
      skip(1);
      new AnsiQuote(text, at).into(word);
      at = AnsiQuote.end(text, at);
      return false;
    }
    if (c == '"' && !withinQuotes) {
      return false;
    }
    if (Character.isLetterOrDigit(c) || ("_?*@#$!-".indexOf(c) >= 0 && c != '\0')) {
      skip(1);
      while (Character.isLetterOrDigit(peek()) || peek() == '_') {
        skip(1);
      }
      return true;
    }
    word.append('$');
    return false;
  }

  private void braced() {
    int open = 1;
    while (!isAtEnd() && open > 0) {
      char c = text.charAt(at++);
      switch (c) {
        case '{' -> open++;
        case '}' -> open--;
        case '\\' -> skip(1);
        case '`' -> backquoted();
        case '$' -> {
          if (peek() == '(') {
            dollar(new StringBuilder(), true);
          } else if (peek() == '{') {
            open++;
            skip(1);
          }
        }
        default -> {}
      }
    }
  }
}
