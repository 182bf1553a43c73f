// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.trace;

/**
 * The text an MCP result carried. Some recorders wrote down the printed form of a Python object
 * instead, with its escapes; a gateway sees the text itself.
 */
final class McpText {

  private static final String OBJECT = "meta=";
  private static final String PART = "TextContent(type='text', text=";

  private final String printed;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private McpText(String printed) {
    this.printed = printed;
  }

  /** {@code recorded} without its wrapping, or as it is. */
  static String of(String recorded) {
    if (!recorded.startsWith(OBJECT) || !recorded.contains(PART)) {
      return recorded;
    }
    McpText text = new McpText(recorded);
    int part = recorded.indexOf(PART);
    while (part >= 0) {
      text.at = part + PART.length();
      text.literal();
      part = recorded.indexOf(PART, text.at);
    }
    return text.out.toString();
  }

  /** A string literal; one that was cut ends where the recording ends. */
  private void literal() {
    if (!out.isEmpty()) {
      out.append('\n');
    }
    if (at >= printed.length()) {
      return;
    }
    char quote = printed.charAt(at++);
    while (at < printed.length()) {
      char c = printed.charAt(at++);
      if (c == quote) {
        return;
      }
      if (c == '\\' && at < printed.length()) {
        escape(printed.charAt(at++));
      } else {
        out.append(c);
      }
    }
  }

  private void escape(char c) {
    switch (c) {
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case 'x' -> code(2);
      case 'u' -> code(4);
      case 'U' -> code(8);
      default -> out.append(c);
    }
  }

  private void code(int digits) {
    int end = Math.min(printed.length(), at + digits);
    try {
      out.appendCodePoint(Integer.parseInt(printed, at, end, 16));
    } catch (IllegalArgumentException cut) {
      out.append('\uFFFD');
    }
    at = end;
  }
}
