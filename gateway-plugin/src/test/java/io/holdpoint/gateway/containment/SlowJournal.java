// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.containment;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A journal whose appends are durable when the test says so, in the order it chooses. */
final class SlowJournal implements Journal {

  final List<CompletableFuture<Void>> appends = new CopyOnWriteArrayList<>();
  final List<JournalRecord> records = new CopyOnWriteArrayList<>();
  boolean refusing;

  @Override
  public CompletionStage<Void> append(Durability durability, List<JournalRecord> more) {
    if (refusing) {
      throw new IllegalStateException("journal: closed");
    }
    if (durability != Durability.DISK) {
      throw new IllegalArgumentException("durability: got " + durability + " (expected: DISK)");
    }
    records.addAll(more);
    CompletableFuture<Void> stage = new CompletableFuture<>();
    appends.add(stage);
    return stage;
  }

  @Override
  public void replay(Consumer<JournalRecord> reader) {
    records.forEach(reader);
  }

  @Override
  public void close() {
    refusing = true;
  }
}
