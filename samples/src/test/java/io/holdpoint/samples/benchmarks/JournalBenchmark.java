// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.gateway.recording.MasterKey;
import io.holdpoint.gateway.recording.RecordingJournal;
import io.holdpoint.gateway.recording.RecordingSettings;
import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Calls a second that 64 sessions get through a journal in which every record has to be on the
 * disk: attempt, decision and dispatch before the call leaves, its end before the answer is
 * released. Once with payloads as they are, once sealed and with the clear text besides.
 */
public final class JournalBenchmark {

  private static final int SESSIONS = 64;
  private static final int ROUNDS = 3;
  private static final ToolRef TOOL =
      Fixtures.tool("write_file", Set.of(Effect.WRITE), Set.of(DataLabel.PRIVATE));
  private static final String TEXT =
      "{\"path\":\"notes/a.txt\",\"text\":\"" + "x".repeat(250) + "\"}";

  private JournalBenchmark() {}

  /**
   * @param args how many seconds a round takes, and the folder to write to
   */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    Path below = args.length > 1 ? Path.of(args[1]) : Path.of(System.getProperty("java.io.tmpdir"));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    for (RecordingSettings.Payloads kept : RecordingSettings.Payloads.values()) {
      for (int round = 0; round < ROUNDS; round++) {
        out.println(round(below, kept, seconds));
      }
    }
  }

  private static String round(Path below, RecordingSettings.Payloads kept, int seconds)
      throws Exception {
    Path folder = Files.createTempDirectory(below, "journal-benchmark");
    RecordingSettings settings =
        new RecordingSettings(kept, Optional.of(MasterKey.parse("5a".repeat(32))), List.of());
    try (FileJournal file = FileJournal.open(folder, JournalSettings.DEFAULTS);
        SealedRecording recording =
            SealedRecording.open(
                folder.resolve("recording.keys"), settings, InstantSource.system());
        ExecutorService sessions = Executors.newFixedThreadPool(SESSIONS)) {
      Journal journal = new RecordingJournal(file, recording);
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      AtomicInteger steps = new AtomicInteger();
      List<Future<long[]>> running = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        Session session = Fixtures.session(i);
        running.add(sessions.submit(() -> calls(journal, recording, session, steps, end)));
      }
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> session : running) {
        all.add(session.get());
      }
      long[] nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      return String.format(
          Locale.ROOT,
          "%-9s %d sessions: %,7d calls/s, p50 %6.2f ms, p99 %6.2f ms a call (two waits)",
          kept.name().toLowerCase(Locale.ROOT),
          SESSIONS,
          nanos.length / seconds,
          nanos[nanos.length / 2] / 1e6,
          nanos[(int) (nanos.length * 0.99)] / 1e6);
    } finally {
      delete(folder);
    }
  }

  private static long[] calls(
      Journal journal, SealedRecording recording, Session session, AtomicInteger steps, long end) {
    List<Long> nanos = new ArrayList<>();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      Step.Attempted attempt =
          Fixtures.attempt(steps.incrementAndGet(), session, TOOL, TEXT, Fixtures.NOW);
      List<JournalRecord> before = new ArrayList<>();
      before.add(new JournalRecord.Attempted(attempt));
      before.addAll(clear(recording, attempt, JournalRecord.Recorded.Part.ARGUMENTS));
      Contribution voice = new Contribution("engine", Verdict.Permit.PLAIN, Reason.NO_OBJECTION);
      before.add(new JournalRecord.Decided(attempt.id(), Decision.of(voice, Fixtures.NOW)));
      before.add(new JournalRecord.Dispatched(attempt.id(), Fixtures.NOW));
      journal.append(Journal.Durability.DISK, before).toCompletableFuture().join();
      List<JournalRecord> after =
          new ArrayList<>(clear(recording, attempt, JournalRecord.Recorded.Part.RESULT));
      after.add(new JournalRecord.Completed(Fixtures.completion(attempt, TEXT)));
      journal.append(Journal.Durability.DISK, after).toCompletableFuture().join();
      nanos.add(System.nanoTime() - start);
    }
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<JournalRecord> clear(
      SealedRecording recording, Step.Attempted attempt, JournalRecord.Recorded.Part part) {
    return recording.clear(attempt, part, 0, new ClearView(TEXT), Fixtures.NOW);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
