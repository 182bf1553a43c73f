// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The signals that stand at a gateway, on its own disk: a gateway that starts while its engine is
 * away still knows who was killed. Signals lie in the gateway's journal, the name of the journal
 * they come from in a small file beside it.
 */
final class LatchFile {

  private final Journal journal;
  private final Path origin;

  /**
   * @param journal the gateway's own
   * @param origin the small file
   */
  LatchFile(Journal journal, Path origin) {
    this.journal = requireNonNull(journal, "journal");
    this.origin = requireNonNull(origin, "origin");
  }

  /** The engine's journal that the latest signals came from, empty if there never was one. */
  String journalId() {
    try {
      return Files.exists(origin) ? Files.readString(origin).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(origin + " cannot be read", e);
    }
  }

  /** From now on signals come from another journal. */
  void follows(String journalId) {
    try {
      Path half = origin.resolveSibling(origin.getFileName() + ".new");
      Files.writeString(half, journalId + "\n", UTF_8);
      Files.move(half, origin, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(origin + " cannot be written", e);
    }
  }

  /** All signals that ever stood here, in the order in which they were applied. */
  List<Published> signals() {
    List<Published> signals = new ArrayList<>();
    journal.replay(
        entry -> {
          if (entry instanceof JournalRecord.Signalled signalled) {
            signals.add(signalled.published());
          }
        });
    return signals;
  }

  /** Keeps a signal; the stage is complete once it is on the disk. */
  CompletionStage<Void> keep(Published published) {
    return journal.append(Journal.Durability.DISK, List.of(new JournalRecord.Signalled(published)));
  }
}
