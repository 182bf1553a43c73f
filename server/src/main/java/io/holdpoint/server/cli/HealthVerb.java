// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether all parts work, what is lost, which rules are blind. */
@Command(
    name = "health",
    description = {
      "Tell whether all parts work, what telemetry is lost, which rules are blind, and whether",
      "policies and rules only watch. Ends with 1 if something is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  holdpoint health", "  holdpoint health --json | jq '.blind.rules[].rule'"})
final class HealthVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  HealthVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient client = api.client(terminal);
    JsonNode health = client.get("/api/v1/health");
    JsonNode bypass = client.get("/api/v1/bypass");
    JsonNode blind = client.get("/api/v1/blind");
    List<String> wrong = wrong(health, bypass, blind);
    if (api.json()) {
      ObjectNode whole = client.body();
      whole.set("health", health);
      whole.set("bypass", bypass);
      whole.set("blind", blind);
      terminal.out().println(whole.toPrettyString());
    } else {
      terminal.out().println(Table.printable("holdpoint " + text(health, "version")));
      Table table = new Table("KIND", "NAME", "WORKS", "WHAT");
      health
          .path("sources")
          .forEach(
              one ->
                  table.row(
                      text(one, "kind"),
                      text(one, "name"),
                      one.path("up").asBoolean(false) ? "yes" : "no",
                      text(one, "detail")));
      table.print(terminal.out(), cell -> "");
      wrong.forEach(line -> terminal.out().println(Table.printable("wrong: " + line)));
    }
    return (wrong.isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
  }

  private static List<String> wrong(JsonNode health, JsonNode bypass, JsonNode blind) {
    List<String> wrong = new ArrayList<>();
    if (bypass.path("on").asBoolean(false)) {
      wrong.add(
          "policies and rules only watch until "
              + text(bypass, "until")
              + ", by "
              + text(bypass, "by")
              + ": "
              + text(bypass, "reason"));
    }
    health
        .path("sources")
        .forEach(
            one -> {
              if (!one.path("up").asBoolean(false)) {
                wrong.add(text(one, "kind") + " " + text(one, "name") + " does not work");
              }
            });
    blind
        .path("telemetry")
        .forEach(
            one -> {
              if (one.path("now").asBoolean(false)) {
                wrong.add(
                    "telemetry of "
                        + text(one, "source")
                        + " is lost ("
                        + text(one, "cause")
                        + ") since "
                        + text(one, "since"));
              }
            });
    blind
        .path("rules")
        .forEach(
            one -> {
              if (one.hasNonNull("blindSince")) {
                wrong.add(text(one, "rule") + " is blind since " + text(one, "blindSince"));
              }
            });
    return wrong;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
