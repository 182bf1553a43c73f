// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what runs. */
@Command(
    name = "version",
    description = "Show the versions of Holdpoint and of the Java it runs on.",
    footerHeading = "%nExample:%n",
    footer = "  holdpoint version --json")
final class VersionVerb implements CliVerb {

  private final Terminal terminal;

  @Option(names = "--json", description = "Answer as JSON.")
  private boolean json;

  VersionVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String java = Runtime.version().toString();
    terminal
        .out()
        .println(
            json
                ? "{\"version\":\"" + Version.current() + "\",\"java\":\"" + java + "\"}"
                : "holdpoint " + Version.current() + "  (Java " + java + ")");
    return ExitCode.OK.code();
  }
}
