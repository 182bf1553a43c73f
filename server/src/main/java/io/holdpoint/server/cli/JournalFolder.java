// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.gateway.journal.JournalTail;
import io.holdpoint.server.audit.export.Export;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A journal on the disk: that of a data folder, or a copy. No other process need run. */
record JournalFolder(Path given) implements Export.Source {

  /** The folder with the journal's files. */
  Path journal() {
    Path below = given.resolve("journal");
    Path folder = Files.isDirectory(below) ? below : given;
    if (!Files.isDirectory(folder)) {
      throw new CliFailure(ExitCode.USAGE, "--folder: got " + given + " (expected: a folder)");
    }
    return folder;
  }

  @Override
  public JournalTail tail(long after, int lookBack) throws IOException {
    return new JournalReading(journal()).tail(after, lookBack);
  }
}
