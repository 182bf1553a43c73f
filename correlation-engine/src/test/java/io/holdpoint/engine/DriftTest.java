// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.view.DriftReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Drift and baselines through the whole engine: poisoning, recall, restart. */
final class DriftTest {
  private static final ToolRef SEARCH = tool("search");
  private static final ToolRef READ = tool("read");
  private static final ToolRef DROP = tool("drop");
  private static final ToolRef FETCH = tool("fetch");
  private static final AgentIdentity AGENT =
      new AgentIdentity("default", "test", "searcher", null, null);
  private static final RuleSet DRIFTED =
      RuleSet.of(
          "drifted.yaml",
          """
          apiVersion: holdpoint/v1
          kind: Rule
          id: ACME-DRIFT-001
          title: Drifted
          description: Alarms with every call from the alarm on.
          detect: {filter: ToolCall(driftAlarm = true)}
          action: {verdict: alert}
          mode: shadow
          explain: "{principal} drifted {drift}"
          """);

  private EngineFixture fixture = fixture(50);
  private int sessions;

  private static EngineFixture fixture(int perDay) {
    return new EngineFixture(
        new EngineSettings(
            2, List.of(), false, Duration.ofSeconds(20), 20_000, 20_000, perDay, null),
        DRIFTED);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void tells_fromWhichStepASessionDrifts() {
    teach(40, new Random(1));
    Session session = session(1_000);
    List<Detection> found =
        play(session, SEARCH, READ, SEARCH, READ, DROP, FETCH, DROP, FETCH, DROP);
    assertThat(found).isNotEmpty();
    assertThat(found.getFirst().text()).startsWith("searcher drifted from step 5 on, as far as");
  }

  @Test
  void comesToTheSame_afterARestart() {
    teach(60, new Random(2));
    play(session(1_000), SEARCH, READ, DROP);
    try (EngineFixture after = fixture(50)) {
      fixture.journal.forEach(after.engine::restore);
      after.clock.advance(Duration.between(Fixtures.NOW, fixture.clock.instant()));
      Random one = new Random(4);
      Random other = new Random(4);
      for (int i = 0; i < 60; i++) {
        Session session = i < 30 ? session(1_000) : session(2_000 + i % 5);
        assertThat(step(after, session, i, one)).isEqualTo(step(fixture, session, i, other));
      }
    }
  }

  private static String step(EngineFixture in, Session session, int n, Random random) {
    in.clock.advance(Duration.ofSeconds(2));
    ToolRef tool = List.of(SEARCH, READ, DROP, FETCH).get(random.nextInt(4));
    String arguments = "{\"q\":\"" + "x".repeat(random.nextInt(40)) + "\"}";
    Step.Attempted attempt =
        Fixtures.attempt(100_000 + n, session, tool, arguments, in.clock.instant());
    Assessment answer = in.assess(attempt);
    in.complete(attempt, "\"" + "y".repeat(random.nextInt(400)) + "\"");
    return answer.detections().stream().map(Detection::text).toList().toString();
  }

  @Test
  void learns_noMoreSessionsThanADayAllows_whateverIsClaimed() {
    fixture.close();
    fixture = fixture(20);
    for (int i = 0; i < 200; i++) {
      Session session = withVersion(session(5_000 + i), "made up " + i);
      play(session, SEARCH, DROP, DROP);
      fixture.end(session);
    }
    assertThat(cleanSessionsOf(session(9_000))).isEqualTo(20);
  }

  @Test
  void learns_nothingFromSessionsThatDrift() {
    teach(40, new Random(3));
    int before = cleanSessionsOf(session(8_000));
    for (int i = 0; i < 60; i++) {
      Session session = session(5_000 + i);
      play(session, SEARCH, DROP, DROP);
      fixture.end(session);
    }
    assertThat(cleanSessionsOf(session(9_000))).isEqualTo(before);
    assertThat(play(session(9_001), SEARCH, DROP, DROP, DROP)).isNotEmpty();
  }

  @Test
  void forgets_whatAKilledSessionTaught() {
    List<Session> bad = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Session session = session(5_000 + i);
      play(session, SEARCH, DROP, SEARCH, DROP, SEARCH, DROP);
      fixture.end(session);
      bad.add(session);
    }
    teach(30, new Random(5));
    assertThat(play(session(9_000), SEARCH, DROP, SEARCH, DROP)).isEmpty();
    for (Session session : bad) {
      fixture.publish(new Signal.Kill(Fixtures.header("K-1", session, fixture.clock.instant())));
    }
    assertThat(play(session(9_001), SEARCH, DROP, SEARCH, DROP)).isNotEmpty();
  }

