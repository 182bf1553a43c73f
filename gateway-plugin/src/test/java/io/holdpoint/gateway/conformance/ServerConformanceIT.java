// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.testing.NodeServer;
import io.holdpoint.gateway.testing.NodeTools;
import io.holdpoint.gateway.testing.Rig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server must be found no worse through the gateway than without it, in no check. */
@Tag("slow")
final class ServerConformanceIT {

  /** What the suite's own reference server reaches: checks passed, per revision. */
  private static final Map<String, Integer> LEVEL = Map.of("2025-11-25", 84, "2026-07-28", 130);

  @Test
  void suite_findsNoCheckWorseThroughTheGateway() throws IOException {
    NodeTools tools = NodeTools.install("conformance");
    Suite suite = new Suite(tools);
    List<Report> direct = new ArrayList<>();
    List<Report> through = new ArrayList<>();
    Map<String, String> worse = new TreeMap<>();
    try (NodeServer server = new NodeServer(tools, "server.mjs");
        Rig rig = new Rig.Builder().upstream("fixture", server.url()).start()) {
      for (String revision : Suite.REVISIONS) {
        Report before = suite.server(server.url(), revision);
        Report now = suite.server("http://localhost:" + rig.port() + "/fixture/mcp", revision);
        assertThat(before.count(Report.Status.SUCCESS))
            .as("the fixture itself, " + revision)
            .isGreaterThanOrEqualTo(LEVEL.get(revision));
        now.worseThan(before).forEach((check, why) -> worse.put(revision + " " + check, why));
        direct.add(before);
        through.add(now);
      }
    }
    assertThat(worse).isEmpty();
    ResultTable.hold(
        "server",
        List.of(row("fixture server, direct", direct), row("through the gateway", through)));
  }

  private static ResultTable.Row row(String path, List<Report> reports) {
    return new ResultTable.Row(
        path, ResultTable.cell(reports.get(0)), ResultTable.cell(reports.get(1)));
  }
}
