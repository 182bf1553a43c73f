// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static io.holdpoint.engine.EngineFixture.LOOK;
import static io.holdpoint.engine.EngineFixture.SEND_MAIL;
import static io.holdpoint.engine.EngineFixture.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Detection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoopAndDriftTest {
  private static final ToolRef REFUND = Fixtures.tool("refund", Set.of(Effect.PAY), Set.of());
  private final EngineFixture fixture = new EngineFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void pauses_onTheFifthIdenticalResult_withTheRoundsAfterTheFirst() {
    Session session = Fixtures.session(1);
    List<StepId> steps = new ArrayList<>();
    Assessment answer = null;
    for (int i = 0; i < 5; i++) {
      assertThat(answer == null || answer.signals().isEmpty()).isTrue();
      Step.Attempted attempt = fixture.attempt(session, LOOK, "{\"q\":1}");
      steps.add(attempt.id());
      fixture.assess(attempt);
      answer = fixture.complete(attempt, "[]");
      fixture.clock.advance(Duration.ofSeconds(2));
    }
    assertThat(answer).isNotNull();
    assertThat(verdict(answer)).isEqualTo("permit");
    assertThat(answer.detections()).hasSize(1);
    assertThat(answer.detections().getFirst().chain()).isEqualTo(steps.subList(1, 5));
    assertThat(answer.signals().getFirst()).isInstanceOf(Signal.Pause.class);
    assertThat(answer.signals().getFirst().header().ref()).matches("P-[0-9A-F]{8}");

    assertThat(verdict(fixture.call(session, LOOK))).isEqualTo("hold");
    fixture.publish(new Signal.Resume(Fixtures.header("R-1", session, fixture.clock.instant())));
    assertThat(verdict(fixture.call(session, LOOK))).isEqualTo("permit");
  }

  @Test
  void counts_aRepeatedCompletionOnce() {
    Session session = Fixtures.session(1);
    for (int i = 0; i < 4; i++) {
      Step.Attempted attempt = fixture.attempt(session, LOOK, "{}");
      fixture.assess(attempt);
      fixture.complete(attempt, "[]");
      assertThat(fixture.complete(attempt, "[]").detections())
          .noneMatch(detection -> detection.rule().id().equals("HP-LOOP-001"));
    }
  }

  @Test
  void alerts_onceOnANewTool_after20CleanSessions() {
    teach(20);
    Session session = Fixtures.session(100);

    Assessment answer = fixture.call(session, REFUND);

    assertThat(verdict(answer)).isEqualTo("permit");
    assertThat(answer.detections()).extracting(Detection::action).containsExactly(Action.ALERT);
    assertThat(answer.decision().verdict().obligations()).hasSize(1);
    assertThat(answer.signals()).isEmpty();
    assertThat(fixture.call(session, REFUND).detections())
        .noneMatch(detection -> detection.rule().id().equals("HP-DRIFT-001"));
  }

  @Test
  void stays_silentBefore20CleanSessions() {
    teach(19);
    assertThat(fixture.call(Fixtures.session(100), REFUND).detections()).isEmpty();
  }

  @Test
  void learns_aSessionOnce_andOnlyACleanOne() {
    teach(19);
    fixture.end(Fixtures.session(0));
    fixture.end(Fixtures.session(1));
    Session refused = Fixtures.session(50);
    Step.Attempted attempt = fixture.attempt(refused, LOOK);
    fixture.assess(attempt);
    fixture.complete(
        new Step.Completed(
            attempt.id(),
            refused.id(),
            new Outcome.Refused(),
            io.holdpoint.model.step.Payload.NONE,
            Set.of(),
            attempt.at()));
    fixture.end(refused);
    Session looping = Fixtures.session(51);
    for (int i = 0; i < 5; i++) {
      Step.Attempted same = fixture.attempt(looping, LOOK, "{}");
      fixture.assess(same);
      fixture.complete(same, "[]");
    }
    fixture.end(looping);
    fixture.publish(new Signal.Resume(Fixtures.header("R-1", looping, fixture.clock.instant())));
    fixture.end(Fixtures.session(52));

    assertThat(fixture.call(Fixtures.session(100), REFUND).detections()).isEmpty();
  }

  @Test
  void learns_noMoreSessionsThanADayAllows() {
    EngineSettings frugal =
        new EngineSettings(1, List.of(), true, Duration.ofSeconds(5), 1000, 1000, 10, null);
    try (EngineFixture slow = new EngineFixture(frugal)) {
      for (int i = 0; i < 30; i++) {
        slow.call(Fixtures.session(i), LOOK);
        slow.end(Fixtures.session(i));
      }
      assertThat(slow.call(Fixtures.session(100), REFUND).detections()).isEmpty();
      slow.end(Fixtures.session(100));
      slow.clock.advance(Duration.ofDays(1));
      for (int i = 30; i < 40; i++) {
        slow.call(Fixtures.session(i), LOOK);
        slow.end(Fixtures.session(i));
      }
      assertThat(slow.call(Fixtures.session(101), SEND_MAIL).detections()).hasSize(1);
    }
  }

  @Test
  void lets_weakTelemetryAlertButNotContain() {
    try (EngineFixture watching = new EngineFixture(EngineFixture.settings(1), telemetryRule())) {
      Session session = Fixtures.session(1);
      watching.call(session, LOOK);

      Assessment weak =
          watching.engine.observe(observed(1, EvidenceGrade.G3)).toCompletableFuture().join();
      assertThat(weak.detections()).extracting(Detection::action).containsExactly(Action.ALERT);
      assertThat(weak.signals()).isEmpty();
      assertThat(
              watching.engine.observe(observed(1, EvidenceGrade.G3)).toCompletableFuture().join())
          .isEqualTo(weak);

      Assessment strong =
          watching.engine.observe(observed(2, EvidenceGrade.G2)).toCompletableFuture().join();
      assertThat(strong.signals()).hasSize(1);
      assertThat(verdict(watching.call(session, LOOK))).isEqualTo("deny");
    }
  }

  @Test
  void keeps_aShadowRuleWithoutEffect() {
    RuleSet shadow =
        RuleSet.of(
            "shadow.yaml",
            """
            apiVersion: holdpoint/v1
            kind: Rule
            id: ACME-CHAIN-002
            title: Every look
            description: Matches everything.
            detect: {filter: ToolCall}
            action: {verdict: kill}
            mode: shadow
            explain: "{tool} was called"
            """);
    try (EngineFixture watching = new EngineFixture(EngineFixture.settings(1), shadow)) {
      Session shared = Fixtures.session(Fixtures.TRIAGE, PrincipalKind.SHARED, 1, EvidenceGrade.G3);
      Assessment answer = watching.call(shared, LOOK);
      assertThat(answer.detections()).hasSize(1);
      assertThat(verdict(answer)).isEqualTo("permit");
      assertThat(answer.signals()).isEmpty();
    }
  }

  private void teach(int sessions) {
    for (int i = 0; i < sessions; i++) {
      fixture.call(Fixtures.session(i), LOOK);
      fixture.end(Fixtures.session(i));
    }
  }

  private static Step.Observed observed(int n, EvidenceGrade grade) {
    return new Step.Observed(
        new StepId("otel", String.format("%032x", n), String.format("%016x", n)),
        Fixtures.session(1).id(),
        StepKind.MODEL_CALL,
        "model",
        grade,
        Fixtures.NOW);
  }

  private static RuleSet telemetryRule() {
    return RuleSet.of(
        "telemetry.yaml",
        """
        apiVersion: holdpoint/v1
        kind: Rule
        id: ACME-DRIFT-001
        title: A model call outside the house
        description: Every model call told by a framework.
        detect: {filter: Telemetry(kind = 'model_call')}
        action: {verdict: kill}
        mode: enforce
        explain: a model was called
        """);
  }
}
