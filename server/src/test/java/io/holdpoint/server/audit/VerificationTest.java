// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.server.audit.verify.Verification;
import io.holdpoint.server.audit.verify.VerificationReport;
import io.holdpoint.server.audit.verify.VerificationReport.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything an attacker with the files may try, and what verification says of it. */
final class VerificationTest {

  private static final int HEADER = 48;

  @TempDir Path temp;
  private Evidence evidence;

  @BeforeEach
  void fill() throws IOException {
    evidence = new Evidence(temp).filled();
    assertThat(evidence.files()).hasSizeGreaterThan(4);
  }

  @Test
  void says_how_far_an_intact_journal_is_sure() {
    VerificationReport report = evidence.verified(true);
    assertThat(report.findings()).isEmpty();
    assertThat(report.records()).isEqualTo(303);
    assertThat(report.journal()).isEqualTo(Evidence.NAME);
    assertThat(report.signed().orElseThrow().records()).isEqualTo(302);
    assertThat(report.anchored().orElseThrow().records()).isEqualTo(302);
    assertThat(report.vouched())
        .anyMatch(line -> line.startsWith("records 303 to 303: later than any anchor"));
    assertThat(evidence.verified(false).vouched()).anyMatch(line -> line.startsWith("no anchors:"));
  }

