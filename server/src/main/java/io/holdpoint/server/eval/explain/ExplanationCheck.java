// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.explain;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.explain.Explained;
import io.holdpoint.engine.explain.Explainer;
import io.holdpoint.engine.record.MemoryRecord;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.server.eval.Bench;
import io.holdpoint.server.eval.Progress;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.replay.ReplayRig;
import io.holdpoint.server.eval.trace.LabelledRecording;
import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replays recordings, explains each detection out of the engine's own record, and counts how many
 * explanations a replay proves: the named steps alone are enough, none of them can be missed, and
 * unrelated calls in between change nothing. For one thread.
 */
public final class ExplanationCheck {
  /** An engine that has seen this many recordings makes room for a fresh one. */
  private static final int PER_RIG = 250;

  private final Bench bench;
  private final Progress progress;
  private final Explainer explainer;
  private final Map<String, Line> lines = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  /** Checks explanations of a bench. */
  public ExplanationCheck(Bench bench, Progress progress) {
    this.bench = requireNonNull(bench, "bench");
    this.progress = requireNonNull(progress, "progress");
    this.explainer = new Explainer(bench.rules(), bench.settings(), bench.vocabulary());
  }

  /**
   * What was found of one rule.
   *
   * @param detections how many
   * @param verified how many explanations a replay proves
   * @param padded of these, how many unrelated calls do not change
   * @param steps of all together
   * @param replays of all together
   */
  public record Line(int detections, int verified, int padded, int steps, int replays) {
    static final Line NONE = new Line(0, 0, 0, 0, 0);

    Line plus(Explained explained) {
      Explained.Counterfactual proof = explained.counterfactual();
      return new Line(
          detections + 1,
          verified + (proof.verified() ? 1 : 0),
          padded + (proof.verified() && proof.paddingChangesNothing() ? 1 : 0),
          steps + explained.steps().size(),
          replays + proof.replays());
    }
  }

  /**
   * Checks every detection of every recording of some files.
   *
   * @return what was found, by rule
   * @throws IOException if a file cannot be read
   */
  public Map<String, Line> run(TraceFiles files, List<ReplayMode> modes) throws IOException {
    for (Path file : files.files()) {
      List<LabelledRecording> sessions = TraceFiles.read(file);
      for (ReplayMode mode : modes) {
        for (int from = 0; from < sessions.size(); from += PER_RIG) {
          check(sessions.subList(from, Math.min(sessions.size(), from + PER_RIG)), mode);
        }
      }
    }
    return Map.copyOf(lines);
  }

  /** What could not be proved, in words. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** Recordings share nothing, so what was recorded of one is forgotten before the next. */
  private void check(List<LabelledRecording> sessions, ReplayMode mode) {
    MemoryRecord record = new MemoryRecord();
    List<Detection> detections = new ArrayList<>();
    try (ReplayRig rig =
        new ReplayRig(
            clock -> engine(clock, record, detections), bench.catalogue(), bench.reference())) {
      for (LabelledRecording session : sessions) {
        record.clear();
        detections.clear();
        rig.replay(session.recording(), mode);
        explain(session, mode, record, detections);
        progress.advanced(1, session.recording().steps().size());
      }
    }
  }

  private void explain(
      LabelledRecording session, ReplayMode mode, MemoryRecord record, List<Detection> detections) {
    for (Detection detection : detections) {
      Explained explained = explainer.explain(detection, record);
      lines.merge(detection.rule().id(), Line.NONE.plus(explained), (a, b) -> a.plus(explained));
      if (!explained.counterfactual().verified()
          || !explained.counterfactual().paddingChangesNothing()) {
        failures.add(
            detection.rule()
                + " in "
                + session.recording().key()
                + " ("
                + mode.word()
                + "): "
                + (explained.counterfactual().verified()
                    ? "unrelated calls change it"
                    : explained.counterfactual().because()));
      }
    }
  }

  private CorrelationEngine engine(
      InstantSource clock, MemoryRecord record, List<Detection> detections) {
    return new CorrelationEngine(
        bench.settings(),
        bench.rules(),
        clock,
        bench.vocabulary(),
        record,
        (detection, trigger, chain) -> {
          if (detections.stream().noneMatch(d -> d.id().equals(detection.id()))) {
            detections.add(detection);
          }
        });
  }
}
