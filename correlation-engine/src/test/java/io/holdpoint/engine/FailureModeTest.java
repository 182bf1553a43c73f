// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.conduct.Conduct.OnLoss;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FailureModeTest {
  private static final ToolRef READS = Fixtures.tool("t", Set.of(Effect.READ), Set.of());
  private static final ToolRef PAYS = Fixtures.tool("t", Set.of(Effect.PAY), Set.of());

  @Test
  void rule_canOnlyTightenWhatALossMeans() {
    assertThat(verdict(READS, OnLoss.BY_EFFECT)).isEqualTo("permit");
    assertThat(verdict(READS, OnLoss.HOLD)).isEqualTo("hold");
    assertThat(verdict(READS, OnLoss.DENY)).isEqualTo("deny");
    assertThat(verdict(PAYS, OnLoss.HOLD)).isEqualTo("deny");
  }

  @Test
  void strictestEnforcedRuleOverCalls_decides() {
    assertThat(onLoss("enforce", "ToolCall")).isEqualTo(OnLoss.DENY);
    assertThat(onLoss("shadow", "ToolCall")).isEqualTo(OnLoss.BY_EFFECT);
    assertThat(onLoss("enforce", "ToolResult")).isEqualTo(OnLoss.BY_EFFECT);
  }

  private static String verdict(ToolRef tool, OnLoss atLeast) {
    return FailureMode.answer(tool, atLeast, Coverage.Loss.DEADLINE, Fixtures.NOW)
        .decision()
        .verdict()
        .word();
  }

  private static OnLoss onLoss(String mode, String event) {
    RuleSet rules =
        RuleSet.of(
            "a.yaml",
            """
            apiVersion: holdpoint/v1
            kind: Rule
            id: ACME-CHAIN-001
            title: Strict
            description: Whatever cannot be judged is denied.
            detect: {filter: %s(destroy = true)}
            action: {verdict: alert}
            mode: %s
            on-loss: deny
            explain: "{tool}"
            """
                .formatted(event, mode));
    return new Verdicts(rules.rules(), Witness.NONE, new BlindSpots(InputRecord.NONE)).onLoss();
  }
}
