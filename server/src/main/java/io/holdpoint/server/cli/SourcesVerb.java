// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists where data comes from. */
@Command(
    name = "sources",
    description = {
      "List where data comes from: servers, gateways, listeners, senders of telemetry.",
      "CLOCK is how far a sender's clock is ahead of ours, as calls show that a gateway saw, too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint sources",
      "  holdpoint sources --json | jq '.sources[] | select(.clockAheadMillis > 1000) | .name'"
    })
final class SourcesVerb implements CliVerb {

  private static final Set<String> LOSSES =
      Set.of(
          "rejected",
          "dropped-by-sender",
          "missing",
          "unreadable",
          "put-off",
          "rate-limited",
          "refused",
          "unknown-credential");

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  SourcesVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonNode answer = api.client(terminal).get("/api/v1/sources");
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
      return ExitCode.OK.code();
    }
    Table table = new Table("KIND", "NAME", "WORKS", "CLOCK", "LOST", "WHAT");
    answer
        .path("sources")
        .forEach(
            source ->
                table.row(
                    source.path("kind").asString(""),
                    source.path("name").asString(""),
                    source.path("up").asBoolean(false) ? "yes" : "no",
                    clock(source.path("clockAheadMillis")),
                    lost(source.path("counts")),
                    what(source)));
    table.print(terminal.out(), cell -> "");
    return ExitCode.OK.code();
  }

  private static String clock(JsonNode ahead) {
    return ahead.isNumber() ? String.format(Locale.ROOT, "%+d ms", ahead.asLong(0)) : "-";
  }

  private static String lost(JsonNode counts) {
    long lost = 0;
    for (String cause : LOSSES) {
      lost += counts.path(cause).asLong(0);
    }
    return counts.isEmpty() ? "-" : Long.toString(lost);
  }

  private static String what(JsonNode source) {
    String detail = source.path("detail").asString("");
    return detail.isEmpty() ? source.path("address").asString("") : detail;
  }
}
