// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval;

import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.replay.ReplayedSession;
import io.holdpoint.server.eval.score.Scored;
import io.holdpoint.server.eval.trace.LabelledRecording;
import io.holdpoint.server.eval.trace.Recording;
import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Replays recordings through the parts that judge live, in this process and without a server.
 * Recordings share nothing, so the outcome is the same however many threads there are.
 */
public final class Evaluation {

  /** How many recordings are one piece of work: few, so that no thread waits long for another. */
  private static final int AT_ONCE = 25;

  private final Bench bench;
  private final int threads;
  private final Progress progress;

  /**
   * @param threads how many recordings are replayed at a time
   */
  public Evaluation(Bench bench, int threads, Progress progress) {
    this.bench = bench;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Replays every recording of some files in some modes.
   *
   * @throws IOException if a file cannot be read
   */
  public Outcomes run(TraceFiles files, List<ReplayMode> modes) throws IOException {
    Outcomes outcomes = new Outcomes();
    try (Rigs rigs = new Rigs(bench);
        ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (Path file : files.files()) {
        List<LabelledRecording> sessions = TraceFiles.read(file);
        long began = System.nanoTime();
        Map<ReplayMode, List<ReplayedSession>> replays = replay(sessions, modes, rigs, workers);
        outcomes.spent(System.nanoTime() - began);
        replays.forEach((mode, replayed) -> outcomes.add(mode, scored(sessions, replayed)));
      }
    }
    return outcomes;
  }

  /** Replays recordings that are in memory, in one mode. */
  public List<ReplayedSession> replay(List<Recording> recordings, ReplayMode mode) {
    try (Rigs rigs = new Rigs(bench);
        ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      return finished(begin(recordings, mode, rigs, workers));
    }
  }

  private Map<ReplayMode, List<ReplayedSession>> replay(
      List<LabelledRecording> sessions,
      List<ReplayMode> modes,
      Rigs rigs,
      ExecutorService workers) {
    List<Recording> recordings = sessions.stream().map(LabelledRecording::recording).toList();
    Map<ReplayMode, List<Future<List<ReplayedSession>>>> begun = new EnumMap<>(ReplayMode.class);
    modes.forEach(mode -> begun.put(mode, begin(recordings, mode, rigs, workers)));
    Map<ReplayMode, List<ReplayedSession>> replays = new EnumMap<>(ReplayMode.class);
    begun.forEach((mode, futures) -> replays.put(mode, finished(futures)));
    return replays;
  }

  private List<Future<List<ReplayedSession>>> begin(
      List<Recording> recordings, ReplayMode mode, Rigs rigs, ExecutorService workers) {
    List<Future<List<ReplayedSession>>> futures = new ArrayList<>();
    for (int from = 0; from < recordings.size(); from += AT_ONCE) {
      List<Recording> some = recordings.subList(from, Math.min(recordings.size(), from + AT_ONCE));
      futures.add(workers.submit(() -> rigs.replay(some, mode, progress)));
    }
    return futures;
  }

  private static List<ReplayedSession> finished(List<Future<List<ReplayedSession>>> futures) {
    List<ReplayedSession> replayed = new ArrayList<>();
    try {
      for (Future<List<ReplayedSession>> future : futures) {
        replayed.addAll(future.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("evaluation: interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("evaluation: a replay failed", e.getCause());
    }
    return replayed;
  }

  private static List<Scored> scored(
      List<LabelledRecording> sessions, List<ReplayedSession> replayed) {
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < replayed.size(); i++) {
      scored.add(new Scored(sessions.get(i).truth(), replayed.get(i)));
    }
    return scored;
  }
}
