// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.testing.NodeTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A client must reach what it reaches without the gateway, also where it has to authorize itself.
 */
@Tag("slow")
final class ClientConformanceIT {

  /** What the suite's own reference client reaches: checks passed, per revision. */
  private static final Map<String, Integer> LEVEL = Map.of("2025-11-25", 326, "2026-07-28", 373);

  @Test
  void suite_findsNoCheckWorseBehindTheGateway() throws IOException {
    NodeTools tools = NodeTools.install("conformance");
    Suite suite = new Suite(tools);
    ExpectedFailures expected =
        ExpectedFailures.read(Path.of("src/test/conformance/client-expected-failures.txt"));
    List<Report> direct = new ArrayList<>();
    List<Report> behind = new ArrayList<>();
    Map<String, String> worse = new TreeMap<>();
    try (Operator operator = new Operator()) {
      for (String revision : Suite.REVISIONS) {
        Report before = suite.client(command(tools, "client.mjs"), revision, Map.of());
        Report now = behind(suite, tools, operator, revision);
        assertThat(before.count(Report.Status.SUCCESS))
            .as("the client itself, " + revision)
            .isGreaterThanOrEqualTo(LEVEL.get(revision));
        Map<String, String> unexpected = expected.unexpected(now.once().worseThan(before.once()));
        if (!unexpected.isEmpty()) {
          // The suite starts all clients at once: on a busy machine its own time limits decide.
          now = behind(suite, tools, operator, revision);
          unexpected.keySet().retainAll(now.once().worseThan(before.once()).keySet());
        }
        unexpected.forEach((check, why) -> worse.put(revision + " " + check, why));
        direct.add(before);
        behind.add(now);
      }
    }
    assertThat(worse).isEmpty();
    assertThat(expected.stale()).as("expected failures that did not happen").isEmpty();
    ResultTable.hold(
        "client", List.of(row("client, direct", direct), row("behind the gateway", behind)));
  }

  private static Report behind(Suite suite, NodeTools tools, Operator operator, String revision)
      throws IOException {
    return suite.client(
        command(tools, "behind-gateway.mjs"),
        revision,
        Map.of("HOLDPOINT_OPERATOR", operator.url()));
  }

  private static String command(NodeTools tools, String script) {
    return tools.node() + " " + tools.script(script);
  }

  /** Each check once: how often a client begins an authorization anew is a matter of its luck. */
  private static ResultTable.Row row(String path, List<Report> reports) {
    return new ResultTable.Row(
        path, ResultTable.cell(reports.get(0).once()), ResultTable.cell(reports.get(1).once()));
  }
}
