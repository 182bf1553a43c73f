// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.gateway.testing.Declarations;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Identity evidence in any order and with any delay: same sessions, same trees, same kills. */
final class EvidenceOrderTest {

  private static final int ROUNDS = 300;
  private static final Principal ALONE = principal(PrincipalKind.EXCLUSIVE);
  private static final Principal CREW = principal(PrincipalKind.SHARED);
  private static final Principal OTHER =
      Principal.of(
          new AgentIdentity("default", "holdpoint:key", "mallory", null, "mallory"),
          PrincipalKind.SHARED,
          "");

  private final Declarations declarations = new Declarations();
  private final DeclaredSession boss = declare("crew", "");
  private final DeclaredSession helper = declare("crew", boss.handle());
  private final DeclaredSession grandchild = declare("triage", helper.handle());

  /** Something that says whose session it is. */
  private interface Evidence {
    LiveSession resolve(SessionResolver resolver);
  }

  @Test
  void attestedSessionsAndTheirTrees_areTheSame_inAnyOrderAndDelay() {
    Map<String, String> first = seen(evidence(), new Random(0), 0);
    for (int round = 1; round < ROUNDS; round++) {
      assertThat(seen(evidence(), new Random(round), round)).isEqualTo(first);
    }
    assertThat(first.get("helper")).endsWith(boss.id().value());
    assertThat(first.get("grandchild")).endsWith(boss.id().value());
    assertThat(first.get("sub-agent")).endsWith(first.getOrDefault("agent", "").split(" ")[0]);
  }

