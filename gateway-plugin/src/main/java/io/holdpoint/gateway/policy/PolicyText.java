// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;

/**
 * One policy file.
 *
 * @param name as people know it
 * @param text as it stands
 * @param document what it says
 */
public record PolicyText(String name, String text, DocumentNode document) {

  public PolicyText {
    requireNonNull(name, "name");
    requireNonNull(text, "text");
    requireNonNull(document, "document");
  }

  /** How a value begins: a quote, a bar, or the value itself. */
  private char styleAt(Position position) {
    String line = line(position.line());
    int column = position.column() - 1;
    return column < line.length() ? line.charAt(column) : ' ';
  }

  /** True if a value is in quotes, or in a block: a text whatever it looks like. */
  boolean isQuoted(DocumentNode.Scalar value) {
    return "'\"|>".indexOf(styleAt(value.position())) >= 0;
  }

  /**
   * Where a place within a value stands in the file.
   *
   * @param line within the value, from 1
   * @param column within the line, from 0
   */
  Position within(DocumentNode.Scalar value, int line, int column) {
    Position start = value.position();
    char style = styleAt(start);
    if (style == '|') {
      int at = start.line() + line;
      return new Position(start.file(), at, indent(at) + column + 1);
    }
    if (style == '>') {
      // Its lines were joined by single blanks.
      int at = start.line() + line;
      int rest = column;
      while (rest > line(at).strip().length() && !line(at).isBlank()) {
        rest -= line(at).strip().length() + 1;
        at++;
      }
      return new Position(start.file(), at, indent(at) + rest + 1);
    }
    int quote = style == '\'' || style == '"' ? 1 : 0;
    int at = start.line() + line - 1;
    return new Position(start.file(), at, line == 1 ? start.column() + quote + column : column + 1);
  }

  private int indent(int number) {
    String text = line(number);
    return text.length() - text.stripLeading().length();
  }

  private String line(int number) {
    int from = 0;
    for (int i = 1; i < number; i++) {
      from = text.indexOf('\n', from) + 1;
      if (from == 0) {
        return "";
      }
    }
    int end = text.indexOf('\n', from);
    return text.substring(from, end < 0 ? text.length() : end);
  }
}
