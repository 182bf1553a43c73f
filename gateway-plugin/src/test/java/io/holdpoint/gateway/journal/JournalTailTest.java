// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that goes on where it was, whatever becomes of the files meanwhile. */
final class JournalTailTest {

  @TempDir Path temp;

  @Test
  void everyRecord_isHandedOverOnce_whileFilesAreBegunCompressedAndThinned() throws IOException {
    List<Long> seen = new ArrayList<>();
    long gone = 0;
    try (FileJournal journal = FileJournal.open(temp, new JournalSettings(4096));
        JournalTail tail = journal.tail(0, 0)) {
      Collecting collecting = new Collecting(seen);
      for (int round = 0; round < 60; round++) {
        JournalFolder.entries(round * 10, round * 10 + 10)
            .forEach(e -> journal.append(Journal.Durability.PROCESS, List.of(e)));
        while (tail.next(1 + round % 7, collecting) > 0 && round % 3 > 0) {
          assertThat(seen).isSorted();
        }
        tidy(journal, round);
      }
      while (tail.next(100, collecting) > 0) {
        assertThat(seen).isSorted();
      }
      gone = collecting.gone;
      assertThat(tail.next(10, collecting)).isZero();
    }
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen.size() + gone).isEqualTo(600);
  }

  @Test
  void reading_beginsBehindARecord_withTheFilesBefore() throws IOException {
    try (FileJournal journal = FileJournal.open(temp, new JournalSettings(4096))) {
      JournalFolder.entries(0, 200)
          .forEach(e -> journal.append(Journal.Durability.PROCESS, List.of(e)));
      for (long after : new long[] {0, 1, 57, 199, 200}) {
        List<Long> all = new ArrayList<>();
        List<Long> more = new ArrayList<>();
        try (JournalTail tail = journal.tail(after, 0);
            JournalTail back = journal.tail(after, 1)) {
          assertThat(tail.next(1000, new Collecting(all))).isEqualTo(all.size());
          back.next(1000, new Collecting(more));
        }
        assertThat(all.stream().filter(n -> n > after))
            .containsExactlyElementsOf(LongStream.rangeClosed(after + 1, 200).boxed().toList());
        assertThat(more.size()).isGreaterThanOrEqualTo(all.size());
        assertThat(after < 100 || more.size() > all.size()).isTrue();
      }
    }
  }

  private static void tidy(FileJournal journal, int round) throws IOException {
    ClosedFiles files = journal.closedFiles();
    long active = journal.position().file();
    if (active > 2 && round % 4 == 1) {
      files.compress(active - 1);
    }
    if (active > 2 && round % 4 == 3) {
      ClosedFiles.Prepared thin =
          files.prepare(
              active - 1,
              Set.of(),
              entry ->
                  entry instanceof JournalRecord.Dispatched d && d.at().getEpochSecond() % 3 == 0);
      files.put(thin);
    }
  }

  /** Remembers numbers. */
  private static final class Collecting implements JournalReading.Reader {
    private final List<Long> seen;
    private long gone;

    Collecting(List<Long> seen) {
      this.seen = seen;
    }

    @Override
    public void read(long number, byte[] bytes, int length, JournalReading.Place place) {
      seen.add(number);
    }

    @Override
    public void gap(long last, int removed, byte[] hash) {
      gone += removed;
    }
  }
}
