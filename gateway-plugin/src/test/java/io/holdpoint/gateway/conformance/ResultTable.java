// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The table of results in the module's README. A run writes it with {@code
 * -Dholdpoint.conformance.write=true}, else it checks what stands there.
 */
final class ResultTable {

  private static final Path README = Path.of("README.md");

  private ResultTable() {}

  /** A row of a leg and a revision. */
  record Row(String path, String first, String second) {
    String line() {
      return "| " + path + " | " + first + " | " + second + " |";
    }
  }

  static String cell(Report report) {
    return report.count(Report.Status.SUCCESS)
        + " / "
        + report.count(Report.Status.FAILURE)
        + " ("
        + report.whole()
        + " of "
        + report.scenarios().size()
        + ")";
  }

  static void hold(String leg, List<Row> rows) throws IOException {
    String begin = "<!-- conformance " + leg + ": written by the run -->";
    String end = "<!-- end of conformance " + leg + " -->";
    StringBuilder table = new StringBuilder(begin).append('\n');
    table.append("| path | " + Suite.REVISIONS.get(0) + " | " + Suite.REVISIONS.get(1) + " |\n");
    table.append("|---|---|---|\n");
    rows.forEach(row -> table.append(row.line()).append('\n'));
    String text = Files.readString(README);
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    assertThat(from).as("the place of the table of leg " + leg).isNotNegative();
    assertThat(to).as("the end of the table of leg " + leg).isGreaterThan(from);
    if (Boolean.getBoolean("holdpoint.conformance.write")) {
      Files.writeString(README, text.substring(0, from) + table + text.substring(to));
    } else {
      assertThat(text.substring(from, to))
          .as("the table in the README; write it with -Dholdpoint.conformance.write=true")
          .isEqualTo(table.toString());
    }
  }
}
