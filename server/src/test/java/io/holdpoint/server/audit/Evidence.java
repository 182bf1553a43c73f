// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.model.audit.RecordClass;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.server.audit.sign.AuditKey;
import io.holdpoint.server.audit.sign.CheckpointJson;
import io.holdpoint.server.audit.verify.Verification;
import io.holdpoint.server.audit.verify.VerificationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A signed journal in a folder, with its anchors beside it: to fill, to spoil and to verify. */
final class Evidence {

  static final String NAME = "journal-of-a-test";

  final Path folder;
  final FakeClock clock = new FakeClock();
  private final Path home;

  Evidence(Path home) {
    this.home = home;
    this.folder = home.resolve("journal");
  }

  Path anchorFile() {
    return home.resolve("anchors.jsonl");
  }

  Path publicKey() {
    return home.resolve("audit.pub");
  }

  AuditKey key() {
    try {
      return AuditKey.open(home.resolve("audit.key"), publicKey());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AuditSettings settings(Map<RecordClass, Duration> kept, Duration rotate) {
    return new AuditSettings(
        Duration.ofMinutes(1),
        Optional.of(anchorFile()),
        Optional.empty(),
        "",
        rotate,
        true,
        kept,
        List.of());
  }

  FileJournal open() {
    return FileJournal.open(folder, new JournalSettings(4096));
  }

  AuditKeeper keeper(FileJournal journal, AuditSettings settings) {
    AuditKeeper keeper =
        new AuditKeeper(
            new AuditKeeper.Home(journal, NAME, key(), home.resolve("feeds"), "test"),
            settings,
            clock);
    journal.replay(keeper::restore);
    return keeper;
  }

  /** Appends dispatches of steps {@code from} to below {@code to}. */
  void fill(FileJournal journal, int from, int to) {
    for (int n = from; n < to; n++) {
      append(journal, new JournalRecord.Dispatched(step(n), clock.instant()));
    }
  }

  static StepId step(int n) {
    return Fixtures.stepId(n);
  }

  static void append(FileJournal journal, JournalRecord entry) {
    journal.append(Journal.Durability.PROCESS, List.of(entry)).toCompletableFuture().join();
  }

  /** Some files full, signed after every hundred records. */
  Evidence filled() throws IOException {
    try (FileJournal journal = open()) {
      AuditKeeper keeper = keeper(journal, settings(Map.of(), Duration.ofDays(1000)));
      for (int n = 0; n < 300; n += 100) {
        fill(journal, n, n + 100);
        clock.advance(Duration.ofMinutes(1));
        keeper.signNow();
      }
      keeper.close();
    }
    return this;
  }

  List<Checkpoint> anchors() {
    try {
      return Files.readAllLines(anchorFile()).stream().map(CheckpointJson::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  VerificationReport verified(boolean withAnchors) {
    return verified(folder, withAnchors ? anchors() : List.of());
  }

  VerificationReport verified(Path where, List<Checkpoint> anchors) {
    try {
      return new Verification(where, anchors, Optional.of(AuditKey.readPublic(publicKey()))).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("journal-\\d+\\.log(\\.zst)?"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of the journal as it is now. */
  Path copied(String name) throws IOException {
    Path to = Files.createDirectories(home.resolve(name));
    for (Path file : files()) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
    return to;
  }

  List<JournalRecord> records() {
    try (FileJournal journal = open()) {
      List<JournalRecord> records = new ArrayList<>();
      journal.replay(records::add);
      return records;
    }
  }
}
