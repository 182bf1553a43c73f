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
import tools.jackson.databind.JsonNode;

/** Lists sessions. */
@Command(
    name = "sessions",
    description = "List agent sessions, the most recently active first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint sessions --limit 20",
      "  holdpoint sessions --state paused",
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
    JsonNode answer =
        api.client(terminal)
            .get("/api/v1/sessions?limit=" + limit + (state == null ? "" : "&state=" + state));
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
    } else if (answer.path("sessions").isEmpty()) {
      terminal
          .err()
          .println("No sessions" + (state == null ? " yet." : " that are " + state + "."));
    } else {
      table(answer.path("sessions")).print(terminal.out(), this::colour);
    }
    return ExitCode.OK.code();
  }

  private Table table(JsonNode sessions) {
    Table table =
        new Table(
            "SESSION",
            "STATE",
            "AGENT",
            "PRINCIPAL",
            "STEPS",
            "DENIED",
            "RISK",
            "LAST STEP",
            "AGE");
    sessions.forEach(
        s ->
            table.row(
                SessionRef.id(s),
                text(s, "state"),
                agent(s),
                text(s, "principal"),
                s.path("steps").asString("0"),
                s.path("denied").asString("0"),
                s.path("risk").asString("0"),
                text(s, "lastStep"),
                age(text(s, "lastStepAt"))));
    return table;
  }

  private static String agent(JsonNode session) {
    String version = session.path("agentVersion").asString("");
    return text(session, "agentName") + (version.isEmpty() ? "" : " " + version);
  }

  private String age(String at) {
    try {
      Duration age = Duration.between(Instant.parse(at), terminal.clock().instant());
      long seconds = Math.max(0, age.toSeconds());
      if (seconds < 60) {
        return seconds + "s";
      }
      if (seconds < 3600) {
        return seconds / 60 + "m";
      }
      return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    } catch (DateTimeException notATime) {
      return at;
    }
  }

  private String colour(String cell) {
    if (!terminal.colour()) {
      return "";
    }
    return switch (cell) {
      case "killed" -> "\u001b[31m";
      case "paused", "restricted" -> "\u001b[33m";
      case "active" -> "\u001b[32m";
      default -> "";
    };
  }

  private static String text(JsonNode session, String name) {
    String text = session.path(name).asString("");
    return text.isEmpty() ? "-" : text;
  }
}
