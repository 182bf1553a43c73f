// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static io.holdpoint.gateway.EditedCallIT.edit;
import static io.holdpoint.gateway.HoldIT.answering;
import static io.holdpoint.gateway.HoldIT.onlyPending;
import static io.holdpoint.gateway.ModernHoldIT.TASKS;
import static io.holdpoint.gateway.ModernHoldIT.holding;
import static io.holdpoint.gateway.ModernHoldIT.send;
import static io.holdpoint.gateway.ModernHoldIT.status;
import static io.holdpoint.gateway.ModernHoldIT.task;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.approval.HeldCalls;
import io.holdpoint.gateway.approval.HoldSecret;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.gateway.recording.MasterKey;
import io.holdpoint.gateway.recording.RecordingJournal;
import io.holdpoint.gateway.recording.RecordingSettings;
import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for people is under the key of its session: it outlives a crash, and no erasure. */
final class HeldErasureIT {

  /** In the call that was made. */
  private static final String SAID = "quokka-itinerary-7731";

  /** In what a person made of it. */
  private static final String EDITED = "wombat-ledger-5512";

  private static final String ARGUMENTS = "{\"to\":\"" + SAID + "\"}";
  private static final RecordingSettings ENCRYPTED =
      new RecordingSettings(
          RecordingSettings.Payloads.ENCRYPTED,
          Optional.of(MasterKey.parse("5a".repeat(32))),
          List.of());

  @TempDir Path folder;

  /** A journal in a folder, with or without recordings under keys of their sessions. */
  private static final class Kept implements AutoCloseable {
    final FileJournal file;
    final SealedRecording recording;
    final Journal journal;

    Kept(Path folder, RecordingSettings settings) throws IOException {
      file = FileJournal.open(folder.resolve("journal"), JournalSettings.DEFAULTS);
      recording = SealedRecording.open(folder.resolve("keys"), settings, new FakeClock());
      journal = new RecordingJournal(file, recording);
    }

    void erase(Rig rig, SessionId session) {
      AuditEvent.Erased event =
          new AuditEvent.Erased(session.value(), "mira", "request 17", rig.clock().instant());
      journal
          .append(Journal.Durability.DISK, List.of(new JournalRecord.Audited(event)))
          .toCompletableFuture()
          .join();
      recording.erase(event);
      rig.desk().erased(session);
    }

    @Override
    public void close() {
      recording.close();
      file.close();
    }
  }

  @Test
  void erasure_reachesTheCall_theEdit_andWhatWaitsInMemory() throws Exception {
    try (StubUpstream upstream = answering();
        Kept kept = new Kept(folder, ENCRYPTED);
        Rig rig = holding(upstream).journal(kept.journal).start();
        RawClient client = rig.client()) {
      String id = send(client, 1, ARGUMENTS, TASKS, "").at("/result/taskId").asString();
      Approval held = onlyPending(rig);
      SessionId session = held.request().attempt().session().id();
      edit(rig, held, "{\"cc\":\"" + EDITED + "\"}");
      send(client, 2, "{\"to\":\"" + SAID + "\",\"n\":2}", TASKS, "");
      Approval waits = onlyPending(rig);
      assertThat(withAllKeys()).as("the attack works").contains(SAID, EDITED);
      assertThat(rig.gateway().arguments(waits)).isPresent();

      kept.erase(rig, session);

      assertThat(withAllKeys()).doesNotContain(SAID, EDITED);
      assertThat(rig.desk().list().toCompletableFuture().join()).isEmpty();
      assertThat(rig.gateway().arguments(waits)).isEmpty();
      assertThat(task(client, "get", id).at("/error/code").asInt()).isEqualTo(-32602);
      assertThat(upstream.received()).isEmpty();
    }
    try (StubUpstream upstream = answering();
        Kept kept = new Kept(folder, ENCRYPTED);
        Rig rig = holding(upstream).journal(kept.journal).start()) {
      assertThat(rig.desk().list().toCompletableFuture().join()).isEmpty();
      assertThat(withAllKeys()).doesNotContain(SAID, EDITED);
    }
  }

  @Test
  void heldTask_isRedeemedAfterACrash_withItsEdit() throws Exception {
    Path crashed = folder.resolve("crashed");
    String id;
    try (StubUpstream upstream = answering();
        Kept kept = new Kept(folder, ENCRYPTED);
        Rig rig = holding(upstream).journal(kept.journal).start();
        RawClient client = rig.client()) {
      id = send(client, 1, ARGUMENTS, TASKS, "").at("/result/taskId").asString();
      edit(rig, onlyPending(rig), "{\"cc\":\"" + EDITED + "\"}");
      copy(folder, crashed);
    }
    assertRedeemed(crashed, id, "\"arguments\":{\"cc\":\"" + EDITED + "\",\"to\":\"" + SAID);
  }

  @Test
  void whatAnOlderJournalHolds_isRedeemedToo() throws Exception {
    String id;
    try (StubUpstream upstream = answering();
        FileJournal file = FileJournal.open(folder.resolve("journal"), JournalSettings.DEFAULTS);
        Rig rig = holding(upstream).journal(file).start();
        RawClient client = rig.client()) {
      id = send(client, 1, ARGUMENTS, TASKS, "").at("/result/taskId").asString();
      rig.approve(onlyPending(rig).ref());
    }
    assertRedeemed(folder, id, "\"arguments\":" + ARGUMENTS);
  }

  private static void assertRedeemed(Path data, String id, String arguments) throws Exception {
    try (StubUpstream upstream = answering();
        Kept kept = new Kept(data, ENCRYPTED);
        Rig rig = holding(upstream).journal(kept.journal).start();
        RawClient client = rig.client()) {
      await().until(() -> status(client, id).equals("completed"));
      assertThat(upstream.received()).hasSize(1);
      assertThat(upstream.received().getFirst().body()).contains(arguments);
    }
  }

  /** What somebody reads who has a copy of the folder, the master key and the hold secret. */
  private String withAllKeys() throws Exception {
    Path copy = Files.createTempDirectory(folder, "attack").resolve("data");
    copy(folder, copy);
    HeldCalls calls = new HeldCalls(new HoldSecret(new byte[32]));
    List<String> read = new ArrayList<>();
    try (Kept kept = new Kept(copy, ENCRYPTED)) {
      for (Journal journal : List.of(kept.file, kept.journal)) {
        List<FloorId> floors = new ArrayList<>();
        journal.replay(
            entry -> {
              read.add(entry.toString());
              if (entry instanceof JournalRecord.ApprovalAsked asked) {
                ApprovalRequest request = asked.request();
                FloorId floor = request.attempt().session().floor();
                floors.add(floor);
                calls
                    .open(request.envelope(), floor)
                    .ifPresent(call -> read.add(new String(call, UTF_8)));
              } else if (entry instanceof JournalRecord.ApprovalDecided decided) {
                ApprovalWord.Edit edit = decided.word().edit();
                if (edit != null) {
                  calls.open(edit, floors.getFirst(), "mail/send_mail").ifPresent(read::add);
                }
              }
            });
      }
    }
    return String.join("\n", read);
  }

  /** As the disk stands now: as if the process ended here. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("journal"));
    try (Stream<Path> files = Files.list(from.resolve("journal"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        Files.copy(file, to.resolve("journal").resolve(file.getFileName()));
      }
    }
    Files.copy(from.resolve("keys"), to.resolve("keys"));
  }
}
