// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import picocli.CommandLine.Command;

/** Starts and stops everything once, so that the launcher can keep the classes this loads. */
@Command(name = "warm-up", hidden = true, description = "Start and stop once, for the launcher.")
final class WarmUpVerb implements CliVerb {

  private final Terminal terminal;

  WarmUpVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    terminal.out().println("warm");
    return ExitCode.OK.code();
  }
}
