// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.engine.kit.RuleStory;
import io.holdpoint.engine.kit.RuleTests;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.telemetry.CoverageLoss;
import io.holdpoint.model.testing.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rule does once it matched: suppression, exceptions, blast cap. */
final class ConductTest {
  private static final String RULE =
      """
      apiVersion: holdpoint/v1
      kind: Rule
      id: ACME-CHAIN-001
      title: Every sending call
      description: Matches whatever sends.
      detect: {filter: ToolCall(egress = true)}
      mode: enforce
      explain: "{tool} sends."
      """;

  @Test
  void suppression_tellsOnceAndHoldsEveryTime() {
    RuleStory.of(rule("action: {verdict: hold}\nsuppress: {by: [session, tool], for: 10m}\n"))
        .call("a/send")
        .effects(Effect.EGRESS)
        .after(Duration.ofMinutes(9))
        .call("a/send")
        .effects(Effect.EGRESS)
        .call("a/mail")
        .effects(Effect.EGRESS)
        .after(Duration.ofMinutes(1))
        .call("a/send")
        .effects(Effect.EGRESS)
        .play()
        .assertFired("ACME-CHAIN-001", 1, 3, 4)
        .assertVerdict(1, "hold")
        .assertVerdict(2, "hold")
        .assertVerdict(4, "hold");
  }

  @Test
  void suppression_ofAnAlertIsSilence() {
    RuleStory.Told told =
        RuleStory.of(rule("action: {verdict: alert}\nsuppress: {by: [principal], for: 1h}\n"))
            .call("a/send")
            .effects(Effect.EGRESS)
            .in("b", "agent")
            .call("a/send")
            .effects(Effect.EGRESS)
            .in("b", "other")
            .call("a/send")
            .effects(Effect.EGRESS)
            .play();

    assertThat(told.fired("ACME-CHAIN-001")).containsExactly(1, 3);
  }

  @Test
  void exception_holdsForWhomItNamesUntilItsLastDay() {
    RuleTests.verify(
        rule(
            """
            action: {verdict: deny}
            exceptions:
              - name: the release agent publishes
                where: {principal: [agent, robot], tool: ["registry/*"]}
                owner: team-release
                reason: publishes our own packages
                expires: 2026-01-05
            tests:
              positive:
                - name: another tool, another agent, the day after
                  events:
                    - {at: 0s, tool: registry/publish, effects: [egress]}
                    - {at: 1s, tool: outbox/mail, effects: [egress]}
                    - {at: 2s, tool: registry/publish, effects: [egress], principal: stranger}
                    - {at: 15h, tool: registry/publish, effects: [egress]}
                    - {at: 16h, tool: registry/publish, effects: [egress]}
                  expect: {fired: 3, step: 2}
            """));
  }

  @Test
  void blastCap_stopsNoMoreSessionsAndStillDeniesTheCall() {
    RuleStory.of(rule("action: {verdict: kill, max-blast: {sessions-per-hour: 1}}\n"))
        .in("a", "first")
        .call("a/send")
        .effects(Effect.EGRESS)
        .in("b", "second")
        .call("a/send")
        .effects(Effect.EGRESS)
        .call("a/look")
        .in("a", "first")
        .call("a/look")
        .after(Duration.ofHours(1))
        .in("c", "third")
        .call("a/send")
        .effects(Effect.EGRESS)
        .call("a/look")
        .play()
        .assertVerdict(2, "deny")
        .assertVerdict(3, "permit")
        .assertVerdict(4, "deny")
        .assertVerdict(6, "deny");
  }

  @Test
  void restriction_leavesTheNamedEffects_andRefusesTheRest() {
    RuleStory.of(rule("action: {verdict: restrict, effects: [read, discover], for: 10m}\n"))
        .call("a/look")
        .effects(Effect.WRITE)
        .call("a/send")
        .effects(Effect.EGRESS)
        .call("a/look")
        .effects(Effect.READ)
        .call("a/note")
        .effects(Effect.WRITE)
        .play()
        .assertFired("ACME-CHAIN-001", 2)
        .assertVerdict(1, "permit")
        .assertVerdict(2, "deny")
        .assertVerdict(3, "permit")
        .assertVerdict(4, "deny");
  }

