// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A journal that forgets with its process. */
public final class InMemoryJournal implements Journal {

  private final List<JournalRecord> records = new ArrayList<>();

  @Override
  public synchronized CompletionStage<Void> append(
      Durability durability, List<JournalRecord> more) {
    records.addAll(more);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized void replay(Consumer<JournalRecord> reader) {
    records.forEach(reader);
  }

  /** All records so far, in order. */
  public synchronized List<JournalRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
