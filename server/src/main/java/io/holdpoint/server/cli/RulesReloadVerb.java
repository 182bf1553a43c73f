// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Has a running server look at its rule files. */
@Command(
    name = "reload",
    description = {
      "Have the running server look at its rule files now; it also does so every two seconds.",
      "A broken file keeps its former version in force. Ends with 3 if one is broken."
    },
    footerHeading = "%nExample:%n",
    footer = "  holdpoint rules reload")
final class RulesReloadVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  RulesReloadVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    ApiClient client = api.client(terminal);
    JsonNode answer = client.post("/api/v1/rules/reload", client.body());
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
    } else {
      tell(answer);
    }
    return (answer.path("problems").isEmpty() ? ExitCode.OK : ExitCode.CONFIGURATION).code();
  }

  private void tell(JsonNode answer) {
    PrintWriter out = terminal.out();
    answer.path("activated").forEach(rule -> out.println("in force      " + text(rule)));
    answer.path("retired").forEach(rule -> out.println("out of force  " + text(rule)));
    answer.path("problems").forEach(problem -> terminal.err().println(text(problem)));
    if (answer.path("activated").isEmpty() && answer.path("retired").isEmpty()) {
      out.println("nothing changed");
    }
  }

  private static String text(JsonNode node) {
    return Table.printable(node.asString(""));
  }
}