  @Test
  void reports_whatTheBaselineExpected_andWhatIsUnknown() {
    Session session = session(1_000);
    assertThat(fixture.engine.drift(session.id())).isEmpty();
    play(session, SEARCH);
    DriftReport without = fixture.engine.drift(session.id()).orElseThrow();
    assertThat(without.steps()).isEmpty();
    assertThat(without.unknown()).anyMatch(s -> s.startsWith("score: unknown, because"));
    teach(40, new Random(6));
    Session drifting = session(2_000);
    play(drifting, SEARCH, READ, SEARCH, READ, DROP, FETCH, DROP, FETCH);

    DriftReport report = fixture.engine.drift(drifting.id()).orElseThrow();

    assertThat(report.calls()).isEqualTo(8);
    assertThat(report.driftedAt()).isEqualTo(5);
    assertThat(report.alarmedAt()).isBetween(5, 8);
    assertThat(report.baseline().cleanSessions()).isEqualTo(38);
    assertThat(report.baseline().threshold()).isNotNull().isPositive();
    DriftReport.Step fifth = report.steps().get(4);
    assertThat(fifth.tool()).isEqualTo("sample/drop");
    assertThat(fifth.seenBefore()).isZero();
    assertThat(fifth.outOf()).isPositive();
    assertThat(fifth.expected().getFirst().tool()).isEqualTo("sample/search");
    assertThat(fifth.transition()).isPositive();
    assertThat(fifth.firstSeen()).isPositive();
    assertThat(report.steps().get(3).score()).isLessThan(fifth.score());
    assertThat(report.unknown())
        .anyMatch(s -> s.startsWith("intent: unknown, because"))
        .anyMatch(s -> s.startsWith("plan: unknown, because"))
        .anyMatch(s -> s.startsWith("tokens and cost: unknown, because"));
  }

  private int cleanSessionsOf(Session session) {
    play(session, SEARCH);
    return fixture.engine.drift(session.id()).orElseThrow().baseline().cleanSessions();
  }

  private void teach(int count, Random random) {
    for (int i = 0; i < count; i++) {
      Session session = session(sessions++);
      ToolRef[] calls = new ToolRef[6 + random.nextInt(6)];
      for (int c = 0; c < calls.length; c++) {
        calls[c] = c % 2 == 0 ? SEARCH : random.nextInt(8) == 0 ? SEARCH : READ;
      }
      play(session, calls);
      fixture.end(session);
    }
  }

  private List<Detection> play(Session session, ToolRef... calls) {
    List<Detection> found = new ArrayList<>();
    for (ToolRef tool : calls) {
      fixture.clock.advance(Duration.ofSeconds(2));
      Step.Attempted attempt = fixture.attempt(session, tool, "{\"q\":\"something\"}");
      found.addAll(fixture.assess(attempt).detections());
      fixture.complete(attempt, "\"a result\"");
    }
    return found;
  }

  private static ToolRef tool(String name) {
    return Fixtures.tool(name, Set.of(Effect.READ), Set.of());
  }

  private static Session session(int n) {
    return Fixtures.session(AGENT, PrincipalKind.SHARED, n, EvidenceGrade.G1);
  }

  private static Session withVersion(Session plain, String version) {
    return new Session(
        plain.id(),
        plain.root(),
        plain.floor(),
        plain.identity(),
        plain.kind(),
        plain.key(),
        new AgentClaim("searcher", version),
        plain.task(),
        plain.environment(),
        plain.startedAt());
  }
}
