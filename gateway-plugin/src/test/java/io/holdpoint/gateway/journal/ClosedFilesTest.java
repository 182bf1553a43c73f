// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed files are read as the plain ones were, in both forms there have been. */
final class ClosedFilesTest {

  private static final int RECORDS = 200;

  @TempDir Path temp;

  @Test
  void compressedFile_takesThePlaceOfThePlainOne_andSaysTheSame() throws IOException {
    try (FileJournal journal = filled()) {
      long plain = Files.size(file(""));
      String head = journal.verify().head();
      journal.closedFiles().compress(1);
      assertThat(file("")).doesNotExist();
      assertThat(Files.size(file(".zst"))).isLessThan(plain / 2);
      assertThat(journal.closedFiles().isCompressed(1)).isTrue();
      assertVouched(journal, head);
    }
  }

  @Test
  void fileOfAnEarlierVersion_isRead_andGoesOnceItIsWrittenAnew() throws IOException {
    try (FileJournal journal = filled()) {
      String head = journal.verify().head();
      packAsBefore();
      assertVouched(journal, head);
      ClosedFiles files = journal.closedFiles();
      assertThat(files.isCompressed(1)).isTrue();
      assertThat(files.recordsBefore(1)).isZero();
      files.put(files.prepare(1, Set.of(), JournalRecord.Dispatched.class::isInstance));
      assertThat(file(".gz")).doesNotExist();
      assertThat(file(".zst")).exists();
    }
  }

  @Test
  void ofTwoForms_thatACutHasLeft_theOlderCounts() throws IOException {
    try (FileJournal journal = filled()) {
      String head = journal.verify().head();
      byte[] plain = Files.readAllBytes(file(""));
      packAsBefore();
      byte[] former = Files.readAllBytes(file(".gz"));
      ClosedFiles files = journal.closedFiles();
      files.put(files.prepare(1, Set.of(), JournalRecord.Dispatched.class::isInstance));
      Files.write(file(".gz"), former);
      assertVouched(journal, head);
      Files.write(file(""), plain);
      Files.write(file(".gz"), new byte[20]);
      assertVouched(journal, head);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void compressedFile_thatWasTouchedOrCut_isFound(boolean cut) throws IOException {
    try (FileJournal journal = filled()) {
      journal.closedFiles().compress(1);
      byte[] packed = Files.readAllBytes(file(".zst"));
      if (cut) {
        Files.write(file(".zst"), java.util.Arrays.copyOf(packed, packed.length / 2));
      } else {
        packed[packed.length / 2] ^= 4;
        Files.write(file(".zst"), packed);
      }
      assertThat(journal.verify().broken()).contains("journal-0000000001.log.zst");
    }
  }

  private FileJournal filled() {
    FileJournal journal = FileJournal.open(temp, new JournalSettings(4 << 10));
    JournalFolder.entries(0, RECORDS)
        .forEach(entry -> journal.append(Journal.Durability.PROCESS, java.util.List.of(entry)));
    assertThat(journal.position().file()).isGreaterThan(2);
    return journal;
  }

  private void packAsBefore() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file(".gz")))) {
      Files.copy(file(""), out);
    }
    Files.delete(file(""));
  }

  private static void assertVouched(FileJournal journal, String head) {
    FileJournal.Vouched vouched = journal.verify();
    assertThat(vouched.broken()).isEmpty();
    assertThat(vouched.head()).isEqualTo(head);
    int[] read = new int[1];
    journal.replay(entry -> read[0]++);
    assertThat(read[0]).isEqualTo(RECORDS);
  }

  private Path file(String ending) {
    return temp.resolve("journal-0000000001.log" + ending);
  }
}
