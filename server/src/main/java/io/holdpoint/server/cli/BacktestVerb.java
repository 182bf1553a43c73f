// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tries rules on what was recorded. */
@Command(
    name = "backtest",
    description = {
      "Try rules on what was recorded, beside those in force: how often they would have matched,",
      "when, for whom, and which calls they would have stopped. The server replays it at low",
      "priority; sessions of trace files are replayed in this process and need no server."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint backtest --rules my-rules/ --since 7d",
      "  holdpoint backtest --rules my-rules/ACME-CHAIN-001.yaml --since 36h --json",
      "  holdpoint backtest --rules my-rules/ --traces traces/dev",
      "  holdpoint backtest --shadow HP-CHAIN-001 --since 7d"
    })
final class BacktestVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Option(
      names = "--shadow",
      paramLabel = "RULE",
      description = "Instead: what a rule in force would have done were it enforced.")
  private String shadow = "";

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "What is tried: a rule file or a folder of them; may be repeated.")
  private List<Path> rules = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      description = "How far back sessions count, such as 7d or 36h; default 7d.")
  private String since = "7d";

  @Option(
      names = "--traces",
      paramLabel = "DIR",
      description = "Folder with *.jsonl or *.jsonl.gz, one session per line, instead.")
  private @Nullable Path traces;

  BacktestVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (rules.isEmpty() == shadow.isEmpty() || (!shadow.isEmpty() && traces != null)) {
      throw new CliFailure(
          ExitCode.USAGE, "backtest: got neither or both (expected: --rules or --shadow)");
    }
    try {
      JsonNode report = traces == null ? atServer() : LocalBacktest.of(terminal, rules, traces);
      if (api.json()) {
        terminal.out().println(report.toPrettyString());
      } else {
        print(report);
      }
      return ExitCode.OK.code();
    } catch (IOException e) {
      throw new CliFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode atServer() throws IOException {
    ApiClient client = api.client(terminal);
    if (!shadow.isEmpty()) {
      String path =
          "/api/v1/rules/" + ApiClient.encode(shadow) + "/shadow?since=" + ApiClient.encode(since);
      return new JobWatch(terminal, client).result(path, client.get(path));
    }
    ObjectNode body = client.body().put("since", since);
    ArrayNode files = body.putArray("rules");
    for (Path path : rules) {
      for (Path file : filesOf(path)) {
        files
            .addObject()
            .put("name", file.getFileName().toString())
            .put("text", Files.readString(file));
      }
    }
    JsonNode job = client.post("/api/v1/backtests", body);
    return new JobWatch(terminal, client)
        .result("/api/v1/backtests/" + job.path("id").asString(""), job);
  }

  private static List<Path> filesOf(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private void print(JsonNode report) {
    terminal
        .out()
        .println(
            report.path("sessions").asInt(0)
                + " sessions, "
                + report.path("calls").asLong(0)
                + " calls");
    BacktestTables.print(report, terminal.out());
  }
}
