// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.signs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.server.eval.Evaluation;
import io.holdpoint.server.eval.EvaluationFixture;
import io.holdpoint.server.eval.Outcomes;
import io.holdpoint.server.eval.replay.ReplayMode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProbesTest {

  @Test
  void signs_areTheEnginesWithWhatEachCounts() {
    assertThat(Sign.all()).extracting(Sign::column).contains("identityInstructed", "actUnasked");
    assertThat(Sign.all()).allMatch(sign -> sign.points() >= 1 && sign.points() <= 3);
    assertThat(Sign.all()).anyMatch(sign -> sign.points() == 3);
  }

  @Test
  void probes_stopNothingAndTellOfTheInstruction() throws IOException {
    Probes probes = new Probes();
    Outcomes outcomes =
        new Evaluation(EvaluationFixture.bench().with(probes.rules()), 1, (done, steps) -> {})
            .run(EvaluationFixture.traces(), List.of(ReplayMode.TASK_KNOWN));
    List<SignedSession> sessions =
        outcomes.sessions(ReplayMode.TASK_KNOWN).stream()
            .map(session -> SignedSession.of(session, probes))
            .toList();

    assertThat(outcomes.sessions(ReplayMode.TASK_KNOWN)).noneMatch(s -> s.interrupted());
    assertThat(sessions).anyMatch(s -> s.truth().isInjection() && s.attackScore(c -> 1) > 0);
    assertThat(Curve.of(sessions).points()).isNotEmpty();
    assertThat(SignShare.of(sessions).values()).anyMatch(share -> share.injections() > 0);
  }

  @Test
  void rule_thatIsNoProbeIsRefused() throws IOException {
    Probes probes = new Probes();

    assertThatThrownBy(() -> probes.sign("HP-CHAIN-001"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HP-CHAIN-001");
  }
}
