// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may what: lists the tokens of named operators. */
@Command(
    name = "operators",
    description = {
      "List who has a token of the control API, with which roles, until when, and its last use.",
      "Roles: viewer, developer, approver, operator, rule-author, auditor, admin."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint operators",
      "  holdpoint operators add kim --role approver --role viewer --for 720h",
      "  holdpoint operators roles o-1f2e3d4c5b6a --role viewer",
      "  holdpoint operators rotate o-1f2e3d4c5b6a --overlap 24h",
      "  holdpoint operators revoke o-1f2e3d4c5b6a"
    })
final class OperatorsVerb implements CliVerb {

  private static final String OPERATORS = "/api/v1/operators";

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  OperatorsVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public List<CliVerb> verbs() {
    return List.of(
        new Add(terminal), new Roles(terminal), new Rotate(terminal), new Revoke(terminal));
  }

  @Override
  public Integer call() {
    JsonNode answer = api.client(terminal).get(OPERATORS);
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
      return ExitCode.OK.code();
    }
    Table table = new Table("TOKEN", "NAME", "ROLES", "STATE", "EXPIRES", "LAST USE", "MADE BY");
    for (JsonNode one : answer.path("operators")) {
      table.row(
          one.path("id").asString("-"),
          one.path("name").asString("-"),
          words(one.path("roles")),
          one.path("state").asString("-"),
          one.path("expiresAt").asString("-"),
          one.path("lastUsedAt").asString("never"),
          one.path("createdBy").asString("-"));
    }
    table.print(terminal.out(), text -> "");
    return ExitCode.OK.code();
  }

  private static String words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asString("")));
    return String.join(",", words);
  }

  /** The token goes to the standard output alone, so that it can be piped into a file. */
  private static Integer show(Terminal terminal, ApiOptions api, JsonNode answer) {
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
      return ExitCode.OK.code();
    }
    JsonNode operator = answer.path("operator");
    terminal
        .err()
        .println(
            Table.printable(
                operator.path("id").asString("-")
                    + "  "
                    + operator.path("name").asString("-")
                    + "  "
                    + words(operator.path("roles"))
                    + "  until "
                    + operator.path("expiresAt").asString("-")
                    + "; the token is shown this once:"));
    terminal.err().flush();
    terminal.out().println(Table.printable(answer.path("token").asString("-")));
    return ExitCode.OK.code();
  }

  /** Makes one. */
  @Command(
      name = "add",
      description = "Make a token for a named operator. It is shown once and kept as a hash.",
      footerHeading = "%nExample:%n",
      footer = "  holdpoint operators add kim --role approver > kim.token")
  static final class Add implements CliVerb {
    private final Terminal terminal;

    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "NAME", description = "Under which everything is recorded.")
    private String name = "";

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "A role; may be given more than once.")
    private List<String> roles = new ArrayList<>();

    @Option(
        names = "--for",
        paramLabel = "TIME",
        description = "How long it is good, for example 720h; 90 days if not given.")
    private @Nullable String lasting;

    Add(Terminal terminal) {
      this.terminal = requireNonNull(terminal, "terminal");
    }

    @Override
    public Integer call() {
      ApiClient client = api.client(terminal);
      ObjectNode body = client.body().put("name", name);
      ArrayNode wanted = body.putArray("roles");
      roles.forEach(wanted::add);
      if (lasting != null) {
        body.put("for", lasting);
      }
      return show(terminal, api, client.post(OPERATORS, body));
    }
  }

  /** Says what somebody may do from now on. */
  @Command(
      name = "roles",
      description = "Give an operator other roles; they count at once.",
      footerHeading = "%nExample:%n",
      footer = "  holdpoint operators roles o-1f2e3d4c5b6a --role viewer --role auditor")
  static final class Roles implements CliVerb {
    private final Terminal terminal;

    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "TOKEN", description = "Whose, for example o-1f2e3d4c5b6a.")
    private String id = "";

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "A role; may be given more than once. Those not named are lost.")
    private List<String> roles = new ArrayList<>();

    Roles(Terminal terminal) {
      this.terminal = requireNonNull(terminal, "terminal");
    }

    @Override
    public Integer call() {
      ApiClient client = api.client(terminal);
      ObjectNode body = client.body();
      ArrayNode wanted = body.putArray("roles");
      roles.forEach(wanted::add);
      JsonNode answer = client.post(OPERATORS + "/" + ApiClient.encode(id) + "/roles", body);
      terminal
          .out()
          .println(
              api.json()
                  ? answer.toPrettyString()
                  : Table.printable(
                      answer.path("name").asString("-") + "  " + words(answer.path("roles"))));
      return ExitCode.OK.code();
    }
  }

  /** Replaces one. */
  @Command(
      name = "rotate",
      description = "Replace a token by another one of the same operator.",
      footerHeading = "%nExample:%n",
      footer = "  holdpoint operators rotate o-1f2e3d4c5b6a --overlap 24h > kim.token")
  static final class Rotate implements CliVerb {
    private final Terminal terminal;

    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "TOKEN", description = "Which, for example o-1f2e3d4c5b6a.")
    private String id = "";

    @Option(
        names = "--for",
        paramLabel = "TIME",
        description = "How long the new one is good; 90 days if not given.")
    private @Nullable String lasting;

    @Option(
        names = "--overlap",
        paramLabel = "TIME",
        description = "How long the old one is good beside it; not at all if not given.")
    private @Nullable String overlap;

    Rotate(Terminal terminal) {
      this.terminal = requireNonNull(terminal, "terminal");
    }

    @Override
    public Integer call() {
      ApiClient client = api.client(terminal);
      ObjectNode body = client.body();
      if (lasting != null) {
        body.put("for", lasting);
      }
      if (overlap != null) {
        body.put("overlap", overlap);
      }
      return show(
          terminal, api, client.post(OPERATORS + "/" + ApiClient.encode(id) + "/rotate", body));
    }
  }

  /** Takes one back. */
  @Command(
      name = "revoke",
      description = "Take a token back at once; logins by it end.",
      footerHeading = "%nExample:%n",
      footer = "  holdpoint operators revoke o-1f2e3d4c5b6a")
  static final class Revoke implements CliVerb {
    private final Terminal terminal;

    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "TOKEN", description = "Which, for example o-1f2e3d4c5b6a.")
    private String id = "";

    Revoke(Terminal terminal) {
      this.terminal = requireNonNull(terminal, "terminal");
    }

    @Override
    public Integer call() {
      JsonNode answer = api.client(terminal).delete(OPERATORS + "/" + ApiClient.encode(id));
      terminal
          .out()
          .println(
              api.json()
                  ? answer.toPrettyString()
                  : Table.printable(
                      answer.path("id").asString("-") + "  " + answer.path("state").asString("-")));
      return ExitCode.OK.code();
    }
  }
}
