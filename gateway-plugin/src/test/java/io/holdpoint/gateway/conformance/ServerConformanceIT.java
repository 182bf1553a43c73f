// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.GatewayConfig;
import io.holdpoint.gateway.testing.NodeServer;
import io.holdpoint.gateway.testing.NodeTools;
import io.holdpoint.gateway.testing.Rig;
import java.io.IOException;
import java.time.Duration;
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

  /**
   * The fixture's 84 less three of a server's own polling, which no process has, and one that the
   * suite grants to answers as a stream only: calls of a process are answered as JSON. The best
   * bridge of npm passes 80 and fails one, the check of foreign hosts.
   */
  private static final int OF_A_PROCESS = 80;

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
    Report process = process(suite, tools);
    assertThat(process.count(Report.Status.FAILURE)).as("of a process").isZero();
    assertThat(process.count(Report.Status.SUCCESS)).isGreaterThanOrEqualTo(OF_A_PROCESS);
    ResultTable.hold(
        "server",
        List.of(
            row("fixture server, direct", direct),
            row("through the gateway", through),
            new ResultTable.Row(
                "as a process (stdio) behind the gateway", ResultTable.cell(process), "–")));
  }

  /** The same server without a transport of its own: what it says on its streams is bridged. */
  private static Report process(Suite suite, NodeTools tools) throws IOException {
    GatewayConfig.Access access =
        new GatewayConfig.Access.Stdio(
            List.of(tools.node(), tools.script("stdio.mjs")),
            Map.of(),
            null,
            false,
            64,
            16 << 20,
            Duration.ofMinutes(5),
            Duration.ofSeconds(1));
    try (Rig rig = new Rig.Builder().upstream("fixture", access).start()) {
      return suite.server(
          "http://localhost:" + rig.port() + "/fixture/mcp", Suite.REVISIONS.getFirst());
    }
  }

  private static ResultTable.Row row(String path, List<Report> reports) {
    return new ResultTable.Row(
        path, ResultTable.cell(reports.get(0)), ResultTable.cell(reports.get(1)));
  }
}
