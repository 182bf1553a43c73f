// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import io.holdpoint.gateway.testing.WrittenByRun;
import java.io.IOException;
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
    StringBuilder table = new StringBuilder();
    table.append("| path | " + Suite.REVISIONS.get(0) + " | " + Suite.REVISIONS.get(1) + " |\n");
    table.append("|---|---|---|\n");
    rows.forEach(row -> table.append(row.line()).append('\n'));
    WrittenByRun.hold(
        README, "conformance " + leg, table.toString(), "holdpoint.conformance.write");
  }
}
