// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.mcp.client.DefaultMcpClient;
import io.holdpoint.gateway.testing.NodeServer;
import io.holdpoint.gateway.testing.NodeTools;
import io.holdpoint.gateway.testing.WrittenByRun;
import io.modelcontextprotocol.client.McpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real clients against real servers, through the gateway: whatever is decided, the client's agent
 * reads it as it should and nothing goes further than it may.
 */
@Tag("slow")
final class ClientMatrixIT {

  private static final String YES = "yes";
  private static final String OTHER_ERA = "– (1)";
  private static final String WITHOUT_WHY = "yes (2)";
  private static final Set<String> GOOD = Set.of(YES, OTHER_ERA, WITHOUT_WHY);

  @TempDir private Path temp;

  /**
   * A client and what it is called in the table.
   *
   * @param newerEraOnly whether it refuses to speak the older era
   * @param tellsWhy whether it hands on why it was refused when it connects
   */
  private record Row(String label, boolean newerEraOnly, boolean tellsWhy, MatrixClient client) {}

  @Test
  void everyCell_isAsPromised() throws Exception {
    NodeTools tools = NodeTools.install("npm");
    Map<String, String> wrong = new ConcurrentSkipListMap<>();
    StringBuilder table = new StringBuilder(heading());
    try (NodeServer typeScript = new NodeServer(tools, "server2.mjs");
        SdkHttpServer java = new SdkHttpServer()) {
      for (Row row : clients(tools)) {
        Path folder = temp.resolve(row.label().replace(' ', '-'));
        List<MatrixServer> servers =
            List.of(
                MatrixServer.everything(tools),
                MatrixServer.filesystem(tools, folder),
                MatrixServer.memory(tools, folder),
                MatrixServer.javaSdk(java.url(), versionOf(McpClient.class, "MCP Java SDK")),
                MatrixServer.typeScript(typeScript.url()));
        try (MatrixClient client = row.client()) {
          lines(row, client, servers, wrong).forEach(table::append);
        }
      }
    }
    assertThat(wrong).isEmpty();
    WrittenByRun.hold(
        Path.of("CLIENTS.md"), "clients", table.toString(), "holdpoint.clients.write");
  }

  /** A client meets all servers at once: it is waiting that takes the time. */
  private static List<String> lines(
      Row row, MatrixClient client, List<MatrixServer> servers, Map<String, String> wrong)
      throws Exception {
    List<String> lines = new ArrayList<>();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Map<Scenario, String>>> cells = new ArrayList<>();
      for (MatrixServer server : servers) {
        cells.add(all.submit(() -> cells(row, client, server)));
      }
      for (int i = 0; i < servers.size(); i++) {
        String begin = "| " + row.label() + " | " + servers.get(i).label() + " |";
        Map<Scenario, String> seen = cells.get(i).get();
        seen.forEach(
            (scenario, cell) -> {
              if (!GOOD.contains(cell)) {
                wrong.put(begin + " " + scenario.title(), cell);
              }
            });
        lines.add(begin + " " + String.join(" | ", seen.values()) + " |\n");
      }
    }
    return lines;
  }

  private static Map<Scenario, String> cells(Row row, MatrixClient client, MatrixServer server)
      throws IOException {
    Map<Scenario, String> cells = new EnumMap<>(Scenario.class);
    MatrixRun run = new MatrixRun(client, server, row.tellsWhy());
    Map<Scenario, Throwable> failures = new TreeMap<>();
    boolean meet = server.bothEras() || !row.newerEraOnly();
    if (meet) {
      failures.putAll(run.all());
    } else {
      run.meetsNobody();
    }
    for (Scenario scenario : Scenario.values()) {
      Throwable failure = failures.get(scenario);
      cells.put(scenario, failure == null ? (meet ? YES : OTHER_ERA) : failure.toString());
    }
    if (meet && !row.tellsWhy()) {
      cells.replace(Scenario.RECONNECT, YES, WITHOUT_WHY);
    }
    return cells;
  }

  private static List<Row> clients(NodeTools tools) throws IOException {
    String name = MatrixRun.CLIENT;
    return List.of(
        new Row("TypeScript SDK 1.32.2", false, true, new NodeClient(name, tools, "client1.mjs")),
        new Row(
            "TypeScript SDK 2.4.0, 2025-11-25",
            false,
            true,
            new NodeClient(name, tools, "client2.mjs", "legacy")),
        new Row(
            "TypeScript SDK 2.4.0, 2026-07-28",
            true,
            false,
            new NodeClient(name, tools, "client2.mjs", "2026-07-28")),
        new Row(
            "TypeScript SDK 2.4.0, finds out itself",
            false,
            true,
            new NodeClient(name, tools, "client2.mjs", "auto")),
        new Row(versionOf(McpClient.class, "MCP Java SDK"), false, true, new JavaSdkClient(name)),
        new Row(
            versionOf(DefaultMcpClient.class, "LangChain4j"),
            false,
            false,
            new LangChainClient(name)));
  }

  /** The version in the name of the archive that a class is from. */
  private static String versionOf(Class<?> type, String product) {
    String archive =
        Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .getFileName()
            .toString();
    return product + " " + archive.replaceAll("^[a-z0-9-]*?-(?=[0-9]+\\.)|\\.jar$", "");
  }

  private static String heading() {
    StringBuilder heading = new StringBuilder("| client | server |");
    StringBuilder rule = new StringBuilder("|---|---|");
    for (Scenario scenario : Scenario.values()) {
      heading.append(' ').append(scenario.title()).append(" |");
      rule.append("---|");
    }
    return heading + "\n" + rule + "\n";
  }
}
