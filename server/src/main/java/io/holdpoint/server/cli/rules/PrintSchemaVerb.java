// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.schema.EventPage;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.workshop.RuleJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the events and columns that rules are written over. */
@Command(
    name = "print-schema",
    description = {
      "Print every event and column that rules can be written over: name, type, since when,"
          + " meaning."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdpoint rules print-schema > events.md",
      "  holdpoint rules print-schema --json | jq '.[] | select(.type == \"boolean\")'"
    })
final class PrintSchemaVerb implements CliVerb {

  private final Terminal terminal;

  @Option(names = "--json", description = "As JSON instead of Markdown.")
  private boolean json;

  PrintSchemaVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    if (!json) {
      terminal.out().print(EventPage.text());
      return ExitCode.OK.code();
    }
    terminal.out().println(RuleJson.columns().toPrettyString());
    return ExitCode.OK.code();
  }
}
