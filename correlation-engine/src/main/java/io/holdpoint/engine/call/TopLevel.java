// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.call;

/**
 * Finds the arguments of a call in their text without parsing all of it: names and where their
 * values begin, in one pass that makes no objects. Text that is no JSON object has none.
 */
public final class TopLevel {
  private final String text;
  private final int end;

  /** Is told of each argument. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * An argument.
     *
     * @param name where its name begins, behind the quote
     * @param nameEnd where its name ends
     * @param value where its value begins
     * @return where to read on: {@code value}, or behind the value if the visitor passed over it
     */
    int argument(int name, int nameEnd, int value);
  }

  /**
   * @param end how far is looked, at most the text's length
   */
  public TopLevel(String text, int end) {
    this.text = text;
    this.end = end;
  }

  /** Tells the visitor of the arguments in their order. */
  public void tell(Visitor visitor) {
    int depth = 0;
    int i = 0;
    while (i < end) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (c == '"') {
        int close = closing(i);
        int colon = afterSpace(close + 1);
        if (depth == 1 && colon < end && text.charAt(colon) == ':') {
          i = visitor.argument(i + 1, close, afterSpace(colon + 1));
          continue;
        }
        i = close;
      }
      i++;
    }
  }

  /** Where the text ends that opens at a quote. */
  public int closing(int open) {
    int quote = text.indexOf('"', open + 1, end);
    int close = quote < 0 ? end : quote;
    int i = text.indexOf('\\', open + 1, close);
    if (i < 0) {
      return close;
    }
    while (i < end && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, end);
  }

  private int afterSpace(int from) {
    int i = from;
    while (i < end && text.charAt(i) <= ' ') {
      i++;
    }
    return i;
  }
}
