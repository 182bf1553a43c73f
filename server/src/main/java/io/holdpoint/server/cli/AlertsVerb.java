// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Alerts: how their channels stand, a test, silence, and that one is taken in or over. */
@Command(
    name = "alerts",
    description = {
      "Show channels, silences and the newest alerts, test a channel, be told nothing,",
      "take an alert in, or say that what it tells of is over."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint alerts",
      "  holdpoint alerts --test sre",
      "  holdpoint alerts --silence 1h --rule 'HP-LOOP-*' --reason \"load test\"",
      "  holdpoint alerts --end s-0a1b2c3d",
      "  holdpoint alerts --take detection-12",
      "  holdpoint alerts --resolve detection-12"
    })
final class AlertsVerb implements CliVerb {

  private static final String PATH = "/api/v1/alerts";

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Option(names = "--test", paramLabel = "CHANNEL", description = "Send a test there.")
  private @Nullable String test;

  @Option(names = "--silence", paramLabel = "TIME", description = "For how long; at most 30d.")
  private @Nullable String silence;

  @Option(names = "--rule", paramLabel = "PATTERN", description = "Of these rules only.")
  private String rule = "*";

  @Option(names = "--agent", paramLabel = "PATTERN", description = "Of these agents only.")
  private String agent = "*";

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      description = "Why; shown to other operators.")
  private String reason = "";

  @Option(names = "--end", paramLabel = "ID", description = "End a silence.")
  private @Nullable String end;

  @Option(
      names = "--take",
      paramLabel = "ID",
      description = "Take an alert in: nobody else is told.")
  private @Nullable String take;

  @Option(
      names = "--resolve",
      paramLabel = "ID",
      description = "Say that what an alert tells of is over.")
  private @Nullable String resolve;

  AlertsVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    ApiClient client = api.client(terminal);
    JsonNode answer = answer(client);
    if (api.json() || !answer.has("channels")) {
      terminal.out().println(answer.toPrettyString());
    } else {
      channels(answer.path("channels")).print(terminal.out(), cell -> "");
      if (!answer.path("silences").isEmpty()) {
        silences(answer.path("silences")).print(terminal.out(), cell -> "");
      }
      recent(answer.path("recent")).print(terminal.out(), cell -> "");
    }
    terminal.out().flush();
    return ExitCode.OK.code();
  }

  private JsonNode answer(ApiClient client) {
    if (test != null) {
      return client.post(PATH + "/test", client.body().put("channel", test));
    }
    if (silence != null) {
      ObjectNode body = client.body().put("for", silence).put("reason", reason);
      return client.post(PATH + "/silences", body.put("rule", rule).put("agent", agent));
    }
    if (end != null) {
      return client.delete(PATH + "/silences/" + ApiClient.encode(end));
    }
    if (resolve != null) {
      return client.post(PATH + "/resolved/" + ApiClient.encode(resolve), client.body());
    }
    return take == null
        ? client.get(PATH)
        : client.post(PATH + "/taken/" + ApiClient.encode(take), client.body());
  }

  private static Table channels(JsonNode channels) {
    Table table = new Table("CHANNEL", "WAITING", "SENT", "LEFT OUT", "TROUBLE");
    channels.forEach(
        one ->
            table.row(
                one.path("name").asString(""),
                one.path("waiting").asString(""),
                one.path("sent").asString(""),
                one.path("leftOut").asString(""),
                one.path("trouble").asString("")));
    return table;
  }

  private static Table silences(JsonNode silences) {
    Table table = new Table("SILENCE", "RULE", "AGENT", "UNTIL", "BY", "REASON");
    silences.forEach(
        one ->
            table.row(
                one.path("id").asString(""),
                one.path("rule").asString(""),
                one.path("agent").asString(""),
                one.path("until").asString(""),
                one.path("by").asString(""),
                one.path("reason").asString("")));
    return table;
  }

  private static Table recent(JsonNode alerts) {
    Table table = new Table("ALERT", "AT", "SEVERITY", "CAME", "STATE", "TITLE");
    alerts.forEach(
        one ->
            table.row(
                one.path("id").asString(""),
                one.path("at").asString(""),
                one.path("severity").asString(""),
                one.path("came").asString(""),
                one.path("state").asString(""),
                one.path("title").asString("")));
    return table;
  }
}
