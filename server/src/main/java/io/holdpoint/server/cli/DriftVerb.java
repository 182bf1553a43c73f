// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows how a session compares with what its agent usually does. */
@Command(
    name = "drift",
    description = {
      "Show where a session left what its agent usually does, step by step.",
      "Evidence is the logarithm of how much likelier a step is for another agent or task."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint drift 7f3a",
      "  holdpoint drift 7f3a --json | jq '.steps[] | {number, tool, score}'"
    })
final class DriftVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "SESSION", description = "Its id, or the beginning of it.")
  private String session = "";

  DriftVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient client = api.client(terminal);
    String id = SessionRef.resolve(client, session);
    JsonNode report = client.get("/api/v1/sessions/" + ApiClient.encode(id) + "/drift");
    if (api.json()) {
      terminal.out().println(report.toPrettyString());
      return ExitCode.OK.code();
    }
    terminal.out().println(Table.printable(verdict(report)));
    terminal.out().println(Table.printable(baseline(report.path("baseline"))));
    if (!report.path("steps").isEmpty()) {
      table(report.path("steps")).print(terminal.out(), cell -> "");
    }
    report
        .path("unknown")
        .forEach(what -> terminal.out().println(Table.printable(what.asString(""))));
    return ExitCode.OK.code();
  }

  private static String verdict(JsonNode report) {
    String calls = report.path("calls").asString("0") + " calls";
    if (report.path("alarmedAt").isNumber()) {
      return "Drifted from call "
          + report.path("driftedAt").asString("?")
          + " on, plain at call "
          + report.path("alarmedAt").asString("?")
          + ", of "
          + calls
          + ".";
    }
    return report.path("steps").isEmpty()
        ? "No baseline to compare its " + calls + " with."
        : "Not drifted in " + calls + ".";
  }

  private static String baseline(JsonNode baseline) {
    JsonNode threshold = baseline.path("threshold");
    return "Baseline: "
        + baseline.path("name").asString("")
        + "; "
        + baseline.path("cleanSessions").asString("0")
        + " clean sessions; drift begins at a score of "
        + (threshold.isNumber() ? number(threshold) : "unknown")
        + " ("
        + number(baseline.path("falseAlarmsPerThousand"))
        + " false alarms in 1,000 clean sessions).";
  }

  private static Table table(JsonNode steps) {
    Table table =
        new Table(
            "CALL", "TOOL", "SCORE", "OF 1000", "NEXT", "MIX", "FIRST", "BEYOND", "TASK", "BEFORE",
            "USUALLY");
    steps.forEach(
        s ->
            table.row(
                s.path("number").asString(""),
                s.path("tool").asString(""),
                number(s.path("score")),
                number(s.path("perThousand")),
                number(s.path("transition")),
                number(s.path("mix")),
                number(s.path("firstSeen")),
                number(s.path("envelope")),
                number(s.path("intent")),
                s.path("seenBefore").asString("0") + "/" + s.path("outOf").asString("0"),
                expected(s.path("expected"))));
    return table;
  }

  private static String expected(JsonNode expected) {
    return expected
        .valueStream()
        .map(
            e ->
                e.path("tool").asString("")
                    + " "
                    + Math.round(100 * e.path("share").asDouble(0))
                    + " %")
        .collect(Collectors.joining(", "));
  }

  private static String number(JsonNode number) {
    return String.format(Locale.ROOT, "%.1f", number.asDouble(0));
  }
}
