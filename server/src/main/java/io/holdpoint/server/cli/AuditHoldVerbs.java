// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Legal holds: clients of the control API. */
final class AuditHoldVerbs {

  private static final String HOLDS = "/api/v1/audit/holds";

  private AuditHoldVerbs() {}

  static List<CliVerb> all(Terminal terminal) {
    return List.of(new Place(terminal), new Lift(terminal), new Holds(terminal));
  }

  /** Places one. */
  @Command(
      name = "hold",
      description = "Keep everything of a session, of a principal or at all, whatever its time.",
      footerHeading = "%nExample:%n",
      footer = "  holdpoint audit hold --principal support-triage --reason \"case 4711\"")
  static final class Place implements CliVerb {
    private final Terminal terminal;

    @Mixin private ApiOptions api = new ApiOptions();

    @Option(names = "--session", paramLabel = "ID", description = "A session, by its whole id.")
    private @Nullable String session;

    @Option(names = "--principal", paramLabel = "NAME", description = "A principal.")
    private @Nullable String principal;

    @Option(names = "--all", description = "Everything.")
    private boolean all;

    @Option(
        names = {"-r", "--reason"},
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept as evidence.")
    private String reason = "";

    Place(Terminal terminal) {
      this.terminal = requireNonNull(terminal, "terminal");
    }

    @Override
    public Integer call() {
      List<String> scopes =
          Stream.of(
                  session == null ? "" : "session:" + session,
                  principal == null ? "" : "principal:" + principal,
                  all ? "all" : "")
              .filter(scope -> !scope.isEmpty())
              .toList();
      if (scopes.size() != 1) {
        throw new CliFailure(
            ExitCode.USAGE,
            "audit hold: got "
                + scopes.size()
                + " scopes (expected: one of --session, --principal, --all)");
      }
      ApiClient client = api.client(terminal);
      JsonNode placed =
          client.post(HOLDS, client.body().put("scope", scopes.getFirst()).put("reason", reason));
      if (api.json()) {
        terminal.out().println(placed.toPrettyString());
      } else {
        terminal.out().println(Table.printable(placed.path("id").asString("-") + " stands"));
      }
      return ExitCode.OK.code();
    }
  }

  /** Ends one. */
  @Command(
      name = "lift",
      description = "End a legal hold.",
      footerHeading = "%nExample:%n",
      footer = "  holdpoint audit lift H-1 --reason \"case 4711 closed\"")
  static final class Lift implements CliVerb {
    private final Terminal terminal;

    @Mixin private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "HOLD", description = "Which, for example H-1.")
    private String hold = "";

    @Option(
        names = {"-r", "--reason"},
        required = true,
        paramLabel = "TEXT",
        description = "Why; kept as evidence.")
    private String reason = "";

    Lift(Terminal terminal) {
      this.terminal = requireNonNull(terminal, "terminal");
    }

    @Override
    public Integer call() {
      ApiClient client = api.client(terminal);
      if (!hold.matches("H-\\d{1,18}")) {
        throw new CliFailure(ExitCode.USAGE, "HOLD: got \"" + hold + "\" (expected: like H-1)");
      }
      tell(
          terminal,
          api,
          client.post(HOLDS + "/" + hold + "/lift", client.body().put("reason", reason)));
      return ExitCode.OK.code();
    }
  }

  /** Lists those that stand. */
  @Command(name = "holds", description = "List the legal holds that stand.")
  static final class Holds implements CliVerb {
    private final Terminal terminal;

    @Mixin private ApiOptions api = new ApiOptions();

    Holds(Terminal terminal) {
      this.terminal = requireNonNull(terminal, "terminal");
    }

    @Override
    public Integer call() {
      tell(terminal, api, api.client(terminal).get(HOLDS));
      return ExitCode.OK.code();
    }
  }

  private static void tell(Terminal terminal, ApiOptions api, JsonNode answer) {
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
      return;
    }
    Table table = new Table("HOLD", "SCOPE", "BY", "AT", "REASON");
    for (JsonNode hold : answer.path("holds")) {
      table.row(
          hold.path("id").asString("-"),
          hold.path("scope").asString("-"),
          hold.path("by").asString("-"),
          hold.path("at").asString("-"),
          hold.path("reason").asString("-"));
    }
    table.print(terminal.out(), text -> text);
  }
}
