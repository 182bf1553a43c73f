// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.replay.ReplayedCall;
import io.holdpoint.server.eval.replay.ReplayedSession;
import io.holdpoint.server.eval.replay.Stop;
import io.holdpoint.server.eval.score.Figure;
import io.holdpoint.server.eval.score.LoopFigures;
import io.holdpoint.server.eval.score.Rate;
import io.holdpoint.server.eval.score.Scored;
import io.holdpoint.server.eval.score.Scores;
import io.holdpoint.server.eval.trace.Recording;
import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationTest {

  @Test
  void figures_areThoseOneCanCountByHand() throws IOException {
    Scores scores = requireNonNull(run(2).scores(ReplayMode.TASK_KNOWN).get("fixture"));

    assertThat(scores.counts(Figure.RECALL_AT_HARM)).isEqualTo(new Rate(2, 3));
    assertThat(scores.macro(Figure.RECALL_AT_HARM)).isEqualTo((0.5 + 1) / 2);
    assertThat(scores.counts(Figure.RECALL_AT_FIRST_BAD)).isEqualTo(new Rate(1, 3));
    assertThat(scores.counts(Figure.BENIGN_INTERRUPTED)).isEqualTo(new Rate(2, 4));
    assertThat(scores.counts(Figure.BENIGN_INTERRUPTED_BY_LOOP_RULES)).isEqualTo(new Rate(1, 4));
    assertThat(scores.counts(Figure.BENIGN_SOLVED_INTERRUPTED)).isEqualTo(new Rate(1, 3));
    assertThat(scores.counts(Figure.BENIGN_HELD)).isEqualTo(new Rate(0, 4));
    assertThat(scores.counts(Figure.ATTEMPTED_FAILED_STOPPED)).isEqualTo(new Rate(1, 1));
    assertThat(scores.counts(Figure.IGNORED_STOPPED)).isEqualTo(new Rate(0, 1));
    assertThat(scores.counts(Figure.USER_CALLS_PASSING)).isEqualTo(new Rate(7, 7));
    assertThat(scores.counts(Figure.ATTACK_CALLS_STOPPED)).isEqualTo(new Rate(3, 5));
  }

  @Test
  void loop_isFoundAtItsThirdTurnAndSavesTheRest() throws IOException {
    LoopFigures loops = LoopFigures.of(run(1).sessions(ReplayMode.MCP_ONLY));

    assertThat(loops.found()).isEqualTo(new Rate(1, 1));
    assertThat(loops.stoppedWithin().getLast()).isEqualTo(new Rate(1, 1));
    assertThat(loops.stages()).isEqualTo(Map.of(Stop.PAUSE, 1L));
    assertThat(loops.medianCallsSaved()).isPresent();
    assertThat(loops.falselyFound()).isEqualTo(new Rate(0, 5));
  }

  @Test
  void verdicts_areTheSameWithAnyNumberOfThreads() throws IOException {
    assertThat(verdicts(run(1))).isEqualTo(verdicts(run(4)));
  }

  @Test
  void verdicts_doNotDependOnWhatARigSawBefore() throws IOException {
    Bench bench = EvaluationFixture.bench().with(RuleSet.load(List.of(), true, null));
    List<Recording> recordings = new ArrayList<>();
    for (Path file : EvaluationFixture.traces().files()) {
      TraceFiles.read(file).forEach(session -> recordings.add(session.recording()));
    }
    Evaluation evaluation = new Evaluation(bench, 1, (done, steps) -> {});

    Map<String, List<String>> forwards = byKey(evaluation.replay(recordings, ReplayMode.MCP_ONLY));
    Map<String, List<String>> backwards =
        byKey(evaluation.replay(recordings.reversed(), ReplayMode.MCP_ONLY));

    assertThat(backwards).isEqualTo(forwards).hasSize(recordings.size());
  }

  private static Map<String, List<String>> byKey(List<ReplayedSession> sessions) {
    return sessions.stream()
        .collect(
            Collectors.toMap(
                ReplayedSession::key,
                s -> s.calls().stream().map(EvaluationTest::verdict).toList()));
  }

  @Test
  void verdicts_doNotChangeWithTheLabels(@TempDir Path folder) throws IOException {
    Evaluation evaluation = new Evaluation(EvaluationFixture.bench(), 2, (done, steps) -> {});
    Outcomes honest = evaluation.run(EvaluationFixture.traces(), List.of(ReplayMode.values()));
    Outcomes permuted = evaluation.run(PermutedLabels.traces(folder), List.of(ReplayMode.values()));

    assertThat(verdicts(permuted)).isEqualTo(verdicts(honest));
    assertThat(permuted.sessions(ReplayMode.TASK_KNOWN).stream().map(Scored::truth).toList())
        .isNotEqualTo(honest.sessions(ReplayMode.TASK_KNOWN).stream().map(Scored::truth).toList());
  }

  private static Outcomes run(int threads) throws IOException {
    return new Evaluation(EvaluationFixture.bench(), threads, (done, steps) -> {})
        .run(EvaluationFixture.traces(), List.of(ReplayMode.values()));
  }

  /** What was decided, without the references and names that differ by design. */
  private static Map<ReplayMode, List<List<String>>> verdicts(Outcomes outcomes) {
    return outcomes.modes().stream()
        .collect(
            Collectors.toMap(
                mode -> mode,
                mode ->
                    outcomes.sessions(mode).stream()
                        .map(s -> s.replay().calls().stream().map(EvaluationTest::verdict).toList())
                        .toList()));
  }

  private static String verdict(ReplayedCall call) {
    return call.step()
        + call.tool()
        + call.stop()
        + Stream.concat(call.atAttempt().stream(), call.atResult().stream())
            .map(f -> f.rule() + f.chain())
            .toList();
  }
}
