// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds steps, or sessions by what any of their steps is. */
@Command(
    name = "search",
    description = {
      "Find steps of all sessions, the newest first.",
      "A filter names fields or only words: agent = billing and tool ~ mail and risk > 60"
    },
    footerHeading = "%nFields of steps:%n",
    footer = {
      "  agent version principal env session tool server kind verdict outcome effect label",
      "  rule grade model risk ms tokens at text value; signs = != ~ > >= < <= and :",
      "",
      "Examples:",
      "  holdpoint search 'agent = billing and verdict = deny'",
      "  holdpoint search 'text ~ \"wire transfer\" and at > 2026-11-01'",
      "  holdpoint search --sessions 'label:secret and tool ~ mail'",
      "  holdpoint search --sessions --value-file account-number.txt"
    })
final class SearchVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(arity = "0..1", paramLabel = "FILTER", description = "What to find; all by default.")
  private String where = "";

  @Option(names = "--sessions", description = "Find sessions instead of steps.")
  private boolean sessions;

  @Option(
      names = "--value-file",
      paramLabel = "FILE",
      description =
          "Only where the value in this file was touched, such as an account number: so it stands"
              + " in no list of processes and no history.")
  private @Nullable Path valueFile;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; default 50.")
  private int limit = 50;

  @Option(names = "--after", paramLabel = "MARK", description = "Go on behind an earlier page.")
  private @Nullable String after;

  SearchVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient client = api.client(terminal);
    JsonNode answer = ask(client, sessions ? "sessions" : "steps", question());
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
      return ExitCode.OK.code();
    }
    JsonNode rows = answer.path(sessions ? "sessions" : "steps");
    if (rows.isEmpty()) {
      terminal.err().println("Nothing is like that.");
    } else if (sessions) {
      new SessionsTable(terminal).print(rows);
    } else {
      table(rows).print(terminal.out(), cell -> "");
    }
    more(terminal, answer);
    return ExitCode.OK.code();
  }

  /** The answer of one page. */
  static JsonNode ask(ApiClient client, String what, Question question) {
    ObjectNode body = client.body();
    body.put("where", question.where());
    body.put("limit", question.limit());
    if (question.after() != null) {
      body.put("after", question.after());
    }
    return client.post("/api/v1/search/" + what, body);
  }

  /** Says that there is more, or that something may be missing. */
  static void more(Terminal terminal, JsonNode answer) {
    String next = answer.path("next").asString("");
    if (!next.isEmpty()) {
      terminal.err().println("There may be more: --after " + next);
    }
    if (!answer.path("complete").asBoolean(true)) {
      terminal.err().println("The index of steps is being made anew: steps may be missing.");
    }
  }

  /** What is asked for. */
  record Question(String where, int limit, @Nullable String after) {
    Question {
      if (limit < 1 || limit > 1000) {
        throw new CliFailure(ExitCode.USAGE, "--limit: got " + limit + " (expected: 1 to 1000)");
      }
    }
  }

  private Question question() {
    Path file = valueFile;
    if (file == null) {
      return new Question(where, limit, after);
    }
    String value = read(file);
    String quoted = "value = \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return new Question(where.isBlank() ? quoted : "(" + where + ") and " + quoted, limit, after);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new CliFailure(
          ExitCode.USAGE, "--value-file: cannot read " + file + " (expected: a readable file)");
    }
  }

  private static Table table(JsonNode steps) {
    Table table = new Table("AT", "SESSION", "STEP", "VERDICT", "OUTCOME", "RISK", "ID");
    steps.forEach(
        step ->
            table.row(
                step.path("startedAt").asString(""),
                step.path("session").asString(""),
                name(step),
                text(step, "verdict"),
                text(step, "outcome"),
                step.path("risk").asString("0"),
                step.path("id").asString("")));
    return table;
  }

  private static String name(JsonNode step) {
    String upstream = step.path("upstream").asString("");
    return (upstream.isEmpty() ? "" : upstream + "/") + step.path("name").asString("");
  }

  private static String text(JsonNode step, String name) {
    String text = step.path(name).asString("");
    return text.isEmpty() ? "-" : text;
  }
}
