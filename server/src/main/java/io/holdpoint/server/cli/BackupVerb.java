// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Copies the session store of a running server. */
@Command(
    name = "backup",
    description = {
      "Copy the session store into a file of the server's data folder, backups/NAME.",
      "Everything goes on meanwhile. The journal is copied as files: it is only ever added to."
    },
    footerHeading = "%nExample:%n",
    footer = "  holdpoint backup before-upgrade.store")
final class BackupVerb implements CliVerb {

  private final Terminal terminal;

  @Mixin private ApiOptions api = new ApiOptions();

  @Parameters(paramLabel = "NAME", description = "The file's name; none that is there already.")
  private String name = "";

  BackupVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient client = api.client(terminal);
    ObjectNode body = client.body();
    body.put("name", name);
    JsonNode answer = client.post("/api/v1/backups", body);
    if (api.json()) {
      terminal.out().println(answer.toPrettyString());
    } else {
      terminal
          .out()
          .println(
              Table.printable(answer.path("file").asString(""))
                  + ": "
                  + answer.path("rows").asLong(0)
                  + " rows, "
                  + answer.path("bytes").asLong(0)
                  + " bytes");
    }
    return ExitCode.OK.code();
  }
}
