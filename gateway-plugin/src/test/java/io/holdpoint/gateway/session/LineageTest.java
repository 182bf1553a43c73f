// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.identity.TokenClaims;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.gateway.testing.Declarations;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sub-agents and those they work for, as their traces and tokens tell. */
final class LineageTest {

  private static final int ROUNDS = 400;
  private static final Principal CREW = principal("crew", PrincipalKind.SHARED, null);
  private static final Principal MALLORY = principal("mallory", PrincipalKind.SHARED, null);
  private static final AgentIdentity BOSS = identity("boss", null);
  private static final AgentIdentity HELPER = identity("helper", null);

  private final FakeClock clock = new FakeClock();
  private Containment containment = Containment.NONE;
  private SessionResolver sessions = resolver();

  /** Something that happens. */
  private interface Event {
    void happen();
  }

  @Test
  void linksSubAgentToRoot_byTheTraceOfTheCallItWorksFor() {
    Session parent = request(CREW, "m-1", "");
    String ours = trace(77);
    sessions.works(live(CREW, "m-1"), CREW, ours);
    Session child = request(CREW, "m-2", ours);
    Session stranger = request(CREW, "m-3", trace(78));

    assertThat(child.id()).isNotEqualTo(parent.id());
    assertThat(child.root()).isEqualTo(parent.root());
    assertThat(stranger.root()).isEqualTo(stranger.id());
  }

  @Test
  void sameKills_inAnyOrderOfEvidence() {
    Set<String> first = killedAfter(new Random(0), false);
    assertThat(first).containsExactly("a", "b", "c", "d");
    for (int round = 1; round < ROUNDS; round++) {
      assertThat(killedAfter(new Random(round), false)).as("round %d", round).isEqualTo(first);
    }
  }

  @Test
  void forgedTraces_clearNothing_andReachNobodyElse() {
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(killedAfter(new Random(round), true))
          .as("round %d", round)
          .containsExactly("a", "b", "c", "d", "liar");
    }
  }

  @Test
  void passesKillOn_toWhoeverActsForTheKilled_andToNobodyBesides() {
    Principal boss = principal("user", PrincipalKind.EXCLUSIVE, List.of(BOSS));
    Principal sub = principal("user", PrincipalKind.EXCLUSIVE, List.of(HELPER, BOSS));
    Principal other = principal("user", PrincipalKind.EXCLUSIVE, List.of(HELPER));
    Principal namesake = principal("user2", PrincipalKind.EXCLUSIVE, List.of(HELPER, BOSS));
    Session killed = request(boss, "m-1", "");
    List<Session> before =
        List.of(request(sub, "m-2", ""), request(other, "m-3", ""), request(namesake, "m-4", ""));
    kill(killed);

    assertThat(before).extracting(this::isKilled).containsExactly(true, false, false);
    assertThat(isKilled(request(sub, "m-9", ""))).as("a new session of it").isTrue();
    assertThat(isKilled(request(other, "m-10", ""))).isFalse();
    assertThat(isKilled(request(namesake, "m-11", ""))).isFalse();
  }

  @Test
  void killOfSubAgent_leavesThoseItActsForAlone() {
    Principal boss = principal("user", PrincipalKind.EXCLUSIVE, List.of(BOSS));
    Principal sub = principal("user", PrincipalKind.EXCLUSIVE, List.of(HELPER, BOSS));
    Session above = request(boss, "m-1", "");
    kill(request(sub, "m-2", ""));
    assertThat(isKilled(above)).isFalse();
  }

  @Test
  void releaseEndsWhatAKillReachesAnew() {
    String trace = trace(1);
    Session killed = request(CREW, "m-1", trace);
    kill(killed);
    assertThat(isKilled(request(CREW, "m-2", trace))).isTrue();
    Signal.Release release = new Signal.Release(Fixtures.header("R-1", killed, clock.instant()));
    containment = containment.after(release);
    sessions.signalled(release, session -> false);
    clock.advance(Duration.ofMinutes(31));
    Session fresh = request(CREW, "m-3", trace(2));
    assertThat(isKilled(fresh)).isFalse();
    assertThat(isKilled(killed)).as("what is dead stays dead").isTrue();
  }

  /** Which sessions are killed in the end, once each has come once more. */
  private Set<String> killedAfter(Random random, boolean forged) {
    containment = Containment.NONE;
    sessions = resolver();
    List<Event> events = new ArrayList<>();
    // a and b share a trace, b and c another; d is only linked through a's own calls.
    events.add(() -> request(CREW, "a", trace(1)));
    events.add(() -> request(CREW, "b", trace(1)));
    events.add(() -> request(CREW, "b", trace(2)));
    events.add(() -> request(CREW, "c", trace(2)));
    events.add(() -> request(CREW, "d", trace(3)));
    events.add(() -> pass(sessions.works(live(CREW, "a"), CREW, trace(3))));
    events.add(() -> request(CREW, "alone", trace(9)));
    events.add(() -> kill(live(CREW, "b").session()));
    if (forged) {
      for (int i = 1; i <= 3; i++) {
        String trace = trace(i);
        events.add(() -> request(MALLORY, "liar", trace));
      }
      events.add(() -> kill(live(MALLORY, "liar").session()));
    }
    Collections.shuffle(events, random);
    events.forEach(Event::happen);
    Set<String> killed = new TreeSet<>();
    for (String name : List.of("a", "b", "c", "d", "alone")) {
      note(killed, name, CREW);
    }
    if (forged) {
      note(killed, "liar", MALLORY);
    }
    return killed;
  }

  private void note(Set<String> killed, String name, Principal principal) {
    if (isKilled(request(principal, name, ""))) {
      killed.add(name);
    }
  }

  private Session request(Principal principal, String name, String traceparent) {
    SessionHints hints = new SessionHints(name, traceparent, "", "", "");
    LiveSession live = sessions.resolve(principal, "files", hints, 1);
    pass(sessions.works(live, principal, traceparent));
    return live.session();
  }

  private LiveSession live(Principal principal, String name) {
    return sessions.resolve(principal, "files", new SessionHints(name, "", "", "", ""), 1);
  }

  private void kill(Session session) {
    stand(new Signal.Kill(Fixtures.header("K-1", session, clock.instant())));
  }

  private void pass(List<Heir> heirs) {
    for (Heir heir : heirs) {
      if (!isKilled(heir.session())) {
        stand(heir.kill(clock.instant()));
      }
    }
  }

  private void stand(Signal.Kill kill) {
    containment = containment.after(kill);
    pass(sessions.heirsOf(kill));
  }

  private boolean isKilled(Session session) {
    return containment.stateOf(session, clock.instant()) instanceof GateState.Killed;
  }

  private SessionResolver resolver() {
    return new SessionResolver(
        "test", new Declarations(), Duration.ofMinutes(30), clock, (session, risk, at) -> {});
  }

  private static String trace(int number) {
    return String.format("00-%032x-%016x-01", number, 1);
  }

  private static AgentIdentity identity(String subject, @Nullable String client) {
    return new AgentIdentity("default", "https://login.example.com", subject, client, null);
  }

  private static Principal principal(
      String subject, PrincipalKind kind, @Nullable List<AgentIdentity> actors) {
    return actors == null
        ? Principal.of(identity(subject, null), kind, "")
        : Principal.of(
            identity(subject, actors.getFirst().subject() + actors.size()),
            kind,
            new TokenClaims(Set.of(), Set.of(), actors));
  }
}
