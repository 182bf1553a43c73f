// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.StepRow;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClaimedStepsTest {

  private final ClaimedSteps claimed = new ClaimedSteps();
  private final StepRow real = Rows.row("gw-1", 1, EvidenceGrade.G0);
  private final StepRow foreign = Rows.row("otlp:anonymous", 1, EvidenceGrade.G3);

  @Test
  void marks_a_foreign_step_that_comes_after_the_gateway_s() {
    assertThat(claimed.take(real)).isEmpty();

    assertMarked(claimed.take(foreign).orElseThrow());
  }

  @Test
  void marks_a_foreign_step_that_comes_before_the_gateway_s() {
    assertThat(claimed.take(foreign)).isEmpty();

    assertMarked(claimed.take(real).orElseThrow());
  }

  @Test
  void marks_no_step_with_ids_of_its_own() {
    claimed.take(real);

    assertThat(claimed.take(Rows.row("otlp:anonymous", 2, EvidenceGrade.G3))).isEmpty();
    assertThat(claimed.take(Rows.row("gw-1", 3, EvidenceGrade.G0))).isEmpty();
    assertThat(claimed.take(real)).isEmpty();
  }

  @Test
  void does_not_mark_by_span_id_alone() {
    claimed.take(real);
    StepRow other = Rows.row("otlp:crew", 2, EvidenceGrade.G2);
    StepId mixed = new StepId("otlp:crew", other.id().traceId(), real.id().spanId());
    StepRow sameSpan =
        new StepRow(
            mixed,
            "",
            other.session(),
            other.kind(),
            "",
            "t",
            other.startedAt(),
            0,
            "",
            "",
            other.effects(),
            other.labels(),
            List.of(),
            other.arguments(),
            other.result(),
            other.grade());

    assertThat(claimed.take(sameSpan)).isEmpty();
  }

  private void assertMarked(StepRow evidence) {
    assertThat(evidence.id()).isEqualTo(foreign.id());
    assertThat(evidence.grade()).isEqualTo(EvidenceGrade.G3);
    assertThat(evidence.reasons())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.code()).isEqualTo("telemetry.claimed-step");
              assertThat(reason.evidence()).containsExactly(real.id());
            });
  }
}
