// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The EPL made of a rule file, which still knows where in the file each of its characters came
 * from, so that a compiler's complaint can be shown at the author's line.
 */
public final class EplText {
  private static final Pattern PARAMETER = Pattern.compile("\\$\\{([a-z0-9-]+)}");

  private final StringBuilder text = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();
  private final Position whole;

  /** A stretch of the text that began at {@code column} of {@code line} in the file. */
  private record Piece(int offset, String text, int line, int column, int indent) {
    Position at(String file, int index) {
      String before = text.substring(0, Math.min(index, text.length()));
      int newLines = (int) before.chars().filter(c -> c == '\n').count();
      int inLine = before.length() - (before.lastIndexOf('\n') + 1);
      return newLines == 0
          ? new Position(file, line, column + inLine)
          : new Position(file, line + newLines, indent + inLine + 1);
    }
  }

  public EplText(Position whole) {
    this.whole = whole;
  }

  /** Appends text that does not stand in the file. */
  public EplText literal(String more) {
    text.append(more);
    return this;
  }

  /**
   * Appends a scalar of the file with its parameters filled in.
   *
   * @param sourceLines the lines of the file
   * @param parameters name to EPL constant
   * @param unknown is told of names that are no parameters
   */
  public EplText scalar(
      DocumentNode.Scalar scalar,
      List<String> sourceLines,
      Map<String, String> parameters,
      Consumer<String> unknown) {
    int line = scalar.position().line();
    int column = scalar.position().column();
    int indent = column - 1;
    String first = line <= sourceLines.size() ? sourceLines.get(line - 1) : "";
    char mark = column <= first.length() ? first.charAt(column - 1) : ' ';
    if (mark == '|' || mark == '>') {
      line++;
      String content = line <= sourceLines.size() ? sourceLines.get(line - 1) : "";
      indent = content.length() - content.stripLeading().length();
      column = indent + 1;
    } else if (mark == '"' || mark == '\'') {
      column++;
    }
    Matcher matcher = PARAMETER.matcher(scalar.text());
    int from = 0;
    Piece start = new Piece(0, scalar.text(), line, column, indent);
    while (matcher.find()) {
      add(start, from, scalar.text().substring(from, matcher.start()));
      String value = parameters.get(matcher.group(1));
      if (value == null) {
        unknown.accept(matcher.group(1));
        value = "0";
      }
      add(start, matcher.start(), value);
      from = matcher.end();
    }
    add(start, from, scalar.text().substring(from));
    return this;
  }

  /** Where line and column of the EPL stand in the file. */
  public Position position(int line, int column) {
    int offset = 0;
    for (int i = 1; i < line && offset >= 0; i++) {
      offset = text.indexOf("\n", offset) + 1;
    }
    offset += column - 1;
    for (Piece piece : pieces) {
      if (offset >= piece.offset() && offset < piece.offset() + piece.text().length()) {
        return piece.at(whole.file(), offset - piece.offset());
      }
    }
    return pieces.isEmpty() ? whole : pieces.getFirst().at(whole.file(), 0);
  }

  /** Where a word first stands in what came from the file. */
  public Optional<Position> positionOf(String word) {
    for (Piece piece : pieces) {
      int index = piece.text().indexOf(word);
      if (index >= 0) {
        return Optional.of(piece.at(whole.file(), index));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void add(Piece start, int from, String more) {
    if (!more.isEmpty()) {
      Position at = start.at(whole.file(), from);
      pieces.add(new Piece(text.length(), more, at.line(), at.column(), start.indent()));
      text.append(more);
    }
  }
}
