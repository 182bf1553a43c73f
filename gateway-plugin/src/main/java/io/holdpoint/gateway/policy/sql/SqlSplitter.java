// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into statements as one dialect reads it. What comes out has no comments, and every
 * string in the standard form, so that one parser reads them all.
 */
final class SqlSplitter {

  private final String text;
  private final Dialect dialect;
  private final List<String> statements = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();
  private boolean broken;
  private boolean inExecutable;
  private int at;

  SqlSplitter(String text, Dialect dialect) {
    this.text = text;
    this.dialect = dialect;
  }

  /** The statements; at least one if there is any text that is no comment. */
  List<String> statements() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ';') {
        at++;
        end();
      } else if (c == '-' && peek(1) == '-' && dashesBegin()) {
        line();
      } else if (c == '#' && dialect.hash()) {
        line();
      } else if (c == '/' && peek(1) == '*') {
        comment();
      } else if (inExecutable && c == '*' && peek(1) == '/') {
        at += 2;
        inExecutable = false;
        current.append(' ');
      } else if (c == '\'') {
        at++;
        string(dialect.backslash() || isEscapeString());
      } else if (c == '"' || c == '`') {
        quoted(c);
      } else if (c == '$' && dialect.dollars()) {
        dollar();
      } else {
        current.append(c);
        at++;
      }
    }
    end();
    return statements;
  }

  /** True if a string or comment did not end: nobody can say what it hides. */
  boolean isBroken() {
    return broken;
  }

  private void end() {
    String statement = current.toString().strip();
    if (!statement.isEmpty()) {
      statements.add(statement);
    }
    current.setLength(0);
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private boolean dashesBegin() {
    char next = peek(2);
    return !dialect.dashesNeedBlank() || next == '\0' || next <= ' ';
  }

  private void line() {
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    current.append(' ');
  }

  private void comment() {
    boolean runs = peek(2) == '!' || (peek(2) == 'M' && peek(3) == '!');
    if (dialect.executable() && runs) {
      at += peek(2) == '!' ? 3 : 4;
      while (Character.isDigit(peek(0))) {
        at++;
      }
      inExecutable = true;
      current.append(' ');
      return;
    }
    int depth = 1;
    at += 2;
    while (at < text.length() && depth > 0) {
      if (text.charAt(at) == '*' && peek(1) == '/') {
        depth--;
        at += 2;
      } else if (dialect.nested() && text.charAt(at) == '/' && peek(1) == '*') {
        depth++;
        at += 2;
      } else {
        at++;
      }
    }
    broken |= depth > 0;
    current.append(' ');
  }

  /** PostgreSQL: {@code E'...'}. */
  private boolean isEscapeString() {
    int n = current.length();
    boolean e = n > 0 && (current.charAt(n - 1) | 32) == 'e';
    boolean alone = n < 2 || !Character.isLetterOrDigit(current.charAt(n - 2));
    if (e && alone && dialect.dollars()) {
      current.setLength(n - 1);
      return true;
    }
    return false;
  }

  private void string(boolean backslash) {
    char quote = '\'';
    current.append('\'');
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && backslash && at < text.length()) {
        append(text.charAt(at++));
      } else if (c == quote && peek(0) == quote) {
        at++;
        append(c);
      } else if (c == quote) {
        current.append('\'');
        return;
      } else {
        append(c);
      }
    }
    broken = true;
    current.append('\'');
  }

  private void append(char c) {
    current.append(c);
    if (c == '\'') {
      current.append('\'');
    }
  }

  /** A quoted name; to MySQL a double quote begins a string, which stands where a name may. */
  private void quoted(char quote) {
    at++;
    boolean backslash = quote == '"' && dialect.backslash();
    current.append(quote);
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && backslash && at < text.length()) {
        at++;
        continue;
      }
      current.append(c);
      if (c == quote) {
        if (peek(0) != quote) {
          return;
        }
        current.append(quote);
        at++;
      }
    }
    broken = true;
  }

  private void dollar() {
    int end = at + 1;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    boolean begins =
        end < text.length()
            && text.charAt(end) == '$'
            && !(end > at + 1 && Character.isDigit(text.charAt(at + 1)))
            && !(at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)));
    if (!begins) {
      current.append('$');
      at++;
      return;
    }
    String tag = text.substring(at, end + 1);
    int close = text.indexOf(tag, end + 1);
    broken |= close < 0;
    String inner = text.substring(end + 1, close < 0 ? text.length() : close);
    current.append('\'').append(inner.replace("'", "''")).append('\'');
    at = close < 0 ? text.length() : close + tag.length();
  }
}
