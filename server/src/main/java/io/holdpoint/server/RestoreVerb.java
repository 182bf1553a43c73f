// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.data.DataFolder;
import io.holdpoint.server.data.DataFolderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts a backup into the store of a server that does not run. */
@Command(
    name = "restore",
    description = {
      "Put a backup of the session store into an empty store; nothing may run on it.",
      "The store may be of the other kind: so sessions move from H2 to PostgreSQL."
    },
    footerHeading = "%nExample:%n",
    footer = "  holdpoint restore before-upgrade.store --config holdpoint.yaml")
final class RestoreVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(paramLabel = "FILE", description = "What \"holdpoint backup\" wrote.")
  private Path file = Path.of("");

  RestoreVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    ServerConfig config = options.load(terminal);
    try (DataFolder data = DataFolder.open(config.dataDir());
        InputStream in = Files.newInputStream(file)) {
      long rows = SqlSessionStore.restore(config.store(), in);
      terminal.out().println(data.path() + ": " + rows + " rows restored");
      return ExitCode.OK.code();
    } catch (IOException | DataFolderException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot restore " + file + ": " + e.getMessage());
    }
  }
}
