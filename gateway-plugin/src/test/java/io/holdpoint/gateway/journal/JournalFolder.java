// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder with a journal, to look into and to spoil. */
record JournalFolder(Path path) {

  static final JournalSettings SMALL_FILES = new JournalSettings(4096);

  /** The n-th record of a test. */
  static JournalRecord entry(int n) {
    return new JournalRecord.Dispatched(Fixtures.stepId(n), Fixtures.NOW.plusSeconds(n));
  }

  static List<JournalRecord> entries(int from, int to) {
    List<JournalRecord> entries = new ArrayList<>();
    for (int n = from; n < to; n++) {
      entries.add(entry(n));
    }
    return entries;
  }

  FileJournal open() {
    return FileJournal.open(path, JournalSettings.DEFAULTS);
  }

  /** Fills the journal with records 0 to {@code count}, one by one. */
  JournalFolder filled(int count, JournalSettings settings) {
    try (FileJournal journal = FileJournal.open(path, settings)) {
      entries(0, count).forEach(e -> journal.append(Journal.Durability.PROCESS, List.of(e)));
    }
    return this;
  }

  List<JournalRecord> records() {
    try (FileJournal journal = open()) {
      return replayed(journal);
    }
  }

  static List<JournalRecord> replayed(FileJournal journal) {
    List<JournalRecord> records = new ArrayList<>();
    journal.replay(records::add);
    return records;
  }

  Path segment(int number) {
    return Segment.path(path, number);
  }

  byte[] bytes(int number) {
    try {
      return Files.readAllBytes(segment(number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(int number, byte[] bytes) {
    try {
      Files.createDirectories(path);
      Files.write(segment(number), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Path> torn() {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(f -> f.toString().endsWith(".torn")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
