// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval;

import static java.util.stream.Collectors.groupingBy;

import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.replay.ReplayedSession;
import io.holdpoint.server.eval.score.Scored;
import io.holdpoint.server.eval.score.Scores;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** What became of all recordings, by mode. Not for several threads. */
public final class Outcomes {

  private final Map<ReplayMode, List<Scored>> byMode = new EnumMap<>(ReplayMode.class);
  private long wallNanos;

  Outcomes() {}

  void add(ReplayMode mode, List<Scored> sessions) {
    byMode.computeIfAbsent(mode, m -> new ArrayList<>()).addAll(sessions);
  }

  void spent(long nanos) {
    wallNanos += nanos;
  }

  /** The modes that were replayed. */
  public List<ReplayMode> modes() {
    return List.copyOf(byMode.keySet());
  }

  /** Every session in a mode, in the order of the files. */
  public List<Scored> sessions(ReplayMode mode) {
    return List.copyOf(byMode.getOrDefault(mode, List.of()));
  }

  /** Figures in a mode, by data set. */
  public SequencedMap<String, Scores> scores(ReplayMode mode) {
    SequencedMap<String, Scores> scores = new TreeMap<>();
    sessions(mode).stream()
        .collect(groupingBy(s -> s.truth().dataset()))
        .forEach((dataset, some) -> scores.put(dataset, Scores.of(some)));
    return scores;
  }

  /** Steps taken through the monitor, in all modes. */
  public long steps() {
    return replays().mapToLong(ReplayedSession::steps).sum();
  }

  /** How long the replay took by the clock on the wall, without reading files, in nanoseconds. */
  public long wallNanos() {
    return wallNanos;
  }

  /** How long one step took on its thread on the average, in nanoseconds. */
  public double nanosPerStep() {
    return (double) replays().mapToLong(ReplayedSession::nanos).sum() / Math.max(1, steps());
  }

  private java.util.stream.Stream<ReplayedSession> replays() {
    return byMode.values().stream().flatMap(List::stream).map(Scored::replay);
  }
}
