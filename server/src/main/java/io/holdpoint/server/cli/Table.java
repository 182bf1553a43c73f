// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns for people. Cells hold what agents say of themselves, so whatever could steer a
 * terminal or change the direction of text is shown as a replacement character.
 */
public final class Table {

  private static final int GAP = 2;
  private static final char REPLACEMENT = '\uFFFD';

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param head titles of the columns
   */
  public Table(String... head) {
    this.head = List.of(head);
  }

  /** Adds a row; as many cells as there are columns. */
  public Table row(String... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException(
          "cells: got " + cells.length + " (expected: " + head.size() + ")");
    }
    rows.add(java.util.Arrays.stream(cells).map(Table::printable).toList());
    return this;
  }

  /**
   * Prints head and rows.
   *
   * @param colours the escape sequence for a cell's text, empty for none
   */
  public void print(PrintWriter out, java.util.function.UnaryOperator<String> colours) {
    int[] widths = new int[head.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = width(head.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    out.println(line(head, widths, cell -> ""));
    rows.forEach(row -> out.println(line(row, widths, colours)));
  }

  private static String line(
      List<String> cells, int[] widths, java.util.function.UnaryOperator<String> colours) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String colour = colours.apply(cell);
      line.append(colour).append(cell).append(colour.isEmpty() ? "" : "\u001b[0m");
      if (column < widths.length - 1) {
        line.append(" ".repeat(widths[column] - width(cell) + GAP));
      }
    }
    return line.toString().stripTrailing();
  }

  /** The text without anything that steers a terminal. */
  public static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean steers =
                  switch (Character.getType(c)) {
                    case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        true;
                    default -> false;
                  };
              printable.appendCodePoint(steers ? REPLACEMENT : c);
            });
    return printable.toString();
  }

  /** How many columns of a terminal the text takes. */
  static int width(String text) {
    return text.codePoints().map(Table::width).sum();
  }

  private static int width(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    return Character.isIdeographic(codePoint)
        || Character.isEmojiPresentation(codePoint)
        || (codePoint >= 0x1100 && codePoint <= 0x115F)
        || (codePoint >= 0x3000 && codePoint <= 0x30FF)
        || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
        || (codePoint >= 0xFF01 && codePoint <= 0xFF60);
  }
}
