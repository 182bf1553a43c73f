// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import static io.holdpoint.gateway.journal.JournalFolder.SMALL_FILES;
import static io.holdpoint.gateway.journal.JournalFolder.entries;
import static io.holdpoint.gateway.journal.JournalFolder.entry;
import static io.holdpoint.gateway.journal.JournalFolder.replayed;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdpoint.model.port.Journal.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening makes of a journal that was cut or changed. */
class TornJournalTest {

  private static final int RECORDS = 8;

  @TempDir Path temp;

  @Test
  void keeps_every_whole_record_wherever_the_end_was_cut() throws IOException {
    byte[] whole = written();
    List<Integer> ends = ends(whole);
    int last = ends.get(RECORDS - 2);
    for (int cut = ends.get(RECORDS - 3); cut < whole.length; cut += cut < last - 40 ? 7 : 1) {
      JournalFolder folder = new JournalFolder(temp.resolve("cut-" + cut));
      int at = cut;
      folder.write(1, Arrays.copyOf(whole, cut));
      int kept = (int) ends.stream().filter(end -> end <= at).count();
      try (FileJournal journal = folder.open()) {
        assertThat(replayed(journal)).isEqualTo(entries(0, kept));
        journal.append(Durability.PROCESS, List.of(entry(kept)));
      }
      assertThat(folder.records()).isEqualTo(entries(0, kept + 1));
      assertSavedAside(folder, Arrays.copyOfRange(whole, ends.get(kept - 1), cut));
    }
  }

  private static void assertSavedAside(JournalFolder folder, byte[] torn) throws IOException {
    if (torn.length == 0) {
      assertThat(folder.torn()).isEmpty();
    } else {
      assertThat(folder.torn()).hasSize(1);
      assertThat(Files.readAllBytes(folder.torn().getFirst())).isEqualTo(torn);
    }
  }

  @Test
  void cuts_garbage_and_half_records_off_the_end() throws IOException {
    byte[] whole = written();
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      byte[] garbage = new byte[1 + random.nextInt(500)];
      if (i % 4 != 0) {
        random.nextBytes(garbage);
      }
      byte[] bytes = Arrays.copyOf(whole, whole.length + garbage.length);
      System.arraycopy(garbage, 0, bytes, whole.length, garbage.length);
      JournalFolder folder = new JournalFolder(temp.resolve("garbage-" + i));
      folder.write(1, bytes);
      assertThat(folder.records()).isEqualTo(entries(0, RECORDS));
      assertSavedAside(folder, garbage);
    }
  }

  @Test
  void refuses_a_changed_bit_before_the_last_record_and_changes_nothing() {
    byte[] whole = written();
    List<Integer> ends = ends(whole);
    Random random = new Random(11);
    List<Integer> bits = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      bits.add(random.nextInt(ends.get(RECORDS - 2) * 8));
    }
    bits.add(ends.get(RECORDS - 2) * 8 - 1); // in the hash of the last but one
    bits.add(ends.get(RECORDS - 3) * 8); // in the length of the last but one
    for (int bit : bits) {
      byte[] bytes = whole.clone();
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      JournalFolder folder = new JournalFolder(temp.resolve("flip-" + bit));
      folder.write(1, bytes);
      assertThatExceptionOfType(JournalException.class)
          .as("bit %d", bit)
          .isThrownBy(folder::open)
          .withMessageContaining("journal file ")
          .withMessageContaining("got ")
          .withMessageContaining("expected: ");
      assertThat(folder.bytes(1)).isEqualTo(bytes);
      assertThat(folder.torn()).isEmpty();
    }
  }

  @Test
  void takes_a_changed_bit_in_the_last_record_for_a_torn_end() {
    byte[] whole = written();
    int last = ends(whole).get(RECORDS - 2);
    Random random = new Random(13);
    for (int i = 0; i < 25; i++) {
      int bit = last * 8 + random.nextInt((whole.length - last) * 8);
      byte[] bytes = whole.clone();
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      JournalFolder folder = new JournalFolder(temp.resolve("last-" + i));
      folder.write(1, bytes);
      assertThat(folder.records()).as("bit %d", bit).isEqualTo(entries(0, RECORDS - 1));
      assertThat(folder.torn()).hasSize(1);
    }
  }

  @Test
  void tells_where_the_chain_is_broken_and_what_to_do() {
    byte[] whole = written();
    int third = ends(whole).get(2);
    whole[third + 20] ^= 1;
    JournalFolder folder = new JournalFolder(temp.resolve("told"));
    folder.write(1, whole);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(folder::open)
        .withMessage(
            "journal file "
                + folder.segment(1)
                + ": got a broken chain at offset "
                + third
                + " after record 3 (expected: each record's hash follows from the one before): an"
                + " intact record follows at offset "
                + ends(whole).get(3)
                + ". Nothing was changed. Keep the folder as evidence: restore it from a copy, or"
                + " move it away to start a new journal.");
  }

  @Test
  void goes_on_after_a_file_that_was_cut_in_its_header() {
    JournalFolder folder = new JournalFolder(temp.resolve("stump")).filled(10, SMALL_FILES);
    for (int length : new int[] {0, 1, Segment.HEADER_BYTES - 1}) {
      folder.write(2, new byte[length]);
      assertThat(folder.records()).isEqualTo(entries(0, 10));
      assertThat(folder.segment(2)).doesNotExist();
    }
    folder.write(1, new byte[3]);
    assertThat(folder.records()).isEmpty();
  }

  @Test
  void refuses_files_that_are_missing_or_do_not_follow() throws IOException {
    JournalFolder folder = new JournalFolder(temp.resolve("gap")).filled(100, SMALL_FILES);
    assertThat(folder.segment(4)).exists();
    byte[] second = folder.bytes(2);
    Files.delete(folder.segment(2));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(folder::open)
        .withMessageContaining("got journal-0000000003.log (expected: journal-0000000002.log)");
    folder.write(2, Arrays.copyOf(second, second.length - 1));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(folder::open)
        .withMessageContaining("does not follow");
    folder.write(2, "something else, longer than a header of a file".repeat(2).getBytes(US_ASCII));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(folder::open)
        .withMessageContaining("got another format");
    folder.write(2, second);
    assertThat(folder.records()).isEqualTo(entries(0, 100));
  }

  private byte[] written() {
    return new JournalFolder(temp.resolve("whole"))
        .filled(RECORDS, JournalSettings.DEFAULTS)
        .bytes(1);
  }

  /** Where each record ends. */
  private static List<Integer> ends(byte[] bytes) {
    List<Integer> ends = new ArrayList<>();
    int at = Segment.HEADER_BYTES;
    while (at < bytes.length) {
      at += ByteBuffer.wrap(bytes).getInt(at) + Segment.FRAME_OVERHEAD;
      ends.add(at);
    }
    return ends;
  }
}
