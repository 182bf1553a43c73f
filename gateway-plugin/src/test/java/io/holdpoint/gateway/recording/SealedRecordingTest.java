// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.JournalRecord.Recorded;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedRecordingTest {

  private static final MasterKey ONE = MasterKey.parse("11".repeat(32));
  private static final MasterKey TWO = MasterKey.parse("22".repeat(32));
  private static final String VIEW = "{\"path\":\"/srv/quokka\"}";

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();

  private Path file() {
    return folder.resolve("recording.keys");
  }

  private SealedRecording open(MasterKey master, MasterKey... former) throws IOException {
    return SealedRecording.open(
        file(),
        new RecordingSettings(
            RecordingSettings.Payloads.ENCRYPTED, Optional.of(master), List.of(former)),
        clock);
  }

  private static Step.Attempted attempt(int session, int step) {
    return Fixtures.attempt(
        step,
        Fixtures.session(session),
        Fixtures.tool("read_file", Set.of(Effect.READ), Set.<DataLabel>of()),
        VIEW,
        Fixtures.NOW);
  }

  private static Payload view() {
    return Fixtures.payload("{}").with(VIEW);
  }

  private static SessionId id(int n) {
    return Fixtures.session(n).id();
  }

  private static Payload sealed(SealedRecording recording, int session, int step) {
    return recording.sealed(id(session), Fixtures.stepId(step), Recording.Place.ARGUMENTS, view());
  }

  private static String opened(SealedRecording recording, int session, int step, Payload payload) {
    return recording
        .opened(id(session), Fixtures.stepId(step), Recording.Place.ARGUMENTS, payload)
        .masked();
  }

  private AuditEvent.Erased erased(int session) {
    return new AuditEvent.Erased(id(session).value(), "mira", "case 4711", clock.instant());
  }

  @Test
  void payload_isOpenedOnlyWhereItWasSealed() throws IOException {
    try (SealedRecording recording = open(ONE)) {
      Payload sealed = sealed(recording, 1, 1);
      sealed(recording, 2, 1);
      assertThat(sealed.masked()).doesNotContain("quokka");
      assertThat(sealed.digest()).isEqualTo(view().digest());
      assertThat(opened(recording, 1, 1, sealed)).isEqualTo(VIEW);
      assertThat(opened(recording, 1, 2, sealed)).contains("changed, or moved here");
      assertThat(opened(recording, 2, 1, sealed)).contains("another session's");
      assertThat(
              recording.opened(id(1), Fixtures.stepId(1), Recording.Place.RESULT, sealed).masked())
          .contains("changed, or moved here");
      char[] changed = sealed.sealed().toCharArray();
      changed[40] = changed[40] == 'A' ? 'B' : 'A';
      assertThat(opened(recording, 1, 1, sealed.withSealed(new String(changed))))
          .contains("changed, or moved here");
      assertThat(opened(recording, 1, 1, sealed.withSealed("no"))).contains("never sealed");
    }
  }

  /** Without a copy in the clear: what is kept can be erased all the same. */
  @Test
  void maskedViews_areErasable_whereNothingElseIsKept() throws IOException {
    RecordingSettings settings =
        new RecordingSettings(RecordingSettings.Payloads.SEALED, Optional.empty(), List.of());
    assertThat(settings.needsOwnMaster()).isTrue();
    RecordingSettings own = settings.withOwnMaster(ONE);
    Payload kept;
    try (SealedRecording recording = SealedRecording.open(file(), own, clock)) {
      kept = sealed(recording, 1, 1);
      Payload other = sealed(recording, 2, 1);
      assertThat(kept.masked()).doesNotContain("quokka");
      assertThat(
              recording.clear(
                  attempt(1, 1),
                  JournalRecord.Recorded.Part.ARGUMENTS,
                  0,
                  new ClearView("{\"path\":\"/srv/quokka\"}"),
                  clock.instant()))
          .isEmpty();
      assertThat(recording.erase(erased(1))).isTrue();
      assertThat(opened(recording, 1, 1, kept)).contains("erased on", "case 4711");
      assertThat(opened(recording, 2, 1, other)).isEqualTo(VIEW);
    }
    RecordingSettings elsewhere =
        new RecordingSettings(RecordingSettings.Payloads.ENCRYPTED, Optional.of(TWO), List.of());
    try (SealedRecording later =
        SealedRecording.open(file(), elsewhere.withOwnMaster(ONE), clock)) {
      assertThat(later.has(id(2).value())).as("its own key opens what it wrapped").isTrue();
      assertThat(opened(later, 1, 1, kept)).contains("not readable");
    }
  }

  @Test
  void clearText_comesInPieces_eachInItsPlace() throws IOException {
    String text = "\u00fc\u2592quokka ".repeat(10_000);
    try (SealedRecording recording = open(ONE)) {
      Step.Attempted attempt = attempt(1, 1);
      List<Recorded> pieces = new ArrayList<>();
      for (JournalRecord entry :
          recording.clear(attempt, Recorded.Part.RESULT, 0, new ClearView(text), clock.instant())) {
        pieces.add((Recorded) entry);
      }
      assertThat(pieces).hasSizeGreaterThan(2);
      byte[] all = new byte[0];
      for (Recorded piece : pieces) {
        byte[] bytes = recording.opened(piece).bytes();
        all = Arrays.copyOf(all, all.length + bytes.length);
        System.arraycopy(bytes, 0, all, all.length - bytes.length, bytes.length);
      }
      assertThat(new String(all, UTF_8)).isEqualTo(text);
      Recorded first = pieces.getFirst();
      for (Recorded moved :
          List.of(
              new Recorded(
                  first.step(),
                  first.session(),
                  first.part(),
                  1,
                  false,
                  first.sealed(),
                  first.at()),
              new Recorded(
                  first.step(), first.session(), first.part(), 0, true, first.sealed(), first.at()),
              new Recorded(
                  first.step(),
                  first.session(),
                  Recorded.Part.ARGUMENTS,
                  0,
                  false,
                  first.sealed(),
                  first.at()),
              new Recorded(
                  Fixtures.stepId(2),
                  first.session(),
                  first.part(),
                  0,
                  false,
                  first.sealed(),
                  first.at()))) {
        assertThat(recording.opened(moved).why()).contains("changed, or moved here");
      }
    }
  }

  @Test
  void erasure_leavesNoKey_andLastsOverAStart() throws IOException {
    Payload sealed;
    byte[] slot;
    try (SealedRecording recording = open(ONE)) {
      sealed = sealed(recording, 1, 1);
      slot = Files.readAllBytes(file());
      Payload other = sealed(recording, 2, 1);
      assertThat(recording.erase(erased(1))).isTrue();
      String file = Files.readString(file(), ISO_8859_1);
      assertThat(file).doesNotContain(wrapped(slot));
      assertThat(opened(recording, 1, 1, sealed))
          .isEqualTo("\"(erased on " + clock.instant() + " by mira: case 4711)\"");
      assertThat(opened(recording, 2, 1, other)).isEqualTo(VIEW);
      assertThat(sealed(recording, 1, 2).masked()).contains("erased on").doesNotContain("quokka");
      assertThat(
              recording.clear(
                  attempt(1, 2),
                  Recorded.Part.ARGUMENTS,
                  0,
                  new ClearView("quokka"),
                  clock.instant()))
          .isEmpty();
      assertThat(recording.erase(erased(1))).isFalse();
    }
    try (SealedRecording recording = open(ONE)) {
      assertThat(opened(recording, 1, 1, sealed)).contains("its key is gone");
      sealed(recording, 3, 1);
      assertThat(Files.size(file())).as("the free place is used again").isEqualTo(512);
    }
  }

  /** Nonce and wrapped key, as they lay in the first slot. */
  private static String wrapped(byte[] slot) {
    KeySlot read = KeySlot.read(Arrays.copyOf(slot, KeySlot.BYTES));
    assertThat(read).isNotNull();
    return new String(HexFormat.of().parseHex(read.sealed()), ISO_8859_1);
  }

  @Test
  void erasure_cutBeforeTheKeyWasGone_isFinishedByTheNextReplay() throws IOException {
    InMemoryJournal kept = new InMemoryJournal();
    try (SealedRecording recording = open(ONE)) {
      Journal journal = new RecordingJournal(kept, recording);
      var _ =
          journal.append(
              Journal.Durability.DISK,
              List.of(
                  new JournalRecord.Attempted(attempt(1, 1)),
                  new JournalRecord.Audited(erased(1))));
      assertThat(recording.has(id(1).value())).isTrue();
    }
    try (SealedRecording recording = open(ONE)) {
      new RecordingJournal(kept, recording).replay(entry -> {});
      assertThat(recording.has(id(1).value())).isFalse();
      assertThat(recording.erased(id(1).value())).contains(erased(1));
      List<String> views = new ArrayList<>();
      new RecordingJournal(kept, recording)
          .replay(
              entry -> {
                if (entry instanceof JournalRecord.Attempted attempted) {
                  views.add(attempted.step().arguments().masked());
                }
              });
      assertThat(views).singleElement().asString().contains("erased on", "case 4711");
    }
  }

  @Test
  void journal_holdsNothingReadable_andReplaysAll() throws IOException {
    InMemoryJournal kept = new InMemoryJournal();
    try (SealedRecording recording = open(ONE)) {
      Journal journal = new RecordingJournal(kept, recording);
      Step.Attempted attempt = attempt(1, 1);
      Step.Completed completion = Fixtures.completion(attempt, "{\"said\":\"quokka\"}");
      List<JournalRecord> records =
          List.of(
              new JournalRecord.Attempted(attempt),
              new JournalRecord.Completed(completion),
              new JournalRecord.SessionEnded(attempt.session(), clock.instant()));
      assertThat(journal.append(Journal.Durability.DISK, records).toCompletableFuture())
          .succeedsWithin(Duration.ofSeconds(10));
      assertThat(kept.records().toString()).doesNotContain("quokka");
      List<JournalRecord> read = new ArrayList<>();
      journal.replay(read::add);
      assertThat(read).isEqualTo(records);
    }
  }

  @Test
  void start_refusesKeysUnderAMasterKeyItWasNotGiven() throws IOException {
    Payload sealed;
    try (SealedRecording recording = open(ONE)) {
      sealed = sealed(recording, 1, 1);
    }
    assertThatThrownBy(() -> open(TWO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gateway.recording.master-key: got " + TWO.id())
        .hasMessageContaining("expected: " + ONE.id() + " too, which wraps 1 keys");
    try (SealedRecording recording = open(TWO, ONE)) {
      assertThat(opened(recording, 1, 1, sealed)).isEqualTo(VIEW);
      Payload later = sealed(recording, 2, 1);
      assertThat(opened(recording, 2, 1, later)).isEqualTo(VIEW);
    }
    try (SealedRecording recording =
        SealedRecording.open(file(), RecordingSettings.MASKED, clock)) {
      assertThat(sealed(recording, 1, 2)).isEqualTo(view());
      assertThat(opened(recording, 1, 1, sealed))
          .contains("master key " + ONE.id() + ", which is not among those given");
      assertThat(recording.erase(erased(1))).as("needs no master key").isTrue();
    }
  }

  @Test
  void keys_goWithTheLastRecordTheySeal() throws IOException {
    try (SealedRecording recording = open(ONE)) {
      sealed(recording, 1, 1);
      sealed(recording, 2, 1);
      sealed(recording, 3, 1);
      clock.advance(Duration.ofDays(2));
      sealed(recording, 4, 1);
      int gone =
          recording.expire(
              clock.instant().minus(Duration.ofDays(1)),
              () -> {
                sealed(recording, 3, 2);
                return Set.of(id(2));
              });
      assertThat(gone).isEqualTo(1);
      assertThat(List.of(1, 2, 3, 4))
          .map(n -> recording.has(id(n).value()))
          .containsExactly(false, true, true, true);
    }
  }

  @Test
  void tornSlot_isFree() throws IOException {
    try (SealedRecording recording = open(ONE)) {
      sealed(recording, 1, 1);
    }
    byte[] slot = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(slot, 100));
    try (SealedRecording recording = open(ONE)) {
      assertThat(recording.has(id(1).value())).isFalse();
      assertThat(opened(recording, 2, 1, sealed(recording, 2, 1))).isEqualTo(VIEW);
    }
  }

  @Test
  void masterKey_isNeverShown() {
    assertThat(ONE.toString()).doesNotContain("1111");
    assertThatThrownBy(() -> MasterKey.parse("secret-but-short"))
        .hasMessageContaining("got 16 characters")
        .hasMessageNotContaining("secret");
    assertThat(MasterKey.parse("ERERERERERERERERERERERERERERERERERERERERERE=").id())
        .isEqualTo(ONE.id());
  }
}
