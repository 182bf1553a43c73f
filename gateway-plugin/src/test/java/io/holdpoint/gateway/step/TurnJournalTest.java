// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.step;

import static io.holdpoint.model.port.Journal.Durability.DISK;
import static io.holdpoint.model.port.Journal.Durability.PROCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.http.Loop;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.testing.Fixtures;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class TurnJournalTest {

  private final Turns loop = new Turns();
  private final Appends appends = new Appends();
  private final TurnJournal journal = new TurnJournal(appends);

  @Test
  void append_withinOneTurn_isOneWriteBeforeAnyGoesOn() {
    CompletionStage<Void> first = append(PROCESS, 1, 2);
    CompletionStage<Void> second = append(PROCESS, 3);
    assertThat(appends.all).isEmpty();
    assertThat(first).isNotDone();

    loop.turn();

    assertThat(appends.all).containsExactly(entries(1, 2, 3));
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void append_inTheNextTurn_isAnotherWrite() {
    append(PROCESS, 1).thenRun(() -> append(PROCESS, 2));

    loop.turn();
    assertThat(appends.all).containsExactly(entries(1));
    loop.turn();
    assertThat(appends.all).containsExactly(entries(1), entries(2));
  }

  @Test
  void append_ofOtherDurability_keepsTheOrder() {
    append(PROCESS, 1);
    append(DISK, 2);
    append(DISK, 3);
    append(PROCESS, 4);

    loop.turn();

    assertThat(appends.all).containsExactly(entries(1), entries(2, 3), entries(4));
    assertThat(appends.durabilities).containsExactly(PROCESS, DISK, PROCESS);
  }

  @Test
  void append_thatIsRefused_keepsBackNoOtherOfItsTurn() {
    appends.refused = entries(2).getFirst();
    CompletionStage<Void> first = append(PROCESS, 1);
    CompletionStage<Void> refused = append(PROCESS, 2);
    CompletionStage<Void> last = append(PROCESS, 3);

    loop.turn();

    assertThat(appends.all).containsExactly(entries(1), entries(3));
    assertThat(first).isCompleted();
    assertThat(refused).isCompletedExceptionally();
    assertThat(last).isCompleted();
  }

  @Test
  void append_notYetDurable_completesLater() {
    appends.stage = new CompletableFuture<>();
    CompletionStage<Void> first = append(DISK, 1);
    loop.turn();
    assertThat(first).isNotDone();

    appends.stage.completeExceptionally(new IllegalStateException("disk"));

    assertThat(first).isCompletedExceptionally();
  }

  @Test
  void append_offTheLoop_isWrittenAtOnce() {
    loop.current = false;

    assertThat(append(PROCESS, 1)).isCompleted();

    assertThat(appends.all).containsExactly(entries(1));
    assertThat(loop.tasks).isEmpty();
  }

  private CompletionStage<Void> append(Journal.Durability durability, int... numbers) {
    return journal.append(new LoopThread(loop), durability, entries(numbers));
  }

  private static List<JournalRecord> entries(int... numbers) {
    List<JournalRecord> entries = new ArrayList<>();
    for (int number : numbers) {
      entries.add(new JournalRecord.Dispatched(Fixtures.stepId(number), Fixtures.NOW));
    }
    return entries;
  }

  /** A loop whose turns end when the test says so. */
  private static final class Turns implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean current = true;

    void turn() {
      for (int left = tasks.size(); left > 0; left--) {
        tasks.remove().run();
      }
    }

    @Override
    public boolean isCurrent() {
      return current;
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Appends implements Journal {
    private final List<List<JournalRecord>> all = new ArrayList<>();
    private final List<Durability> durabilities = new ArrayList<>();
    private CompletableFuture<Void> stage = CompletableFuture.completedFuture(null);
    private @org.jspecify.annotations.Nullable JournalRecord refused;

    @Override
    public CompletionStage<Void> append(Durability durability, List<JournalRecord> records) {
      if (refused != null && records.contains(refused)) {
        throw new IllegalArgumentException("journal record: too long");
      }
      all.add(List.copyOf(records));
      durabilities.add(durability);
      return stage;
    }

    @Override
    public void replay(Consumer<JournalRecord> reader) {
      all.forEach(records -> records.forEach(reader));
    }

    @Override
    public void close() {}
  }
}
