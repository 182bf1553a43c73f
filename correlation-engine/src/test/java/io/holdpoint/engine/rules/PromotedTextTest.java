// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.engine.rules.about.PromotedText;
import io.holdpoint.engine.rules.about.Promotion.Evidence;
import io.holdpoint.model.verdict.Mode;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Evidence written into rule files. */
final class PromotedTextTest {
  private static final String RULE =
      """
      # ours
      apiVersion: holdpoint/v1
      kind: Rule
      id: ACME-CHAIN-001
      title: Every sending call
      description: Matches whatever sends.
      mode: shadow # for now
      detect: {filter: ToolCall(egress = true)}
      promote-when: {min-sessions: 100, max-false-per-1000: 20, min-days: 7}
      explain: "{tool} sends."
      """;

  @Test
  void evidence_standsInTheFile_whereTheRuleReadsIt() {
    String once = PromotedText.of(RULE, evidence(120, 2, 8));
    Rule rule = RuleSet.of("rule.yaml", once).rules().getFirst();

    assertThat(rule.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(rule.promotion().shown()).contains(evidence(120, 2, 8));
    assertThat(once).contains("# ours", "explain:");
    String twice = PromotedText.of(once, evidence(200, 0, 9));
    assertThat(RuleSet.of("rule.yaml", twice).rules().getFirst().promotion().shown())
        .contains(evidence(200, 0, 9));
    assertThat(twice.split("promotion:", -1)).hasSize(2);
  }

  @Test
  void evidence_thatIsNotEnough_isAProblemOfTheFile() {
    assertThatThrownBy(() -> RuleSet.of("r.yaml", PromotedText.of(RULE, evidence(99, 0, 8))))
        .hasMessageContaining("sessions");
    assertThatThrownBy(() -> RuleSet.of("r.yaml", PromotedText.of(RULE, evidence(120, 3, 8))))
        .hasMessageContaining("false-positives");
    assertThatThrownBy(() -> RuleSet.of("r.yaml", PromotedText.of(RULE, evidence(120, 0, 6))))
        .hasMessageContaining("days");
  }

  private static Evidence evidence(int sessions, int falsePositives, int days) {
    return new Evidence(
        sessions,
        falsePositives,
        days,
        "the \"last\" 7d \\ here",
        "kim",
        LocalDate.of(2026, 11, 22));
  }
}
