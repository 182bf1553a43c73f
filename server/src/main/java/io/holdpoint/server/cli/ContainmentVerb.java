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

/** What pause, restrict, resume, kill and release have in common: whom, how far and why. */
abstract sealed class ContainmentVerb implements CliVerb
    permits RestVerbs.Pause,
        RestVerbs.Restrict,
        RestVerbs.Resume,
        RestVerbs.Kill,
        RestVerbs.Release {

  private final Terminal terminal;
  private final String action;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(
      paramLabel = "SESSION",
      arity = "0..*",
      description = "Ids of sessions, or their beginnings as far as they are unique.")
  private List<String> sessions = List.of();

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      required = true,
      description = "Why; kept as evidence and shown to other operators.")
  private String reason = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description =
          "How far it reaches: session (default), tree, agent, principal; all names no session.")
  private String scope = "session";

  @Option(
      names = "--second",
      paramLabel = "NAME",
      description = "Who else wants it; needed for agent, principal and all.")
  private String second = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "After what time a pause or restriction ends by itself, for example 30m.")
  private String lasting = "";

  @Option(
      names = "--effects",
      paramLabel = "EFFECT",
      split = ",",
      description = "What a restricted session may still do, for example read,discover.")
  private List<String> effects = List.of();

  ContainmentVerb(Terminal terminal, String action) {
    this.terminal = requireNonNull(terminal, "terminal");
    this.action = requireNonNull(action, "action");
  }

  @Override
  public Integer call() {
    if (reason.isBlank()) {
      throw new CliFailure(ExitCode.USAGE, "--reason: got \"\" (expected: a non-blank text)");
    }
    boolean everybody = scope.equals("all");
    if (sessions.isEmpty() != everybody) {
      throw new CliFailure(
          ExitCode.USAGE,
          everybody
              ? "--scope all: got sessions too (expected: none)"
              : "SESSION: got none (expected: at least one, or --scope all)");
    }
    ApiClient client = api.client(terminal);
    if (everybody) {
      order(client, "everybody", "/api/v1/everybody/" + action);
      return ExitCode.OK.code();
    }
    // All names are resolved before anything is done: a typo must not leave half of it done.
    List<String> ids = sessions.stream().map(typed -> SessionRef.resolve(client, typed)).toList();
    ids.forEach(id -> order(client, id, "/api/v1/sessions/" + ApiClient.encode(id) + "/" + action));
    return ExitCode.OK.code();
  }

  private void order(ApiClient client, String id, String path) {
    ObjectNode body = client.body().put("reason", reason).put("scope", scope);
    if (!second.isEmpty()) {
      body.put("second", second);
    }
    if (!lasting.isEmpty()) {
      body.put("for", lasting);
    }
    if (!effects.isEmpty()) {
      effects.forEach(body.putArray("effects")::add);
    }
    JsonNode answer = client.post(path, body);
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
