// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.report;

/**
 * Writes HTML. Text only ever becomes text; characters that cannot be seen, or that turn the line
 * around, are written as their code.
 */
final class Html {

  private final StringBuilder out = new StringBuilder();

  /** Markup of our own. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** An element with nothing but text in it. */
  Html element(String tag, String text) {
    return raw("<" + tag + ">").text(text).raw("</" + tag + ">");
  }

  /** A row of a table of facts. */
  Html fact(String name, String value) {
    return raw("<tr><th>").text(name).raw("</th><td>").text(value).raw("</td></tr>\n");
  }

  Html text(String text) {
    text.codePoints().forEach(this::character);
    return this;
  }

  private void character(int c) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      case '\n', '\t' -> out.append(' ');
      default -> {
        if (isOdd(c)) {
          out.append(String.format("<b class=\"odd\">U+%04X</b>", c));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  private static boolean isOdd(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> c >= 0xFE00 && c <= 0xFE0F;
    };
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
