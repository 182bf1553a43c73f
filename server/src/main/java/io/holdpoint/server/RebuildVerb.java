// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.Collector;
import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalException;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.server.cli.CliFailure;
import io.holdpoint.server.cli.CliVerb;
import io.holdpoint.server.cli.ExitCode;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.config.DataLayout;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.data.DataFolder;
import io.holdpoint.server.data.DataFolderException;
import io.holdpoint.server.rebuild.StoreRebuild;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the session store of a server that does not run anew. */
@Command(
    name = "rebuild",
    description = {
      "Fill an empty session store from the telemetry log and the journal.",
      "Nothing may run on the data folder. The journal is read and not changed."
    },
    footerHeading = "%nExample:%n",
    footer = {"  mv data/store lost-store", "  holdpoint rebuild --config holdpoint.yaml"})
final class RebuildVerb implements CliVerb {

  private static final int KEY_BYTES = 32;

  private final Terminal terminal;

  @Mixin private ConfigOptions options = new ConfigOptions();

  RebuildVerb(Terminal terminal) {
    this.terminal = requireNonNull(terminal, "terminal");
  }

  @Override
  public Integer call() {
    ServerConfig config = options.load(terminal);
    try (DataFolder data = DataFolder.open(config.dataDir())) {
      StoreRebuild.Result result = rebuild(config, data);
      terminal
          .out()
          .println(
              data.path()
                  + ": "
                  + result.steps()
                  + " steps from "
                  + result.requests()
                  + " requests of the telemetry log, "
                  + result.fromJournal()
                  + " from the journal alone");
      return ExitCode.OK.code();
    } catch (IOException | DataFolderException | JournalException | IllegalStateException e) {
      throw new CliFailure(ExitCode.FAILED, "cannot rebuild: " + e.getMessage());
    }
  }

  private static StoreRebuild.Result rebuild(ServerConfig config, DataFolder data)
      throws IOException {
    String tenant = config.control().tenant();
    PayloadDigester digester =
        new PayloadDigester(data.secret(DataLayout.digestKey(tenant), KEY_BYTES));
    try (FileJournal journal =
            FileJournal.open(data.resolve(DataLayout.JOURNAL), JournalSettings.DEFAULTS);
        SqlSessionStore store =
            SqlSessionStore.open(config.store(), digester.prints()::ofSearched)) {
      if (!store.sessions(tenant, 1).isEmpty()) {
        throw new IOException("session store: got sessions (expected: none; move it away first)");
      }
      return new StoreRebuild(
              store,
              (filled, told) ->
                  Collector.rebuild(
                      config.collector(),
                      filled,
                      told,
                      new TelemetryContent(digester, config.collector().content())),
              journal)
          .run();
    }
  }
}
