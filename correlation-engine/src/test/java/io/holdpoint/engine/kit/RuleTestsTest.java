// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.RuleTest;
import io.holdpoint.engine.rules.RuleTest.Intent;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleTestsTest {
  private static final RuleSet SHIPPED = RuleSet.load(List.of(), true, null);

  @Test
  void passes_allTestsOfAllShippedRules() {
    List<RuleTests.Result> results = RuleTests.run(SHIPPED);

    assertThat(results.stream().filter(r -> !r.passed()).map(RuleTests.Result::report)).isEmpty();
    assertThat(results).hasSizeGreaterThan(250);
  }

  @Test
  void finds_enoughTestsInEachShippedRule() {
    assertThat(SHIPPED.rules()).hasSizeGreaterThanOrEqualTo(50);
    for (Rule rule : SHIPPED.rules()) {
      assertThat(count(rule, Intent.POSITIVE)).as(rule.id()).isGreaterThanOrEqualTo(2);
      assertThat(count(rule, Intent.NEGATIVE)).as(rule.id()).isGreaterThanOrEqualTo(2);
      assertThat(count(rule, Intent.EVASION)).as(rule.id()).isGreaterThanOrEqualTo(1);
      assertThat(rule.tests())
          .as(rule.id())
          .anyMatch(t -> t.intent() == Intent.NEGATIVE && t.name().startsWith("benign twin"));
    }
  }

  @Test
  void fails_testsOfABrokenRule() {
    RuleSet broken =
        RuleSet.of(
            "broken.yaml",
            """
            apiVersion: holdpoint/v1
            kind: Rule
            id: ACME-CHAIN-001
            title: Looks for the wrong thing
            description: A filter that never matches.
            detect: {filter: ToolCall(egress = true and destroy = true)}
            action: {verdict: deny}
            mode: enforce
            explain: never
            tests:
              positive:
                - name: an upload
                  events: [{effects: [egress]}]
                  expect: {fired: 1, action: deny, step: 1}
                - name: asks for another action and step
                  events: [{effects: [read]}, {effects: [egress, destroy]}]
                  expect: {fired: 1, action: kill, step: 1}
              negative:
                - name: passes although it should not
                  events: [{effects: [egress, destroy]}]
            """);

    assertThat(RuleTests.run(broken))
        .extracting(RuleTests.Result::problems)
        .containsExactly(
            List.of("fired: got 0 (expected: 1)"),
            List.of("action: got deny (expected: kill)", "step: got 2 (expected: 1)"),
            List.of("fired: got 1 (expected: 0)"));
  }

  private static long count(Rule rule, Intent intent) {
    return rule.tests().stream().map(RuleTest::intent).filter(intent::equals).count();
  }
}
