// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.step;

import io.holdpoint.gateway.decision.StepThread;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What steps write, gathered for one turn of their loop: the calls that a turn serves are one write
 * to the operating system, after all of them were judged and before any of them goes on. The order
 * of a loop's records stays. Whatever is not on a loop is written at once.
 */
public final class TurnJournal {

  private final Journal journal;
  private final Map<Loop, Turn> turns = new ConcurrentHashMap<>();

  public TurnJournal(Journal journal) {
    this.journal = journal;
  }

  /**
   * Appends records next to each other; the stage completes once they are as sure as {@code
   * durability} says.
   *
   * @param thread of the step they belong to
   */
  CompletionStage<Void> append(
      StepThread thread, Journal.Durability durability, List<JournalRecord> records) {
    Turn turn =
        thread instanceof LoopThread of && of.isCurrent()
            ? turns.computeIfAbsent(of.loop(), Turn::new)
            : null;
    return turn == null ? journal.append(durability, records) : turn.append(durability, records);
  }

  /**
   * Appends records before anything else happens, as sure as the operating system is.
   *
   * @throws IllegalStateException if they cannot be written
   */
  void appendNow(List<JournalRecord> records) {
    var _ = journal.append(Journal.Durability.PROCESS, records);
  }

  /** One call's records. */
  private record Part(
      Journal.Durability durability, List<JournalRecord> records, CompletableFuture<Void> written) {

    void settle(CompletionStage<Void> stage) {
      stage.whenComplete(
          (nothing, failure) -> {
            if (failure == null) {
              written.complete(null);
            } else {
              written.completeExceptionally(failure);
            }
          });
    }
  }

  /** What waits for the end of a loop's turn; only on that loop. */
  private final class Turn {

    private final Loop loop;
    private List<Part> waiting = new ArrayList<>();

    Turn(Loop loop) {
      this.loop = loop;
    }

    CompletionStage<Void> append(Journal.Durability durability, List<JournalRecord> records) {
      if (waiting.isEmpty()) {
        loop.execute(this::write);
      }
      Part part = new Part(durability, records, new CompletableFuture<>());
      waiting.add(part);
      return part.written();
    }

    /** Neighbours that are to be equally sure are one append. */
    private void write() {
      List<Part> parts = waiting;
      waiting = new ArrayList<>();
      int from = 0;
      while (from < parts.size()) {
        int to = from + 1;
        while (to < parts.size() && parts.get(to).durability() == parts.get(from).durability()) {
          to++;
        }
        write(parts.subList(from, to));
        from = to;
      }
    }

    private void write(List<Part> parts) {
      List<JournalRecord> records = parts.getFirst().records();
      if (parts.size() > 1) {
        records = new ArrayList<>(4 * parts.size());
        for (Part part : parts) {
          records.addAll(part.records());
        }
      }
      try {
        CompletionStage<Void> stage = journal.append(parts.getFirst().durability(), records);
        parts.forEach(part -> part.settle(stage));
      } catch (RuntimeException refused) {
        if (parts.size() == 1) {
          parts.getFirst().written().completeExceptionally(refused);
        } else {
          // Nothing was written: one call's record must not keep back the others'.
          parts.forEach(part -> write(List.of(part)));
        }
      }
    }
  }
}
