// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.state.Risk;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Assessment;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a rule refused is not done with another tool. */
final class EvasionTest {
  private static final RuleSet NO_DELETION =
      RuleSet.of(
          "no-deletion.yaml",
          """
          apiVersion: holdpoint/v1
          kind: Rule
          id: ACME-CHAIN-001
          title: No deletion
          description: For a test.
          detect: {filter: "ToolCall(tool = 'sample/delete_file')"}
          action: {verdict: deny}
          mode: enforce
          explain: never
          """);
  private static final ToolRef DELETE =
      Fixtures.tool("delete_file", Set.of(Effect.DESTROY), Set.of());
  private static final ToolRef MOVE =
      Fixtures.tool("move_file", Set.of(Effect.WRITE, Effect.DESTROY), Set.of());
  private static final ToolRef READ = Fixtures.tool("read_file", Set.of(Effect.READ), Set.of());
  private static final ToolRef MAIL = Fixtures.tool("send_mail", Set.of(Effect.EGRESS), Set.of());
  private static final String PATH = "{\"path\":\"/data/Orders.csv\"}";

  @Test
  void sameEffect_onTheSameThing_isRefusedWithAnyTool() {
    try (EngineFixture fixture = new EngineFixture(EngineFixture.settings(1), NO_DELETION)) {
      Session session = session(PrincipalKind.SHARED, 1);
      assertThat(verdict(fixture, session, DELETE, PATH)).isEqualTo("deny");
      Assessment evasion = assess(fixture, session, MOVE, "{\"path\":\" /data/orders.csv/ \"}");
      assertThat(EngineFixture.verdict(evasion)).isEqualTo("deny");
      assertThat(evasion.decision().reasons().getFirst().code()).isEqualTo("engine.evasion");
      assertThat(evasion.decision().reasons().getFirst().text()).contains("sample/delete_file");
    }
  }

  @Test
  void otherEffects_orOtherThings_areNot() {
    try (EngineFixture fixture = new EngineFixture(EngineFixture.settings(1), NO_DELETION)) {
      Session session = session(PrincipalKind.SHARED, 1);
      verdict(fixture, session, DELETE, PATH);
      assertThat(verdict(fixture, session, READ, PATH)).isEqualTo("permit");
      assertThat(verdict(fixture, session, MAIL, PATH)).isEqualTo("permit");
      assertThat(verdict(fixture, session, MOVE, "{\"path\":\"/data/other.csv\"}"))
          .isEqualTo("permit");
    }
  }

  @Test
  void newSession_ofAnExclusiveCredential_shedsNothing_untilItIsReleased() {
    try (EngineFixture fixture = new EngineFixture(EngineFixture.settings(1), NO_DELETION)) {
      verdict(fixture, session(PrincipalKind.EXCLUSIVE, 1), DELETE, PATH);
      Session next = session(PrincipalKind.EXCLUSIVE, 2);
      assertThat(verdict(fixture, next, MOVE, PATH)).isEqualTo("deny");
      fixture.publish(new Signal.Release(Fixtures.header("L-1", next, Fixtures.NOW)));
      assertThat(verdict(fixture, session(PrincipalKind.EXCLUSIVE, 3), MOVE, PATH))
          .isEqualTo("permit");
    }
  }

  @Test
  void otherSession_ofASharedCredential_isAnother() {
    try (EngineFixture fixture = new EngineFixture(EngineFixture.settings(1), NO_DELETION)) {
      verdict(fixture, session(PrincipalKind.SHARED, 1), DELETE, PATH);
      assertThat(verdict(fixture, session(PrincipalKind.SHARED, 2), MOVE, PATH))
          .isEqualTo("permit");
    }
  }

  @Test
  void risk_saysWhatItIsMadeOf() {
    try (EngineFixture fixture = new EngineFixture()) {
      Session session = session(PrincipalKind.SHARED, 1);
      fixture.call(session, EngineFixture.READ_SECRET);
      fixture.call(session, EngineFixture.SEND_MAIL);
      Risk risk = fixture.engine.risk(session.id()).orElseThrow();
      assertThat(risk.total()).isEqualTo(100);
      assertThat(risk.terms().stream().map(Risk.Term::points)).containsExactly(90, 20);
      assertThat(risk.terms().getLast().why())
          .isEqualTo("secret data came with sample/read_secret");
    }
  }

  private static String verdict(
      EngineFixture fixture, Session session, ToolRef tool, String arguments) {
    return EngineFixture.verdict(assess(fixture, session, tool, arguments));
  }

  private static Assessment assess(
      EngineFixture fixture, Session session, ToolRef tool, String arguments) {
    return fixture.assess(fixture.attempt(session, tool, arguments));
  }

  private static Session session(PrincipalKind kind, int n) {
    return Fixtures.session(
        new AgentIdentity("default", "test", "agent", null, null), kind, n, EvidenceGrade.G3);
  }
}