  @Test
  void killOfAnyMember_reachesTheTree_whicheverWasSeenFirst() {
    List<String> tree = List.of("boss", "helper", "grandchild");
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      FakeClock clock = new FakeClock();
      SessionResolver resolver = resolver(clock);
      Map<String, Evidence> all = evidence();
      List<String> order = new ArrayList<>(all.keySet());
      Collections.shuffle(order, random);
      int before = random.nextInt(order.size());
      Containment containment = Containment.NONE;
      for (int i = 0; i < order.size(); i++) {
        if (i == before) {
          Session victim = resolved(all, resolver, tree.get(random.nextInt(3)));
          containment = containment.after(kill(victim, clock));
        }
        resolved(all, resolver, order.get(i));
        clock.advance(Duration.ofMinutes(random.nextInt(40)));
      }
      for (String member : tree) {
        assertThat(state(containment, resolved(all, resolver, member), clock))
            .as("%s, round %d", member, round)
            .isInstanceOf(GateState.Killed.class);
      }
    }
  }

  @Test
  void exclusivePrincipal_shedsNothing_whateverItSaysAndWhen() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      FakeClock clock = new FakeClock();
      SessionResolver resolver = resolver(clock);
      Session victim = resolver.resolve(ALONE, "files", words(random), 1).session();
      Containment containment = Containment.NONE.after(kill(victim, clock));
      for (int i = 0; i < 10; i++) {
        clock.advance(Duration.ofMinutes(random.nextInt(60)));
        Session next =
            resolver.resolve(ALONE, "up" + random.nextInt(2), words(random), i).session();
        assertThat(state(containment, next, clock)).isInstanceOf(GateState.Killed.class);
      }
    }
  }

  @Test
  void forgedLink_clearsNothing_andNeverReachesAnotherPrincipal() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      FakeClock clock = new FakeClock();
      SessionResolver resolver = resolver(clock);
      Session victim = resolver.resolve(CREW, "files", handle(helper), 1).session();
      boolean killedBefore = random.nextBoolean();
      Containment containment = Containment.NONE;
      if (killedBefore) {
        containment = containment.after(kill(victim, clock));
      }
      SessionHints forged = random.nextBoolean() ? handle(helper) : words(random);
      Session liar = resolver.resolve(OTHER, "files", forged, 1).session();
      Session attested =
          resolver
              .attested(new HostSession(OTHER, "ide", helper.handle(), "", AgentClaim.NONE))
              .session();

      assertThat(List.of(liar.floor(), attested.floor())).doesNotContain(victim.floor());
      assertThat(List.of(liar.root(), attested.root()))
          .doesNotContain(victim.root(), victim.id(), boss.id());
      containment = containment.after(kill(liar, clock)).after(kill(attested, clock));
      assertThat(state(containment, victim, clock) instanceof GateState.Killed)
          .isEqualTo(killedBefore);
    }
  }

  @Test
  void expiredHandle_keepsItsSessionAndItsKill_butAttestsNothing() {
    FakeClock clock = new FakeClock();
    SessionResolver resolver = resolver(clock);
    DeclaredSession brief =
        declarations.declare(
            new SessionDeclaration(
                "default",
                "crew",
                AgentClaim.NONE,
                "sort mail",
                "",
                "",
                "ide",
                clock.instant().plusSeconds(60)));
    Session before = resolver.resolve(CREW, "files", handle(brief), 1).session();
    clock.advance(Duration.ofSeconds(61));
    Session after = resolver.resolve(CREW, "files", handle(brief), 1).session();

    assertThat(before.task()).isEqualTo("sort mail");
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.key().grade()).isEqualTo(EvidenceGrade.G3);
    assertThat(after.task()).isEmpty();
    Containment containment = Containment.NONE.after(kill(before, clock));
    assertThat(state(containment, after, clock)).isInstanceOf(GateState.Killed.class);
  }

  private Map<String, Evidence> evidence() {
    Map<String, Evidence> all = new LinkedHashMap<>();
    all.put("boss", r -> r.resolve(CREW, "files", handle(boss), 1));
    all.put("helper", r -> r.resolve(CREW, "files", handle(helper), 2));
    all.put("helper elsewhere", r -> r.resolve(CREW, "mail", handle(helper), 9));
    all.put("grandchild", r -> r.resolve(ALONE, "files", handle(grandchild), 3));
    all.put("host of helper", r -> r.attested(hosted(helper.handle(), "")));
    all.put("agent", r -> r.attested(hosted("run-1", "")));
    all.put("sub-agent", r -> r.attested(hosted("run-1", "a1")));
    all.put("second agent", r -> r.attested(hosted("run-2", "a1")));
    all.put("noise", r -> r.resolve(CREW, "files", words(new Random(7)), 4));
    return all;
  }

  /** Session and root of all attested evidence once it has arrived in some order. */
  private Map<String, String> seen(Map<String, Evidence> all, Random random, int delay) {
    FakeClock clock = new FakeClock();
    SessionResolver resolver = resolver(clock);
    List<String> order = new ArrayList<>(all.keySet());
    Collections.shuffle(order, random);
    Map<String, String> seen = new TreeMap<>();
    for (String name : order) {
      Session session = resolved(all, resolver, name);
      if (!name.equals("noise")) {
        seen.put(name, session.id() + " " + session.root());
      }
      clock.advance(Duration.ofMinutes(random.nextInt(1 + delay)));
    }
    return seen;
  }

  private static Session resolved(
      Map<String, Evidence> all, SessionResolver resolver, String name) {
    Evidence evidence = all.get(name);
    assertThat(evidence).as(name).isNotNull();
    return evidence == null ? Fixtures.session(1) : evidence.resolve(resolver).session();
  }

  private SessionResolver resolver(FakeClock clock) {
    return new SessionResolver(
        "test", declarations, Duration.ofMinutes(30), clock, (session, risk, at) -> {});
  }

  private DeclaredSession declare(String principal, String parent) {
    return declarations.declare(
        new SessionDeclaration("default", principal, AgentClaim.NONE, "", parent, "", "ide", null));
  }

  private static HostSession hosted(String key, String agentId) {
    return new HostSession(CREW, "ide", key, agentId, AgentClaim.NONE);
  }

  private static SessionHints handle(DeclaredSession declared) {
    return new SessionHints("m-1", "", "holdpoint.session=" + declared.handle(), "", "");
  }

  /** Whatever a caller may say of itself. */
  private static SessionHints words(Random random) {
    String trace = String.format("00-%032x-%016x-01", 1 + random.nextInt(4), 1);
    return new SessionHints(
        random.nextBoolean() ? "m-" + random.nextInt(3) : "",
        random.nextBoolean() ? trace : "",
        random.nextBoolean() ? "session.id=c-" + random.nextInt(3) : "",
        "",
        "");
  }

  private static Signal.Kill kill(Session session, FakeClock clock) {
    return new Signal.Kill(Fixtures.header("K-1", session, clock.instant()));
  }

  private static GateState state(Containment containment, Session session, FakeClock clock) {
    return containment.stateOf(session, clock.instant());
  }

  private static Principal principal(PrincipalKind kind) {
    return Principal.of(Rig.identity(kind), kind, "");
  }
}
