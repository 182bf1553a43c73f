// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TableTest {

  @Test
  void columns_areAlignedByWhatTheyTakeOnTheScreen() {
    Table table =
        new Table("AGENT", "STATE")
            .row("plain", "active")
            .row("日本語", "killed")
            .row("e\u0301te\u0301", "paused");

    assertThat(printed(table))
        .containsExactly(
            "AGENT   STATE", "plain   active", "日本語  killed", "e\u0301te\u0301     paused");
  }

  @Test
  void cell_cannotSteerTheTerminal() {
    Table table = new Table("AGENT").row("a\u001b[2Jb\u202Ec\r\nd\u200Be");

    assertThat(printed(table)).containsExactly("AGENT", "a�[2Jb�c��d�e");
  }

  @Test
  void colour_doesNotCountAsWidth() {
    StringWriter out = new StringWriter();

    new Table("A", "B")
        .row("x", "y")
        .print(new PrintWriter(out, true), cell -> cell.equals("x") ? "\u001b[31m" : "");

    assertThat(out.toString().lines()).containsExactly("A  B", "\u001b[31mx\u001b[0m  y");
  }

  private static String[] printed(Table table) {
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out, true), cell -> "");
    return out.toString().lines().toArray(String[]::new);
  }
}
