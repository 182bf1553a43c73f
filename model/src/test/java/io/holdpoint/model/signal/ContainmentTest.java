// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.testing.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainmentTest {

  private static final Instant NOW = Fixtures.NOW;
  private static final Session ONE = session(PrincipalKind.EXCLUSIVE, 1, EvidenceGrade.G3, NOW);
  private static final Session SIBLING = session(PrincipalKind.EXCLUSIVE, 2, EvidenceGrade.G3, NOW);
  private static final Session SHARED = session(PrincipalKind.SHARED, 3, EvidenceGrade.G3, NOW);

  private static Session session(PrincipalKind kind, int n, EvidenceGrade grade, Instant start) {
    Session s = Fixtures.session(Fixtures.TRIAGE, kind, n, grade);
    return new Session(
        s.id(), s.root(), s.floor(), s.identity(), kind, s.key(), s.agent(), "", "test", start);
  }

  private static Session childOf(Session root, int n) {
    Session s = session(PrincipalKind.SHARED, n, EvidenceGrade.G1, NOW);
    return new Session(
        s.id(), root.id(), s.floor(), s.identity(), s.kind(), s.key(), s.agent(), "", "test", NOW);
  }

  private static Signal kill(Session session) {
    return new Signal.Kill(Fixtures.header("K-1", session, NOW));
  }

  private static Signal pause(Session session) {
    return new Signal.Pause(Fixtures.header("P-1", session, NOW));
  }

  private static Signal resume(Session session) {
    return new Signal.Resume(Fixtures.header("R-1", session, NOW));
  }

  private static Signal release(Session session) {
    return new Signal.Release(Fixtures.header("L-1", session, NOW));
  }

  private static Containment after(Signal... signals) {
    Containment containment = Containment.NONE;
    for (Signal signal : signals) {
      containment = containment.after(signal);
    }
    return containment;
  }

  private static String state(Containment containment, Session session) {
    return containment.stateOf(session, NOW).word();
  }

  @Test
  void lets_killed_win_over_paused_and_stay() {
    assertThat(state(after(pause(ONE)), ONE)).isEqualTo("paused");
    assertThat(state(after(pause(ONE), resume(ONE)), ONE)).isEqualTo("active");
    assertThat(state(after(kill(ONE), pause(ONE)), ONE)).isEqualTo("killed");
    assertThat(state(after(kill(ONE), resume(ONE), release(ONE)), ONE)).isEqualTo("killed");
    assertThat(Containment.NONE.isEmpty()).isTrue();
    assertThat(after(pause(ONE), resume(ONE)).isEmpty()).isTrue();
    assertThat(after(kill(ONE), release(ONE)).isEmpty()).isFalse();
  }

  @Test
  void contains_the_floor_of_an_exclusive_principal_until_released() {
    assertThat(state(after(kill(ONE)), SIBLING)).isEqualTo("killed");
    assertThat(state(after(kill(ONE), release(ONE)), SIBLING)).isEqualTo("active");
    assertThat(state(after(pause(ONE)), SIBLING)).isEqualTo("paused");
    assertThat(state(after(pause(ONE), resume(SIBLING)), SIBLING)).isEqualTo("active");
  }

  @Test
  void contains_only_the_session_of_a_shared_principal() {
    Session other = session(PrincipalKind.SHARED, 4, EvidenceGrade.G1, NOW);
    assertThat(state(after(kill(SHARED)), SHARED)).isEqualTo("killed");
    assertThat(state(after(kill(SHARED)), other)).isEqualTo("active");
    assertThat(state(after(pause(SHARED)), other)).isEqualTo("active");
  }

  @Test
  void kills_and_pauses_descendants_of_the_root() {
    Session child = childOf(SHARED, 5);
    Session grandchild = childOf(SHARED, 6);
    assertThat(state(after(kill(SHARED)), child)).isEqualTo("killed");
    assertThat(state(after(pause(SHARED)), child)).isEqualTo("paused");
    assertThat(state(after(kill(child)), grandchild)).as("through the root").isEqualTo("killed");
  }

  @Test
  void restricts_a_weak_rebirth_within_the_window_only() {
    Containment killed = after(kill(SHARED));
    Duration window = Containment.REBIRTH_WINDOW;
    Instant last = NOW.plus(window).minusNanos(1);
    Session atOnce = session(PrincipalKind.SHARED, 7, EvidenceGrade.G3, NOW);
    Session late = session(PrincipalKind.SHARED, 8, EvidenceGrade.G3, NOW.plus(window));
    Session before = session(PrincipalKind.SHARED, 9, EvidenceGrade.G3, NOW.minusNanos(1));
    Session attested = session(PrincipalKind.SHARED, 10, EvidenceGrade.G1, NOW);
    assertThat(killed.stateOf(atOnce, last))
        .isInstanceOfSatisfying(
            GateState.Restricted.class,
            r -> {
              assertThat(r.allowed()).containsExactlyInAnyOrder(Effect.READ, Effect.DISCOVER);
              assertThat(r.until()).isEqualTo(NOW.plus(window));
            });
    assertThat(killed.stateOf(atOnce, last.plusNanos(1)).word()).isEqualTo("active");
    assertThat(killed.stateOf(late, last).word()).isEqualTo("active");
    assertThat(killed.stateOf(before, last).word()).isEqualTo("active");
    assertThat(killed.stateOf(attested, last).word()).isEqualTo("active");
    assertThat(killed.after(release(SHARED)).stateOf(atOnce, last).word()).isEqualTo("active");
  }

  @Test
  void orders_reach_as_far_as_their_scope() {
    Session sibling = session(PrincipalKind.SHARED, 4, EvidenceGrade.G3, NOW);
    Session otherKey = of("triage-bot", "other-client", 5);
    Session stranger = of("somebody-else", null, 6);
    assertReach(Scope.SESSION, SHARED, "paused", sibling, "active");
    assertReach(Scope.TREE, childOf(SHARED, 7), "paused", SHARED, "paused");
    assertReach(Scope.AGENT, SHARED, "paused", sibling, "paused");
    assertReach(Scope.AGENT, SHARED, "paused", otherKey, "active");
    assertReach(Scope.PRINCIPAL, SHARED, "paused", otherKey, "paused");
    assertReach(Scope.PRINCIPAL, SHARED, "paused", stranger, "active");
    Signal all =
        new Signal.Pause(
            new Signal.Header(
                "P-9",
                Target.EVERYBODY,
                new Author.Operator("ann", "bob"),
                "x",
                NOW,
                Scope.ALL,
                null));
    assertThat(state(after(all), stranger)).isEqualTo("paused");
    assertThat(after(all).standingOn(Ground.EVERYBODY)).contains(all);
  }

  private static void assertReach(
      Scope scope, Session of, String there, Session other, String elsewhere) {
    Containment paused = after(new Signal.Pause(header(of, scope)));
    assertThat(state(paused, of)).isEqualTo(there);
    assertThat(state(paused, other)).as("%s", scope).isEqualTo(elsewhere);
    Containment resumed = paused.after(new Signal.Resume(header(of, scope)));
    assertThat(resumed.isEmpty()).as("%s resumed", scope).isTrue();
  }

  @Test
  void wide_kill_is_a_quarantine_until_it_is_released() {
    Session sibling = session(PrincipalKind.SHARED, 4, EvidenceGrade.G1, NOW);
    Containment killed = after(new Signal.Kill(header(SHARED, Scope.AGENT)));
    assertThat(state(killed, sibling)).isEqualTo("killed");
    assertThat(state(killed.after(release(SHARED)), sibling)).as("of less").isEqualTo("killed");
    Containment released = killed.after(new Signal.Release(header(SHARED, Scope.AGENT)));
    assertThat(state(released, sibling)).isEqualTo("active");
    assertThat(state(released, SHARED)).as("killed for good").isEqualTo("killed");
  }

  @Test
  void narrower_orders_do_not_end_wider_ones() {
    Containment paused = after(new Signal.Pause(header(ONE, Scope.AGENT)));
    assertThat(state(paused.after(resume(ONE)), ONE)).isEqualTo("paused");
  }

  @Test
  void restrictions_only_narrow_until_resumed() {
    Signal first =
        new Signal.Restrict(header(ONE, Scope.SESSION), Set.of(Effect.READ, Effect.WRITE));
    Signal second =
        new Signal.Restrict(header(ONE, Scope.AGENT), Set.of(Effect.READ, Effect.EGRESS));
    Containment both = after(first, second);
    assertThat(both.stateOf(SIBLING, NOW))
        .isInstanceOfSatisfying(
            GateState.Restricted.class, r -> assertThat(r.allowed()).containsExactly(Effect.READ));
    assertThat(state(both.after(pause(ONE)), ONE)).isEqualTo("paused");
    assertThat(both.after(resume(ONE)).stateOf(ONE, NOW))
        .isInstanceOfSatisfying(
            GateState.Restricted.class,
            r -> assertThat(r.allowed()).containsExactlyInAnyOrder(Effect.READ, Effect.EGRESS));
  }

  private static Session of(String subject, @Nullable String client, int n) {
    AgentIdentity triage = Fixtures.TRIAGE;
    String name = subject.equals("triage-bot") ? triage.subject() : subject;
    return Fixtures.session(
        new AgentIdentity(triage.tenant(), triage.issuer(), name, client, null),
        PrincipalKind.SHARED,
        n,
        EvidenceGrade.G3);
  }

  private static Signal.Header header(Session session, Scope scope) {
    return new Signal.Header(
        "X-1", Target.of(session), new Author.Operator("ann", "bob"), "x", NOW, scope, null);
  }
}
