// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Shows what rules did in a replay. */
final class BacktestTables {

  private BacktestTables() {}

  static void print(JsonNode report, PrintWriter out) {
    rules(report, out);
    agents(report, out);
    differences(report, out);
  }

  private static void rules(JsonNode report, PrintWriter out) {
    Map<String, JsonNode> active = new HashMap<>();
    report.path("active").forEach(line -> active.put(line.path("rule").asString(""), line));
    Table table =
        new Table(
            "RULE",
            "ACTION",
            "HITS",
            "SESSIONS",
            "FIRST CALL",
            "MEDIAN",
            "BLOCKS",
            "CONTAINED",
            "NOW: HITS",
            "SESSIONS",
            "BLOCKS");
    for (JsonNode line : report.path("candidate")) {
      JsonNode now = active.get(line.path("rule").asString(""));
      table.row(
          text(line, "rule"),
          text(line, "action"),
          text(line, "hits"),
          text(line, "sessions"),
          text(line, "firstCall"),
          text(line, "medianCall"),
          text(line, "blocks"),
          text(line, "contained"),
          now == null ? "-" : text(now, "hits"),
          now == null ? "-" : text(now, "sessions"),
          now == null ? "-" : text(now, "blocks"));
    }
    table.print(out, cell -> "");
  }

  private static void agents(JsonNode report, PrintWriter out) {
    Table table = new Table("RULE", "AGENT", "SESSIONS", "HIT", "RATE");
    boolean any = false;
    for (JsonNode line : report.path("candidate")) {
      for (JsonNode agent : line.path("agents")) {
        any = true;
        table.row(
            text(line, "rule"),
            text(agent, "agent"),
            text(agent, "sessions"),
            text(agent, "hit"),
            String.format(java.util.Locale.ROOT, "%.1f %%", agent.path("rate").asDouble(0) * 100));
      }
    }
    if (any) {
      out.println();
      table.print(out, cell -> "");
    }
  }

  private static void differences(JsonNode report, PrintWriter out) {
    for (JsonNode difference : report.path("differences")) {
      int more = difference.path("candidateOnlyCount").asInt(0);
      int less = difference.path("activeOnlyCount").asInt(0);
      if (more + less > 0) {
        out.println(
            text(difference, "rule")
                + ": matches in "
                + more
                + " sessions the version in force does not, and not in "
                + less
                + " it does");
      }
    }
  }

  private static String text(JsonNode node, String name) {
    String text = node.path(name).asString("");
    return text.isEmpty() ? "-" : Table.printable(text);
  }
}
