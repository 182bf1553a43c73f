// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import static io.holdpoint.gateway.journal.JournalFolder.SMALL_FILES;
import static io.holdpoint.gateway.journal.JournalFolder.entries;
import static io.holdpoint.gateway.journal.JournalFolder.entry;
import static io.holdpoint.gateway.journal.JournalFolder.replayed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.Journal.Durability;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

  @TempDir Path temp;

  private JournalFolder folder(String name) {
    return new JournalFolder(temp.resolve(name));
  }

  @Test
  void replays_in_order_over_files_and_restarts() {
    JournalFolder folder = folder("j");
    for (int round = 0; round < 5; round++) {
      try (FileJournal journal = FileJournal.open(folder.path(), SMALL_FILES)) {
        assertThat(replayed(journal)).isEqualTo(entries(0, round * 20));
        entries(round * 20, (round + 1) * 20)
            .forEach(e -> journal.append(Durability.PROCESS, List.of(e)));
        assertThat(replayed(journal)).isEqualTo(entries(0, (round + 1) * 20));
        assertThat(journal.verify().records()).isEqualTo((round + 1) * 20L);
        assertThat(journal.verify().whole()).isTrue();
      }
    }
    assertThat(folder.segment(4)).exists();
    assertThat(folder.torn()).isEmpty();
  }

  @Test
  void completes_process_appends_at_once_and_disk_appends_in_order() throws Exception {
    try (FileJournal journal = FileJournal.open(temp, SMALL_FILES)) {
      var process = journal.append(Durability.PROCESS, entries(0, 2)).toCompletableFuture();
      assertThat(process).isCompleted();
      List<Integer> order = Collections.synchronizedList(new ArrayList<>());
      List<CompletableFuture<Void>> stages = new ArrayList<>();
      for (int n = 2; n < 200; n++) {
        int at = n;
        stages.add(
            journal
                .append(Durability.DISK, List.of(entry(n)))
                .thenRun(() -> order.add(at))
                .toCompletableFuture());
      }
      CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
      assertThat(order).hasSize(198).isSorted();
    }
  }

  @Test
  void serves_waiting_disk_appends_before_it_closes() {
    FileJournal journal = FileJournal.open(temp, SMALL_FILES);
    List<CompletableFuture<Void>> stages = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      stages.add(journal.append(Durability.DISK, List.of(entry(n))).toCompletableFuture());
    }
    journal.close();
    assertThat(stages).allMatch(stage -> stage.isDone() && !stage.isCompletedExceptionally());
    journal.close();
  }

  @Test
  void keeps_each_append_together_when_many_threads_append() throws Exception {
    int threads = 8;
    int rounds = 200;
    try (FileJournal journal = FileJournal.open(temp, new JournalSettings(64 << 10))) {
      List<Thread> all = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t * rounds * 3;
        Durability durability = t % 2 == 0 ? Durability.PROCESS : Durability.DISK;
        all.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int r = 0; r < rounds; r++) {
                        int from = first + r * 3;
                        journal.append(durability, entries(from, from + 3));
                      }
                    }));
      }
      for (Thread thread : all) {
        thread.join();
      }
      List<JournalRecord> records = replayed(journal);
      assertThat(records).hasSize(threads * rounds * 3).doesNotHaveDuplicates();
      int[] next = new int[threads];
      for (int i = 0; i < records.size(); i += 3) {
        int n = number(records.get(i));
        int thread = n / (rounds * 3);
        assertThat(n).isEqualTo(thread * rounds * 3 + next[thread]);
        assertThat(records.subList(i, i + 3)).isEqualTo(entries(n, n + 3));
        next[thread] += 3;
      }
      assertThat(journal.verify().whole()).isTrue();
    }
  }

  @Test
  void takes_records_of_an_interrupted_thread() {
    try (FileJournal journal = FileJournal.open(temp, JournalSettings.DEFAULTS)) {
      Thread.currentThread().interrupt();
      journal.append(Durability.PROCESS, List.of(entry(0)));
      assertThat(Thread.interrupted()).isTrue();
      journal.append(Durability.PROCESS, List.of(entry(1)));
      assertThat(replayed(journal)).isEqualTo(entries(0, 2));
    }
  }

  @Test
  void keeps_others_out_while_it_is_open() {
    JournalFolder folder = folder("j");
    try (FileJournal journal = folder.open()) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(JournalException.class)
            .isThrownBy(folder::open)
            .withMessageStartingWith(
                "journal " + folder.path() + ": got a folder in use by process ")
            .withMessageContaining(Long.toString(ProcessHandle.current().pid()));
      }
      journal.append(Durability.PROCESS, List.of(entry(0)));
    }
    assertThat(folder.records()).isEqualTo(entries(0, 1));
  }

  @Test
  void takes_nothing_once_closed() {
    FileJournal journal = folder("j").open();
    journal.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> journal.append(Durability.PROCESS, List.of(entry(0))))
        .withMessageEndingWith(": closed");
  }

  @Test
  void refuses_a_record_that_is_too_large_and_goes_on() {
    JournalRecord huge =
        new JournalRecord.Declared(
            new DeclaredSession(
                "h",
                new SessionDeclaration("t", "p", AgentClaim.NONE, "x".repeat(17 << 20)),
                Fixtures.NOW));
    JournalFolder folder = folder("j");
    try (FileJournal journal = folder.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> journal.append(Durability.PROCESS, List.of(entry(0), huge)))
          .withMessageStartingWith("journal record: got ");
      journal.append(Durability.PROCESS, List.of(entry(1)));
    }
    assertThat(folder.records()).containsExactly(entry(1));
  }

  @Test
  void takes_an_append_larger_than_a_file() {
    JournalFolder folder = folder("j");
    try (FileJournal journal = FileJournal.open(folder.path(), SMALL_FILES)) {
      journal.append(Durability.DISK, entries(0, 100));
      journal.append(Durability.PROCESS, entries(100, 101));
    }
    assertThat(folder.records()).isEqualTo(entries(0, 101));
  }

  @Test
  void vouches_only_up_to_what_was_changed() throws IOException {
    JournalFolder folder = folder("j").filled(60, SMALL_FILES);
    try (FileJournal journal = folder.open()) {
      FileJournal.Vouched before = journal.verify();
      assertThat(before.records()).isEqualTo(60);
      byte[] bytes = folder.bytes(2);
      bytes[Segment.HEADER_BYTES + 10] ^= 1;
      Files.write(folder.segment(2), bytes);
      FileJournal.Vouched after = journal.verify();
      assertThat(after.whole()).isFalse();
      assertThat(after.records()).isBetween(5L, 59L);
      assertThat(after.broken()).contains("journal-0000000002.log").contains("offset 48");
      assertThat(after.head()).isNotEqualTo(before.head());
      List<JournalRecord> handedOver = new ArrayList<>();
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> journal.replay(handedOver::add))
          .withMessage(after.broken());
      assertThat(handedOver).isEqualTo(entries(0, (int) after.records()));
    }
  }

  @Test
  void vouches_for_the_same_head_whoever_looks() {
    JournalFolder one = folder("one").filled(10, SMALL_FILES);
    JournalFolder other = folder("other").filled(10, JournalSettings.DEFAULTS);
    try (FileJournal first = one.open();
        FileJournal second = other.open()) {
      assertThat(first.verify().head()).isEqualTo(second.verify().head()).hasSize(64);
    }
    assertThat(Arrays.equals(one.bytes(1), other.bytes(1))).isTrue();
  }

  private static int number(JournalRecord dispatched) {
    String span = ((JournalRecord.Dispatched) dispatched).step().spanId();
    return Integer.parseInt(span, 16) - 1;
  }
}
