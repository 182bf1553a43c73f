// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Breaks the glass: for a while policies and rules only watch. */
@Command(
    name = "bypass",
    description = {
      "Let everything go on for a while that policies and rules would hold or refuse.",
      "It is recorded and told aloud, and ends by itself. What people ordered stands, and so does"
          + " who may use what; masking goes on. Without --for it says what stands."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint bypass --for 10m --reason \"incident 4711: monitor holds all writes\"",
      "  holdpoint bypass --end"
    })
final class BypassVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Option(names = "--for", paramLabel = "TIME", description = "For how long; at most 4h.")
  private @Nullable String lasting;

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      description = "Why; kept as evidence and shown to other operators.")
  private String reason = "";

  @Option(names = "--end", description = "End it before its time.")
  private boolean end;

  BypassVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    String time = lasting;
    if (time != null && reason.isBlank()) {
      throw new CliFailure(ExitCode.USAGE, "--reason: got \"\" (expected: a non-blank text)");
    }
    ApiClient client = api.client(terminal);
    JsonNode answer;
    if (end) {
      answer = client.delete("/api/v1/bypass");
    } else if (time == null) {
      answer = client.get("/api/v1/bypass");
    } else {
      answer = client.post("/api/v1/bypass", client.body().put("for", time).put("reason", reason));
    }
    tell(answer);
    return ExitCode.OK.code();
  }

  private void tell(JsonNode answer) {
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
    } else if (answer.path("on").asBoolean(false)) {
      terminal
          .out()
          .println(
              Table.printable(
                  "BYPASS until "
                      + answer.path("until").asString("-")
                      + " by "
                      + answer.path("by").asString("-")
                      + ": "
                      + answer.path("reason").asString("-")));
    } else {
      terminal.out().println("no bypass");
    }
    terminal.out().flush();
  }
}