  @Test
  void finds_an_edited_byte_and_the_record_it_is_in() throws IOException {
    Path file = evidence.files().get(1);
    byte[] bytes = Files.readAllBytes(file);
    int second = HEADER + frame(bytes, HEADER);
    bytes[second + 20] ^= 1;
    Files.write(file, bytes);
    long before = ByteBuffer.wrap(bytes).getLong(8);
    assertThat(evidence.verified(false).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.CHANGED);
              assertThat(finding.file()).isEqualTo(file.toString());
              assertThat(finding.offset()).isEqualTo(second);
              assertThat(finding.records()).isEqualTo(before + 1);
            });
  }

  @Test
  void finds_a_removed_record() throws IOException {
    Path file = evidence.files().get(2);
    byte[] bytes = Files.readAllBytes(file);
    int length = frame(bytes, HEADER);
    byte[] less = Arrays.copyOf(bytes, bytes.length - length);
    System.arraycopy(bytes, HEADER + length, less, HEADER, bytes.length - HEADER - length);
    Files.write(file, less);
    assertThat(first()).isEqualTo(Kind.CHANGED);
    assertThat(evidence.verified(false).findings().getFirst().offset()).isEqualTo(HEADER);
  }

  @Test
  void finds_a_record_made_to_look_expired() throws IOException {
    Path file = evidence.files().get(2);
    byte[] bytes = Files.readAllBytes(file);
    int length = frame(bytes, HEADER);
    ByteBuffer less = ByteBuffer.allocate(bytes.length - length + 36);
    less.put(bytes, 0, HEADER).putInt(0x8000_0001);
    less.put(bytes, HEADER + length - 32, 32);
    less.put(bytes, HEADER + length, bytes.length - HEADER - length);
    Files.write(file, less.array());
    assertThat(first()).isEqualTo(Kind.UNEXPLAINED_GAP);
  }

  @Test
  void finds_a_removed_file() throws IOException {
    Files.delete(evidence.files().get(1));
    assertThat(first()).isEqualTo(Kind.MISSING_FILE);
  }

  @Test
  void finds_a_closed_file_cut_between_records() throws IOException {
    Path file = evidence.files().get(1);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, HEADER + frame(bytes, HEADER)));
    assertThat(first()).isEqualTo(Kind.REMOVED_RECORDS);
  }

  @Test
  void finds_files_in_another_order() throws IOException {
    Path one = evidence.files().get(1);
    Path two = evidence.files().get(2);
    byte[] bytes = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(two));
    Files.write(two, bytes);
    assertThat(first()).isEqualTo(Kind.MISPLACED_FILE);
    assertThat(evidence.verified(false).findings().getFirst().text())
        .contains("the file that belongs here is " + two.getFileName());
  }

  @Test
  void finds_an_end_cut_within_a_record() throws IOException {
    Path file = evidence.files().getLast();
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(cut.length() - 7);
    }
    assertThat(first()).isEqualTo(Kind.TORN_END);
  }

  @Test
  void finds_an_end_cut_between_records_by_the_anchors() throws IOException {
    Files.delete(evidence.files().getLast());
    Files.delete(evidence.files().getLast());
    assertThat(evidence.verified(false).findings()).isEmpty();
    assertThat(evidence.verified(true).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.TRUNCATED);
              assertThat(finding.text()).contains("checkpoint 3 of ");
            });
  }

  @Test
  void finds_an_older_copy_by_the_anchors() throws IOException {
    Path older = evidence.copied("older");
    try (FileJournal journal = evidence.open()) {
      AuditKeeper keeper =
          evidence.keeper(journal, evidence.settings(Map.of(), Duration.ofDays(1000)));
      evidence.fill(journal, 300, 310);
      keeper.close();
    }
    assertThat(evidence.verified(older, List.of()).whole()).isTrue();
    assertThat(evidence.verified(older, evidence.anchors()).findings().getFirst().kind())
        .isEqualTo(Kind.TRUNCATED);
  }

  @Test
  void finds_a_chain_made_anew_without_the_key() throws IOException {
    Path forged = temp.resolve("forged");
    rewrite(forged, true);
    assertThat(evidence.verified(forged, List.of()).findings().getFirst().kind())
        .as("without anchors, by the checkpoints in it")
        .isEqualTo(Kind.REWRITTEN);
    assertThat(evidence.verified(forged, evidence.anchors()).findings().getFirst().kind())
        .isEqualTo(Kind.REWRITTEN);
  }

  @Test
  void finds_a_chain_made_anew_without_any_checkpoint_by_the_anchors() throws IOException {
    Path forged = temp.resolve("forged");
    rewrite(forged, false);
    assertThat(evidence.verified(forged, List.of()).vouched())
        .anyMatch(line -> line.startsWith("not signed:"));
    assertThat(evidence.verified(forged, evidence.anchors()).findings().getFirst().kind())
        .isEqualTo(Kind.REWRITTEN);
  }

  @Test
  void finds_a_chain_made_anew_without_any_checkpoint_by_the_key() throws IOException {
    Path forged = temp.resolve("forged");
    rewrite(forged, false);
    VerificationReport report = evidence.verified(forged, List.of());
    assertThat(report.findings())
        .extracting(VerificationReport.Finding::kind)
        .containsExactly(Kind.UNSIGNED);
    assertThat(new Verification(forged, List.of(), Optional.empty()).run().findings())
        .as("without a key nothing is expected to be signed")
        .isEmpty();
  }

  @Test
  void says_which_end_is_not_signed() throws IOException {
    try (FileJournal journal = evidence.open()) {
      evidence.fill(journal, 400, 410);
    }
    assertThat(evidence.verified(false).vouched())
        .anyMatch(line -> line.startsWith("records 303 to 313: not signed yet"));
  }

  @Test
  void finds_checkpoints_signed_with_another_key() throws IOException {
    Evidence other = new Evidence(temp.resolve("other-place"));
    Files.createDirectories(temp.resolve("other-place"));
    other.filled();
    assertThat(evidence.verified(other.folder, List.of()).findings().getFirst().text())
        .contains("signed with another key");
    Checkpoint forged = evidence.anchors().getFirst();
    Checkpoint signedByOther = other.key().sign(forged);
    assertThat(evidence.verified(evidence.folder, List.of(signedByOther)).findings())
        .extracting(VerificationReport.Finding::kind)
        .containsExactly(Kind.BAD_ANCHOR);
  }

  /** The same records but one, in a chain that follows itself. */
  private void rewrite(Path forged, boolean withCheckpoints) {
    List<JournalRecord> records = evidence.records();
    try (FileJournal journal = FileJournal.open(forged, new JournalSettings(4096))) {
      for (int i = 0; i < records.size(); i++) {
        boolean isCheckpoint =
            records.get(i) instanceof JournalRecord.Audited audited
                && audited.event() instanceof AuditEvent.Signed;
        if (i == 50) {
          Evidence.append(
              journal, new JournalRecord.Dispatched(Evidence.step(9999), evidence.clock.instant()));
        } else if (withCheckpoints || !isCheckpoint) {
          Evidence.append(journal, records.get(i));
        } else {
          Evidence.append(
              journal, new JournalRecord.Dispatched(Evidence.step(i), evidence.clock.instant()));
        }
      }
    }
  }

  private Kind first() {
    return evidence.verified(false).findings().getFirst().kind();
  }

  /** How long a frame is. */
  private static int frame(byte[] bytes, int at) {
    return 4 + ByteBuffer.wrap(bytes).getInt(at) + 32;
  }
}
