// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.install;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the values of a JSON text stand, so that some can be replaced and everything else,
 * comments and white space included, stays as it is. Comments and commas before a closing bracket
 * are passed over, as the hosts' own readers do.
 */
final class Jsonc {

  private static final int DEEPEST = 64;

  private final String text;
  private int at;
  private int depth;

  private Jsonc(String text) {
    this.text = text;
  }

  /**
   * A value: where it stands and what it holds.
   *
   * @param start of its first character
   * @param end after its last
   * @param string its text if it is one, else null
   * @param members if it is an object, else null
   * @param items if it is an array, else null
   */
  record Value(
      int start,
      int end,
      @Nullable String string,
      @Nullable SequencedMap<String, Value> members,
      @Nullable List<Value> items) {

    /** A member, or null. */
    @Nullable Value get(String name) {
      return members == null ? null : members.get(name);
    }
  }

  /** The text is no JSON. */
  static final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    NotJson(String message) {
      super(message);
    }
  }

  /** Reads the whole text. */
  static Value read(String text) throws NotJson {
    Jsonc reader = new Jsonc(text);
    if (text.startsWith("\uFEFF")) {
      reader.at = 1;
    }
    Value value = reader.value();
    reader.space();
    if (reader.at < text.length()) {
      throw reader.wrong("the end");
    }
    return value;
  }

  private Value value() throws NotJson {
    space();
    if (++depth > DEEPEST) {
      throw wrong("at most " + DEEPEST + " levels");
    }
    int start = at;
    Value value =
        switch (peek()) {
          case '{' -> object(start);
          case '[' -> array(start);
          case '"' -> text(start);
          default -> literal(start);
        };
    depth--;
    return value;
  }

  private Value text(int start) throws NotJson {
    String string = string();
    return new Value(start, at, string, null, null);
  }

  private Value object(int start) throws NotJson {
    SequencedMap<String, Value> members = new LinkedHashMap<>();
    at++;
    while (next('}')) {
      if (peek() != '"') {
        throw wrong("a name in quotes");
      }
      String name = string();
      space();
      if (peek() != ':') {
        throw wrong("a colon");
      }
      at++;
      if (members.put(name, value()) != null) {
        throw wrong("each name once");
      }
      comma('}');
    }
    return new Value(start, at, null, members, null);
  }

  private Value array(int start) throws NotJson {
    List<Value> items = new ArrayList<>();
    at++;
    while (next(']')) {
      items.add(value());
      comma(']');
    }
    return new Value(start, at, null, null, items);
  }

  private Value literal(int start) throws NotJson {
    while (at < text.length() && "+-.0123456789abcdefghijklmnopqrstuvwxyzE".indexOf(peek()) >= 0) {
      at++;
    }
    if (at == start) {
      throw wrong("a value");
    }
    return new Value(start, at, null, null, null);
  }

  private String string() throws NotJson {
    StringBuilder out = new StringBuilder();
    at++;
    while (peek() != '"') {
      char c = peek();
      at++;
      if (c == '\\') {
        out.append(escaped());
      } else if (c == '\n') {
        throw wrong("the end of the text in quotes");
      } else {
        out.append(c);
      }
    }
    at++;
    return out.toString();
  }

  private char escaped() throws NotJson {
    char c = peek();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw wrong("four digits");
        }
        at += 4;
        try {
          yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
        } catch (NumberFormatException e) {
          throw wrong("four hexadecimal digits");
        }
      }
      default -> c;
    };
  }

  /** True if something comes before the closing bracket, which is passed otherwise. */
  private boolean next(char closing) throws NotJson {
    space();
    if (peek() == closing) {
      at++;
      return false;
    }
    return true;
  }

  private void comma(char closing) throws NotJson {
    space();
    if (peek() == ',') {
      at++;
    } else if (peek() != closing) {
      throw wrong("a comma or " + closing);
    }
  }

  private void space() throws NotJson {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw wrong("the end of a comment");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  private char peek() throws NotJson {
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at);
  }

  private NotJson wrong(String expected) {
    long line =
        text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
    return new NotJson("line " + (line + 1) + ": got something else (expected: " + expected + ")");
  }
}
