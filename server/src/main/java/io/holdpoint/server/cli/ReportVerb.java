// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The five questions about a session, answered, and its incident report. */
@Command(
    name = "report",
    description = {
      "Answer the five questions about a session: why it did what it did, how its context",
      "evolved, where it drifted, when to have intervened, who is accountable. With --out the",
      "whole incident report is written: HTML if the file is called so, JSON else."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  holdpoint report 7f3a", "  holdpoint report 7f3a --out incident-41.html"})
final class ReportVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "SESSION", description = "A session, or the beginning of its id.")
  private String session = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the incident report there.")
  private @Nullable Path out;

  ReportVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient client = api.client(terminal);
    String path = "/api/v1/sessions/" + ApiClient.encode(SessionRef.resolve(client, session)) + "/";
    Path file = out;
    if (file != null) {
      String format = file.toString().endsWith(".html") ? "html" : "json";
      client.stream(
          path + "report?format=" + format,
          answer -> Files.copy(answer.body(), file, StandardCopyOption.REPLACE_EXISTING));
      terminal.out().println(file);
      return ExitCode.OK.code();
    }
    JsonNode answers = client.get(path + "answers");
    if (api.json()) {
      terminal.out().println(answers.toPrettyString());
    } else {
      answers.path("answers").forEach(this::print);
    }
    return ExitCode.OK.code();
  }

  private void print(JsonNode answer) {
    PrintWriter out = terminal.out();
    out.println(Table.printable(answer.path("title").asString("")));
    answer.path("sentences").forEach(sentence -> out.println("  " + sentence(sentence)));
    answer.path("unknown").forEach(gap -> out.println("  " + gap(gap)));
  }

  private static String sentence(JsonNode sentence) {
    StringBuilder text = new StringBuilder();
    sentence
        .path("parts")
        .forEach(
            part -> {
              String said = part.path("text").asString("");
              boolean claim = part.path("kind").asString("").equals("claim");
              text.append(claim ? "\"" + said + "\"" : said);
            });
    return Table.printable(text.toString());
  }

  private static String gap(JsonNode gap) {
    return Table.printable(
        gap.path("what").asString("")
            + ": unknown, because "
            + gap.path("because").asString("")
            + ". "
            + gap.path("connect").asString(""));
  }
}
