// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class JournaledApprovalDeskTest {

  private static final ApprovalSettings SETTINGS =
      new ApprovalSettings(
          Duration.ofMinutes(30), Duration.ofMinutes(15), Duration.ofHours(12), 3, 4);

  private final FakeClock clock = new FakeClock();
  private final InMemoryJournal journal = new InMemoryJournal();
  private JournaledApprovalDesk desk = new JournaledApprovalDesk(journal, SETTINGS, clock);
  private int steps;

  @Test
  void collapsesIdenticalCalls_toOne() {
    String first = waits(request("a", "b", 1));
    String second = waits(request("a", "b", 1));

    assertThat(second).isEqualTo(first);
    assertThat(find(first).callers()).isEqualTo(2);
    assertThat(journal.records()).hasSize(1);
  }

  @Test
  void asksNobody_whenPrincipalHasTooMany_untilOneIsSettled() {
    String first = waits(request("a", "1", 1));
    waits(request("a", "2", 1));
    waits(request("a", "3", 1));
    assertThat(ask(request("a", "4", 1))).isInstanceOf(Asked.TooMany.class);

    deny(first);
    assertThat(ask(request("a", "4", 1))).isInstanceOf(Asked.Waits.class);
  }

  @Test
  void refusesWord_ofWhoeverIsBehindTheAgent() {
    String ref = waits(request("a", "b", 1));

    assertThatThrownBy(() -> decide(ref, once("Support-Triage ")))
        .hasCauseInstanceOf(ApprovalRefusedException.class)
        .hasMessageContaining("behind the agent");
    assertThatThrownBy(() -> decide(ref, once("OLGA")))
        .hasCauseInstanceOf(ApprovalRefusedException.class);
    assertThat(decide(ref, once("mira")).state()).isInstanceOf(ApprovalState.Granted.class);
  }

  @Test
  void refusesSecondWord_butTakesGrantBack() {
    String ref = waits(request("a", "b", 1));
    decide(ref, once("mira"));

    assertThatThrownBy(() -> decide(ref, once("nils"))).hasMessageContaining("approved");
    deny(ref);
    assertThat(redeem(ref, request("a", "b", 1))).isFalse();
    assertThat(ask(request("a", "b", 1))).isInstanceOf(Asked.Refused.class);
    clock.advance(Duration.ofMinutes(16));
    assertThat(ask(request("a", "b", 1))).isInstanceOf(Asked.Waits.class);
  }

  @Test
  void givesGrant_toExactlyOneOfManyAtOnce() throws Exception {
    String ref = waits(request("a", "b", 1));
    decide(ref, once("mira"));
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ApprovalRequest retry = request("a", "b", 1);
      calls.add(() -> redeem(ref, retry));
    }
    int given = 0;
    try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> call : callers.invokeAll(calls)) {
        given += call.get() ? 1 : 0;
      }
    }

    assertThat(given).isEqualTo(1);
    assertThat(find(ref).state()).isInstanceOf(ApprovalState.Used.class);
  }

  @Test
  void remembersEverything_afterRestart() {
    String waiting = waits(request("a", "1", 1));
    String granted = waits(request("a", "2", 1));
    decide(granted, once("mira"));
    String used = waits(request("a", "3", 1));
    decide(used, once("mira"));
    assertThat(redeem(used, request("a", "3", 1))).isTrue();

    restart();
    assertThat(waits(request("a", "1", 1))).isEqualTo(waiting);
    assertThat(ask(request("a", "2", 1))).isEqualTo(new Asked.MayGo(granted));
    assertThat(redeem(granted, request("a", "2", 1))).isTrue();
    assertThat(redeem(used, request("a", "3", 1))).isFalse();
    assertThat(find(used).state()).isInstanceOf(ApprovalState.Used.class);
  }

  @Test
  void endsWhatNobodyAnswers_andGrantsNobodyUses() {
    String waiting = waits(request("a", "1", 1));
    String granted = waits(request("a", "2", 1));
    decide(granted, once("mira"));
    clock.advance(Duration.ofMinutes(11));
    desk.expire();

    assertThat(find(waiting).state()).isInstanceOf(ApprovalState.Closed.class);
    assertThat(redeem(granted, request("a", "2", 1))).isFalse();
    assertThatThrownBy(() -> decide(waiting, once("mira"))).hasMessageContaining("closed");
  }

  @Test
  void letsGrantDie_whenToolOrRuleChanges() {
    String ref = waits(request("a", "1", 1));
    decide(ref, once("mira"));
    assertThat(redeem(ref, request("a", "1", 2))).isFalse();
    assertThat(find(ref).state()).isInstanceOf(ApprovalState.Closed.class);

    String other = waits(request("a", "2", 1));
    decide(other, once("mira"));
    assertThat(redeem(other, request("other definition", "a", "2", 1))).isFalse();
  }

  @Test
  void letsSessionGrantCoverOtherTexts_toTheSameDestinationOnly() {
    String ref = waits(request("a", "1", 1));
    decide(ref, forSession());

    assertThat(ask(request("a", "2", 1))).isEqualTo(new Asked.MayGo(ref));
    assertThat(redeem(ref, request("a", "2", 1))).isTrue();
    assertThat(redeem(ref, request("a", "3", 1))).isTrue();
    assertThat(ask(request("b", "3", 1))).isInstanceOf(Asked.Waits.class);
    assertThat(((ApprovalState.Closed) find(ref).state()).why()).contains("destination");
  }

  @Test
  void letsSessionGrantDie_whenOtherDataReachesTheSession_alsoOverRestart() {
    desk.reached(Fixtures.session(1), Set.of(DataLabel.PRIVATE));
    String ref = waits(request("a", "1", 1));
    decide(ref, forSession());
    desk.reached(Fixtures.session(1), Set.of(DataLabel.PRIVATE));
    assertThat(redeem(ref, request("a", "1", 1))).isTrue();
    desk.reached(Fixtures.session(2), Set.of(DataLabel.SECRET));
    assertThat(redeem(ref, request("a", "1", 1))).isFalse();

    restart();
    assertThat(find(ref).state()).isInstanceOf(ApprovalState.Closed.class);
  }

  @Test
  void closesWhatIsKilled_butNotWhatWasAskedLater() {
    Session session = Fixtures.session(1);
    Published kill =
        new Published(1, new Signal.Kill(Fixtures.header("K-1", session, clock.instant())));
    String before = waits(request("a", "1", 1));
    desk.signalled(kill);
    clock.advance(Duration.ofSeconds(1));
    String after = waits(request("a", "2", 1));
    desk.signalled(kill);

    assertThat(find(before).state()).isInstanceOf(ApprovalState.Closed.class);
    assertThat(find(after).isPending()).isTrue();
  }

  @Test
  void keepsTicketsAndCalls_forTheirPrincipal() {
    HoldSecret secret = new HoldSecret(new byte[32]);
    HoldTickets tickets = new HoldTickets(secret, clock);
    String text = tickets.issue("H-0000000A", 3, clock.instant().plusSeconds(60), "0".repeat(32));
    HoldTickets.Ticket ticket = tickets.read(text).orElseThrow();

    assertThat(ticket.round()).isEqualTo(3);
    assertThat(tickets.read(text.replace(".3.", ".4."))).isEmpty();
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    assertThat(new HoldTickets(new HoldSecret(otherKey), clock).read(text)).isEmpty();
    assertThat(tickets.use(ticket)).isTrue();
    assertThat(tickets.use(ticket)).isFalse();

    HeldCalls calls = new HeldCalls(secret);
    Session session = Fixtures.session(1);
    String sealed = calls.seal(new byte[] {1, 2}, session.floor());
    assertThat(calls.open(sealed, session.floor())).hasValue(new byte[] {1, 2});
    assertThat(calls.open(sealed, new io.holdpoint.model.identity.FloorId("f-0"))).isEmpty();
    String task = calls.taskOf("H-0000000A", session.floor());
    assertThat(calls.refOf(task, session.floor())).hasValue("H-0000000A");
    assertThat(calls.refOf(task, new io.holdpoint.model.identity.FloorId("f-0"))).isEmpty();
  }

  private ApprovalRequest request(String destination, String text, int version) {
    return request("", destination, text, version);
  }

  private ApprovalRequest request(String digest, String destination, String text, int version) {
    ToolRef tool = new ToolRef("mail", "send", digest, Set.of(Effect.EGRESS), Set.of(), true);
    Step.Attempted attempt =
        Fixtures.attempt(
            ++steps,
            Fixtures.session(1),
            tool,
            "{\"to\":\"" + destination + "\",\"text\":\"" + text + "\"}",
            clock.instant());
    Reason reason = new Reason("rule.matched", new RuleRef("HP-T", version), "Look.", List.of());
    return new ApprovalRequest(
        attempt,
        "olga",
        Set.of(),
        attempt.arguments().digest(),
        Fixtures.DIGESTER.digest("\"" + destination + "\""),
        List.of(reason),
        Duration.ofMinutes(10),
        "");
  }

  private ApprovalWord once(String by) {
    return new ApprovalWord.Once(spoken(by), clock.instant().plusSeconds(600));
  }

  private ApprovalWord forSession() {
    return new ApprovalWord.ForSession(spoken("mira"), clock.instant().plusSeconds(3600));
  }

  private ApprovalWord.Spoken spoken(String by) {
    return new ApprovalWord.Spoken(by, "why not", clock.instant());
  }

  private void deny(String ref) {
    decide(ref, new ApprovalWord.Deny(spoken("mira")));
  }

  private Approval decide(String ref, ApprovalWord word) {
    return join(desk.decide(ref, word));
  }

  private boolean redeem(String ref, ApprovalRequest request) {
    return join(desk.redeem(ref, request));
  }

  private Asked ask(ApprovalRequest request) {
    return join(desk.ask(request));
  }

  private String waits(ApprovalRequest request) {
    return ((Asked.Waits) ask(request)).ref();
  }

  private Approval find(String ref) {
    return join(desk.find(ref)).orElseThrow();
  }

  private void restart() {
    desk = new JournaledApprovalDesk(journal, SETTINGS, clock);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
