// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.engine.sight.Blind;
import io.holdpoint.engine.sight.Ground;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Rules say what they need, and whoever does not tell it is shown. */
final class BlindRulesTest {
  private static final String RULE =
      """
      apiVersion: holdpoint/v1
      kind: Rule
      id: ACME-INJ-001
      title: Mail the user did not ask for
      description: Needs to know what the user said.
      source: {%s, min-coverage: 80}
      detect: {filter: "%s"}
      action: {verdict: alert}
      mode: enforce
      explain: "{tool}"
      """;
  private static final RuleSet WORDS =
      rule("attributes: [userKnown]", "ToolCall(egress = true and userKnown = true)");
  private static final RuleSet TOLD = rule("events: [Telemetry]", "Telemetry(kind = 'guardrail')");

  @Test
  void rule_isBlind_whereTheUsersWordsAreNotKnown() {
    try (EngineFixture fixture = fixture(WORDS)) {
      calls(fixture, shared(1), 25);
      assertThat(fixture.engine.blindRules())
          .extracting(Blind::rule, Blind::agent, Blind::percent, Blind::missing)
          .containsExactly(tuple("", 0, Ground.USER_WORDS), tuple("agent", 0, Ground.USER_WORDS));
      assertThat(fixture.engine.blindRules().getFirst().since()).isEqualTo(Fixtures.NOW);
    }
    try (EngineFixture fixture = fixture(WORDS)) {
      fixture.call(shared(1), EngineFixture.LOOK);
      fixture.engine.observe(
          told(1, shared(1), StepKind.USER_MESSAGE, EvidenceGrade.G1), new ClearView("Go on."));
      calls(fixture, shared(1), 25);
      assertThat(fixture.engine.blindRules()).isEmpty();
    }
  }

  @Test
  void ruleOverTelemetry_isBlind_whereNoFrameworkTells() {
    try (EngineFixture fixture = fixture(TOLD)) {
      for (int session = 0; session < 24; session++) {
        fixture.call(shared(session), EngineFixture.LOOK);
        boolean host = session % 2 == 0;
        fixture.engine.observe(
            told(
                session,
                shared(session),
                StepKind.MODEL_CALL,
                host ? EvidenceGrade.G1 : EvidenceGrade.G2));
      }
      assertThat(fixture.engine.blindRules())
          .extracting(Blind::percent, Blind::missing)
          .containsOnly(Tuple.tuple(50, Set.of(Ground.TELEMETRY)));
    }
  }

  @Test
  void ruleOverResults_isBlind_whereEndsAreNotTold() {
    RuleSet results = rule("events: [ToolResult]", "ToolResult(failed = true)");
    try (EngineFixture fixture = fixture(results)) {
      calls(fixture, shared(1), 30);
      assertThat(fixture.engine.blindRules()).isEmpty();
      for (int i = 0; i < 30; i++) {
        fixture.assess(fixture.attempt(shared(1), EngineFixture.LOOK));
      }
      assertThat(fixture.engine.blindRules()).extracting(Blind::percent).containsOnly(50);
    }
  }

  @Test
  void change_ofRulesChangesWhoIsBlind() {
    try (EngineFixture fixture = fixture(WORDS)) {
      calls(fixture, shared(1), 25);
      fixture.engine.activate(EngineFixture.SHIPPED.only("HP-LOOP-001"));
      assertThat(fixture.engine.blindRules()).isEmpty();
      fixture.engine.activate(WORDS);
      assertThat(fixture.engine.blindRules()).hasSize(2);
    }
  }

  @Test
  void coverage_ofWhatCannotBeLeftOut_isAProblem() {
    String text = RULE.formatted("attributes: [egress]", "ToolCall(egress = true)");
    assertThat(RuleSet.check("rule.yaml", text).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message())
                  .startsWith("source.min-coverage: got 80 (expected: events or attributes that")
                  .contains("userKnown");
              assertThat(problem.position().line()).isEqualTo(6);
            });
    assertThat(RuleSet.check("rule.yaml", text.replace("80", "101")).problems())
        .anyMatch(p -> p.message().contains("source.min-coverage: got \"101\""));
  }

  @Test
  void grounds_nameColumnsThereAre() {
    Set<String> columns =
        Stream.of(EventType.values())
            .flatMap(event -> event.columns().keySet().stream())
            .collect(Collectors.toSet());
    assertThat(columns)
        .containsAll(
            Arrays.stream(Ground.values()).flatMap(ground -> ground.columns().stream()).toList());
    assertThat(columns.stream().filter(c -> c.startsWith("drift")))
        .allSatisfy(c -> assertThat(Ground.ofColumn(c)).as(c).contains(Ground.BASELINE));
  }

  private static Tuple tuple(String agent, int percent, Ground ground) {
    return Tuple.tuple("ACME-INJ-001", agent, percent, Set.of(ground));
  }

  private static RuleSet rule(String source, String filter) {
    return RuleSet.of("rule.yaml", RULE.formatted(source, filter));
  }

  private static EngineFixture fixture(RuleSet rules) {
    return new EngineFixture(EngineFixture.settings(2), rules);
  }

  private static void calls(EngineFixture fixture, Session session, int count) {
    for (int i = 0; i < count; i++) {
      fixture.call(session, EngineFixture.LOOK);
    }
  }

  private static Step.Observed told(
      int number, Session session, StepKind kind, EvidenceGrade grade) {
    StepId id =
        new StepId("framework", "%032x".formatted(number + 1), "%016x".formatted(number + 1));
    return new Step.Observed(id, session.id(), kind, "m", grade, Fixtures.NOW);
  }

  private static Session shared(int number) {
    return Fixtures.session(
        new AgentIdentity("default", "test", "agent", null, null),
        PrincipalKind.SHARED,
        number,
        EvidenceGrade.G3);
  }
}
