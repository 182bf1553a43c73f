// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.gateway.approval.ApprovalSettings;
import io.holdpoint.gateway.approval.JournaledApprovalDesk;
import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.gateway.registry.RegisteredAgent;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who decides on a held call reads what it says, with what would stay unseen written out. */
final class HeldArgumentsRouteTest {

  private static final String OURS = Fixtures.session(1).identity().tenant();

  private final FakeClock clock = new FakeClock();
  private AgentRegistry registry = AgentRegistry.EMPTY;
  private final JournaledApprovalDesk desk =
      new JournaledApprovalDesk(
          new InMemoryJournal(),
          ApprovalSettings.DEFAULTS,
          Optional.empty(),
          () -> registry,
          clock);

  @Test
  void right_isOfThoseWhoDecide() {
    OperatorRoute route = route(OURS, Optional.of("{}"));

    assertThat(route.right()).isEqualTo(Right.PAYLOADS);
    assertThat(Right.PAYLOADS.roles()).containsOnly(Role.APPROVER, Role.OPERATOR, Role.ADMIN);
    assertThat(route.path()).as("views below it are journaled").startsWith("/approvals");
  }

  @Test
  void arguments_areShownWithNothingHidden() {
    String ref = held();
    String clear = "{\"to\":\"b\u202eob\u200b@evil.example\",\"text\":\"a\\nb \u00e9\"}";

    OperatorRoute.Answer answer = ask(route(OURS, Optional.of(clear)), ref);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).contains("b\\\\u{202e}ob\\\\u{200b}@evil.example").contains("\u00e9");
    assertThat(answer.json()).doesNotContain("\u202e").doesNotContain("\u200b");
  }

  @Test
  void whatIsGone_unknown_orAnotherTenants_isNotShown() {
    String ref = held();

    assertThat(ask(route(OURS, Optional.empty()), ref).status()).isEqualTo(409);
    assertThat(ask(route(OURS, Optional.of("{}")), "H-00000000").status()).isEqualTo(404);
    assertThat(ask(route("other", Optional.of("{}")), ref).status()).isEqualTo(404);
  }

  /** Against an approver who reads what others are to decide on. */
  @Test
  void whoseWordWouldNotCount_isRefused() {
    String named = held(ApprovalTerms.of(Set.of("mira", "finance")).behind(Set.of("ann")));
    OperatorRoute route = route(OURS, Optional.of("{}"));

    assertThat(ask(route, named, operator("mira")).status()).isEqualTo(200);
    assertThat(ask(route, named, operator("kim", "finance")).status()).isEqualTo(200);
    for (Operator other :
        List.of(operator("kim"), operator("ann", "finance"), Operator.of("root", Role.ADMIN))) {
      OperatorRoute.Answer answer = ask(route, named, other);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json()).contains("approval.not-approver", other.name());
    }
    registry =
        AgentRegistry.of(
            new RegisteredAgent(
                Fixtures.session(1).identity().subject(), "", "", "", null, Set.of("lee")));
    assertThat(ask(route, named, operator("mira")).status())
        .as("the registry names another")
        .isEqualTo(403);
  }

  private OperatorRoute route(String tenant, Optional<String> clear) {
    return new HeldArgumentsRoute(desk, tenant, held -> clear).route();
  }

  private static Operator operator(String name, String... groups) {
    return new Operator(name, Set.of(Role.APPROVER), Set.of(groups));
  }

  private static OperatorRoute.Answer ask(OperatorRoute route, String ref) {
    return ask(route, ref, operator("mira"));
  }

  private static OperatorRoute.Answer ask(OperatorRoute route, String ref, Operator by) {
    return route.handler().answer(new OperatorRoute.Request(by, Map.of("ref", ref), Map.of(), ""));
  }

  private String held() {
    return held(ApprovalTerms.ANYBODY);
  }

  private String held(ApprovalTerms terms) {
    ApprovalRequest request =
        new ApprovalRequest(
            Fixtures.attempt(
                1,
                Fixtures.session(1),
                Fixtures.tool("send", Set.of(Effect.EGRESS), Set.of()),
                "{}",
                clock.instant()),
            "",
            Set.of(),
            Digest.NONE,
            Digest.NONE,
            List.of(),
            Duration.ofMinutes(5),
            "",
            terms,
            Digest.NONE);
    return ((Asked.Waits) desk.ask(request).toCompletableFuture().join()).ref();
  }
}
