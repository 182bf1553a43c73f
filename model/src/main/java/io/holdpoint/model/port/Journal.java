// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The evidence: append-only, hash-chained, recovered after a cut. Safe for use by many threads. */
public interface Journal extends AutoCloseable {

  /** How sure an append must be before it counts. */
  enum Durability {
    /** Written to the operating system: survives the end of the process, also by force. */
    PROCESS,
    /** Synchronised to the disk, in groups: survives the end of the machine. */
    DISK
  }

  /**
   * Appends records next to each other. With {@link Durability#PROCESS} the returned stage is
   * complete when the call returns.
   *
   * @throws IllegalStateException if the journal is closed or its file cannot be written any more
   */
  CompletionStage<Void> append(Durability durability, List<JournalRecord> records);

  /** Hands over every record from the first on, in order. */
  void replay(Consumer<JournalRecord> reader);

  @Override
  void close();
}
