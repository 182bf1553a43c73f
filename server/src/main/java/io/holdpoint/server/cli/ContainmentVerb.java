// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What pause, resume, kill and release have in common: sessions and a reason. */
abstract sealed class ContainmentVerb implements CliVerb
    permits RestVerbs.Pause, RestVerbs.Resume, RestVerbs.Kill, RestVerbs.Release {

  private final Terminal terminal;
  private final String action;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(
      paramLabel = "SESSION",
      arity = "1..*",
      description = "Ids of sessions, or their beginnings as far as they are unique.")
  private List<String> sessions = List.of();

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      required = true,
      description = "Why; kept as evidence and shown to other operators.")
  private String reason = "";

  ContainmentVerb(Terminal terminal, String action) {
    this.terminal = requireNonNull(terminal, "terminal");
    this.action = requireNonNull(action, "action");
  }

  @Override
  public Integer call() {
    if (reason.isBlank()) {
      throw new CliFailure(ExitCode.USAGE, "--reason: got \"\" (expected: a non-blank text)");
    }
    ApiClient client = api.client(terminal);
    // All names are resolved before anything is done: a typo must not leave half of it done.
    List<String> ids = sessions.stream().map(typed -> SessionRef.resolve(client, typed)).toList();
    ids.forEach(id -> order(client, id));
    return ExitCode.OK.code();
  }

  private void order(ApiClient client, String id) {
    ObjectNode body = client.body().put("reason", reason);
    JsonNode answer = client.post("/api/v1/sessions/" + ApiClient.encode(id) + "/" + action, body);
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
      return;
    }
    terminal
        .out()
        .println(
            Table.printable(
                id
                    + "  "
                    + action
                    + "  ref "
                    + answer.path("ref").asString("-")
                    + "  now "
                    + answer.path("state").asString("-")));
    terminal.out().flush();
  }
}
