// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits a text into commands, as a POSIX shell does; bash's quotes and substitutions too. */
final class ShellSplitter {

  private static final Set<String> RESERVED =
      Set.of(
          "!",
          "{",
          "}",
          "if",
          "then",
          "else",
          "elif",
          "fi",
          "while",
          "until",
          "do",
          "done",
          "for",
          "select",
          "case",
          "esac",
          "in",
          "function",
          "time",
          "coproc");

  private final WordReader in;
  private final int depth;
  private final List<ShellCommand> found;
  private final Unwrapping unwrapping;
  private final List<HereDocument> expected = new ArrayList<>();
  private SimpleCommand command = new SimpleCommand();

  /** A here-document whose text begins after the line it was announced in. */
  private record HereDocument(SimpleCommand command, String end, boolean tabs, boolean expands) {}

  ShellSplitter(String text, int depth, List<ShellCommand> found) {
    this.in = new WordReader(text, inner -> ShellReading.read(inner, depth + 1, found));
    this.depth = depth;
    this.found = found;
    this.unwrapping = new Unwrapping(found, depth);
  }

  void read() {
    List<SimpleCommand> line = new ArrayList<>();
    while (!in.isAtEnd()) {
      char c = in.peek();
      if (c == '\n') {
        in.skip(1);
        finish(line, false);
        hereDocuments();
        flush(line);
      } else if (c == ' ' || c == '\t' || c == '\r') {
        in.skip(1);
      } else if (c == '#') {
        in.skipLine();
      } else if (c == ';' || c == ')' || c == '(') {
        in.skip(1);
        finish(line, false);
      } else if (c == '&' && in.peek(1) != '>') {
        in.skip(in.peek(1) == '&' ? 2 : 1);
        finish(line, false);
      } else if (c == '|') {
        boolean or = in.peek(1) == '|';
        in.skip(or || in.peek(1) == '&' ? 2 : 1);
        finish(line, !or);
      } else if (!redirection()) {
        word();
      }
      if (found.size() > ShellReading.MOST) {
        break;
      }
    }
    finish(line, false);
    flush(line);
  }

  private void word() {
    ShellWord word = in.word();
    boolean first = command.words().isEmpty();
    if (first && !word.changes() && RESERVED.contains(word.text())) {
      return;
    }
    command.add(word);
  }

  private void finish(List<SimpleCommand> line, boolean pipe) {
    if (!command.isEmpty()) {
      line.add(command);
    }
    command = new SimpleCommand();
    if (pipe) {
      command.readsPipe();
    }
  }

  /** Commands are looked into once their here-documents are known. */
  private void flush(List<SimpleCommand> line) {
    line.forEach(unwrapping::take);
    line.clear();
  }

  private boolean redirection() {
    int at = 0;
    while (Character.isDigit(in.peek(at))) {
      at++;
    }
    if (at == 0 && in.peek() == '&' && in.peek(1) == '>') {
      at = 1;
    }
    char c = in.peek(at);
    if (c != '<' && c != '>') {
      return false;
    }
    if (in.peek(at + 1) == '(') {
      in.skip(at + 2);
      in.substitution();
      command.add(new ShellWord("", true));
      return true;
    }
    in.skip(at + 1);
    if (c == '<' && in.peek() == '<') {
      in.skip(1);
      hereText();
      return true;
    }
    boolean copies = false;
    while (in.peek() == '>' || in.peek() == '&' || in.peek() == '|') {
      copies |= in.peek() == '&';
      in.skip(1);
    }
    in.skipBlanks();
    String target = in.word().text();
    if (c == '>' && !(copies && target.matches("\\d*-?"))) {
      command.writesTo(target);
    }
    return true;
  }

  private void hereText() {
    if (in.peek() == '<') {
      in.skip(1);
      in.skipBlanks();
      command.reads(in.word().text());
      return;
    }
    boolean tabs = in.peek() == '-';
    in.skip(tabs ? 1 : 0);
    in.skipBlanks();
    boolean quoted = "'\"\\".indexOf(in.peek()) >= 0;
    expected.add(new HereDocument(command, in.word().text(), tabs, !quoted));
  }

  private void hereDocuments() {
    for (HereDocument document : expected) {
      StringBuilder text = new StringBuilder();
      while (!in.isAtEnd()) {
        String line = in.line();
        if ((document.tabs() ? line.replaceAll("^\t+", "") : line).equals(document.end())) {
          break;
        }
        text.append(line).append('\n');
      }
      document.command().reads(text.toString());
      if (document.expands()) {
        new WordReader(text.toString(), inner -> ShellReading.read(inner, depth + 1, found))
            .substitutions();
      }
    }
    expected.clear();
  }
}
