// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists sessions. */
@Command(
    name = "sessions",
    description = "List agent sessions, the most recently active first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint sessions --limit 20",
      "  holdpoint sessions --state paused",
      "  holdpoint sessions --where 'agent = billing and tool ~ mail and label:secret'",
      "  holdpoint sessions --json | jq -r '.sessions[] | select(.risk > 50) | .id'"
    })
final class SessionsVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 50.")
  private int limit = 50;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only sessions that are active, restricted, paused, killed or ended.")
  private @Nullable String state;

  @Option(
      names = "--where",
      paramLabel = "FILTER",
      description = {
        "Only sessions like that: agent version principal env state risk peak effect label steps",
        "denied detections task last key id at, and of any of their steps tool text value."
      })
  private @Nullable String where;

  @Option(names = "--after", paramLabel = "MARK", description = "Go on behind an earlier page.")
  private @Nullable String after;

  SessionsVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > 1000) {
      throw new CliFailure(ExitCode.USAGE, "--limit: got " + limit + " (expected: 1 to 1000)");
    }
    if (state != null && !state.matches("active|restricted|paused|killed|ended")) {
      throw new CliFailure(
          ExitCode.USAGE,
          "--state: got \"" + state + "\" (expected: active, restricted, paused, killed or ended)");
    }
    JsonNode answer = ask(api.client(terminal));
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
    } else if (answer.path("sessions").isEmpty()) {
      terminal.err().println("No sessions" + which());
    } else {
      new SessionsTable(terminal).print(answer.path("sessions"));
    }
    SearchVerb.more(terminal, answer);
    return ExitCode.OK.code();
  }

  private JsonNode ask(ApiClient client) {
    if (where == null && after == null) {
      return client.get(
          "/api/v1/sessions?limit=" + limit + (state == null ? "" : "&state=" + state));
    }
    String filter = where == null ? "" : where;
    if (state != null) {
      filter = (filter.isBlank() ? "" : "(" + filter + ") and ") + "state = " + state;
    }
    return SearchVerb.ask(client, "sessions", new SearchVerb.Question(filter, limit, after));
  }

  private String which() {
    if (where != null) {
      return " like that.";
    }
    return state == null ? " yet." : " that are " + state + ".";
  }
}
