// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Sessions as a table for people. */
final class SessionsTable {

  private final Terminal terminal;

  SessionsTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(JsonNode sessions) {
    table(sessions).print(terminal.out(), this::colour);
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