  @Test
  void quarantine_reachesWhatAKillOfASharedPrincipalDoesNot() {
    assertThat(afterASend("kill")).isEqualTo("permit");
    assertThat(afterASend("quarantine")).isEqualTo("deny");
  }

  /** What another session of the same shared credential may do once the rule matched. */
  private static String afterASend(String verdict) {
    try (EngineFixture fixture =
        new EngineFixture(
            EngineFixture.settings(2), rule("action: {verdict: " + verdict + "}\n"))) {
      fixture.call(shared(1), EngineFixture.LOOK);
      fixture.call(shared(2), EngineFixture.LOOK);
      assertThat(EngineFixture.verdict(fixture.call(shared(1), EngineFixture.SEND_MAIL)))
          .isEqualTo("deny");
      return EngineFixture.verdict(fixture.call(shared(2), EngineFixture.LOOK));
    }
  }

  private static Session shared(int n) {
    return Fixtures.session(
        new AgentIdentity("default", "test", "service", null, null),
        PrincipalKind.SHARED,
        n,
        EvidenceGrade.G3);
  }

  @Test
  void lossOfTelemetry_isFeltByCalls_whereARuleOverItAsksForThat() {
    assertThat(afterALoss("on-loss: hold")).isEqualTo(List.of("permit", "hold", "permit"));
    assertThat(afterALoss("on-loss: by-effect")).isEqualTo(List.of("permit", "permit", "permit"));
  }

  /** What a harmless call gets before telemetry is lost, right after, and a minute later. */
  private static List<String> afterALoss(String policy) {
    String text = RULE.replace("ToolCall(egress = true)", "Telemetry(kind = 'guardrail')");
    RuleSet rules = RuleSet.of("rule.yaml", text + "action: {verdict: alert}\n" + policy + "\n");
    List<String> verdicts = new ArrayList<>();
    try (EngineFixture fixture = new EngineFixture(EngineFixture.settings(2), rules)) {
      fixture.engine.lost(
          new CoverageLoss("crew", CoverageLoss.LATE, 9, 9, fixture.clock.instant()));
      verdicts.add(EngineFixture.verdict(fixture.call(shared(1), EngineFixture.LOOK)));
      fixture.engine.lost(new CoverageLoss("crew", "queue-full", 3, 3, fixture.clock.instant()));
      verdicts.add(EngineFixture.verdict(fixture.call(shared(1), EngineFixture.LOOK)));
      fixture.clock.advance(Duration.ofMinutes(1));
      verdicts.add(EngineFixture.verdict(fixture.call(shared(2), EngineFixture.LOOK)));
      assertThat(fixture.engine.blindSpots().getFirst().lost()).isEqualTo(3);
    }
    return verdicts;
  }

  @Test
  void mode_isAnotherForSome() {
    RuleStory.of(
            rule(
                """
                action: {verdict: deny}
                modes: [{where: {principal: ["batch-*"]}, mode: shadow}]
                """))
        .in("a", "first")
        .call("a/send")
        .effects(Effect.EGRESS)
        .in("b", "batch-7")
        .call("a/send")
        .effects(Effect.EGRESS)
        .play()
        .assertFired("ACME-CHAIN-001", 1, 2)
        .assertVerdict(1, "deny")
        .assertVerdict(2, "permit");
    assertThatThrownBy(() -> rule("action: {verdict: deny}\nmodes: [{mode: shadow}]\n"))
        .hasMessageContaining("where");
  }

  @Test
  void orders_thatMakeNoSense_areProblems() {
    assertProblem("action: {verdict: restrict}", "effects");
    assertProblem("action: {verdict: pause, scope: all}", "scope");
    assertProblem("action: {verdict: kill, scope: agent}", "scope");
    assertProblem("action: {verdict: quarantine, scope: tree}", "scope");
    assertProblem("action: {verdict: kill, for: 5m}", "for");
    assertProblem("action: {verdict: alert, scope: tree}", "scope");
  }

  private static void assertProblem(String action, String key) {
    assertThatThrownBy(() -> rule(action + "\n")).as(action).hasMessageContaining(key + ":");
  }

  private static RuleSet rule(String more) {
    return RuleSet.of("rule.yaml", RULE + more);
  }
}
