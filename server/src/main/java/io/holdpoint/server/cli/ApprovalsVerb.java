// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists held calls, or tells all of one. */
@Command(
    name = "approvals",
    description = "List the calls that wait for a person, oldest first, or tell all of one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint approvals",
      "  holdpoint approvals H-7F3A91C2",
      "  holdpoint approvals H-7F3A91C2 --clear",
      "  holdpoint approvals --all --json | jq -r '.approvals[] | select(.state == \"used\") |"
          + " .ref'"
    })
final class ApprovalsVerb implements CliVerb {

  private static final int ARGUMENTS = 48;

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Option(names = "--all", description = "Also those that no longer wait.")
  private boolean all;

  @Parameters(arity = "0..1", paramLabel = "REF", description = "Tell all of this held call.")
  private @Nullable String ref;

  @Option(
      names = "--clear",
      description = "With what it says in the clear; that you looked stands in the journal.")
  private boolean clear;

  ApprovalsVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient client = api.client(terminal);
    if (ref != null) {
      new HeldCall(terminal, api.json()).tell(client, ref, clear);
      return ExitCode.OK.code();
    }
    if (clear) {
      throw new CliFailure(ExitCode.USAGE, "--clear: got no REF (expected: one held call)");
    }
    JsonNode answer = client.get("/api/v1/approvals" + (all ? "" : "?state=pending"));
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
    } else if (answer.path("approvals").isEmpty()) {
      terminal.err().println("No call waits for a person.");
    } else {
      table(answer.path("approvals")).print(terminal.out(), this::colour);
    }
    return ExitCode.OK.code();
  }

  private Table table(JsonNode approvals) {
    Table table =
        new Table(
            "REF", "STATE", "AGENT", "PRINCIPAL", "TOOL", "ARGUMENTS", "RULE", "VOTES", "LEFT");
    approvals.forEach(
        a ->
            table.row(
                text(a, "ref"),
                text(a, "state"),
                text(a, "agentName"),
                text(a, "principal"),
                a.path("upstream").asString("") + "/" + a.path("tool").asString(""),
                cut(a.path("arguments").path("masked").asString("")),
                rule(a),
                votes(a),
                left(a)));
    return table;
  }

  private static String votes(JsonNode approval) {
    JsonNode quorum = approval.path("quorum");
    JsonNode votes = quorum.path("votes");
    String edit = votes.path(votes.size() - 1).at("/edit/digest").asString("");
    return votes.size()
        + "/"
        + quorum.path("needed").asInt(1)
        + (edit.isEmpty() ? "" : " edit " + edit);
  }

  private static String rule(JsonNode approval) {
    return approval
        .path("reasons")
        .valueStream()
        .map(reason -> reason.path("rule").path("id").asString(""))
        .filter(id -> !id.isEmpty())
        .findFirst()
        .orElse("-");
  }

  private String left(JsonNode approval) {
    if (!text(approval, "state").equals("pending")) {
      return "-";
    }
    String until = text(approval, "expiresAt");
    try {
      long seconds =
          Math.max(
              0, Duration.between(terminal.clock().instant(), Instant.parse(until)).toSeconds());
      return seconds < 60 ? seconds + "s" : seconds / 60 + "m";
    } catch (DateTimeException notATime) {
      return until;
    }
  }

  private static String cut(String arguments) {
    return arguments.length() <= ARGUMENTS
        ? arguments
        : arguments.substring(0, ARGUMENTS - 3) + "...";
  }

  private String colour(String cell) {
    if (!terminal.colour()) {
      return "";
    }
    return switch (cell) {
      case "denied" -> "\u001b[31m";
      case "pending" -> "\u001b[33m";
      case "approved", "used" -> "\u001b[32m";
      default -> "";
    };
  }

  private static String text(JsonNode approval, String name) {
    String text = approval.path(name).asString("");
    return text.isEmpty() ? "-" : text;
  }
}
