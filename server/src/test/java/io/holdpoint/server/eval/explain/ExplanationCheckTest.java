// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.server.eval.EvaluationFixture;
import io.holdpoint.server.eval.replay.ReplayMode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Over recorded sessions: the explanation of every detection is proved by replay. */
final class ExplanationCheckTest {

  @Test
  void everyDetection_isExplainedByStepsOfWhichNoneCanBeMissed() throws IOException {
    ExplanationCheck check = new ExplanationCheck(EvaluationFixture.bench(), (done, steps) -> {});
    Map<String, ExplanationCheck.Line> lines =
        check.run(EvaluationFixture.traces(), List.of(ReplayMode.values()));

    assertThat(check.failures()).isEmpty();
    assertThat(lines.values().stream().mapToInt(ExplanationCheck.Line::detections).sum())
        .isGreaterThan(3);
    assertThat(lines.values())
        .allSatisfy(
            line -> {
              assertThat(line.verified()).isEqualTo(line.detections());
              assertThat(line.padded()).isEqualTo(line.detections());
            });
  }
}
