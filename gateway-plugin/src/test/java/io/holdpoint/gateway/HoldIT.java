// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.hold.HoldSettings;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held calls of legacy clients: what they read, and what leaves. */
final class HoldIT {

  static final String SEND = FidelityIT.call("2", "send_mail", "{\"to\":\"x\"}");
  private static final String OTHER = FidelityIT.call("3", "send_mail", "{\"to\":\"y\"}");
  private static final String TOKEN = "Authorization: Bearer " + Rig.TOKEN;
  private static final Duration SHORT = Duration.ofMillis(150);

  @Test
  void writesQuestionAnswerAndUse_beforeTheCallLeaves() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("mail", SEND);
      Approval pending = onlyPending(rig);
      assertThat(upstream.received()).isEmpty();
      rig.approve(pending.ref());

      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(rig.journalWords())
          .containsExactly(
              "Attempted",
              "Decided",
              "ApprovalAsked",
              "ApprovalDecided",
              "ApprovalRedeemed",
              "Decided",
              "Dispatched",
              "Completed");
      assertThat(pending.request().attempt().arguments().masked()).isEqualTo("{\"to\":\"x\"}");
      assertThat(pending.request().reasons().getFirst().text()).isEqualTo("A person must look.");
    }
  }

  @Test
  void whatItSays_isKnownInTheClear_whileItWaits_andInMemoryAlone() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("mail", SEND);
      Approval pending = onlyPending(rig);
      assertThat(rig.gateway().arguments(pending)).contains("{\"to\":\"x\"}");
      Approval settled = rig.approve(pending.ref());
      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));

      assertThat(rig.gateway().arguments(settled)).isEmpty();
      assertThat(rig.gateway().arguments(pending)).as("forgotten").isEmpty();
    }
  }

  @Test
  void refusesHeldCall_whenPersonDenies_andItsRetries() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("mail", SEND);
      Approval pending = onlyPending(rig);
      rig.decide(pending.ref(), new ApprovalWord.Deny(spoken(rig)));

      assertThat(client.read().body())
          .contains("\"isError\":true", "Reference: " + pending.ref())
          .doesNotContain("mira", "looks right");
      assertThat(client.post("mail", SEND).body()).contains("Reference: " + pending.ref());
      assertThat(rig.pending()).isEmpty();
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void letsIdenticalRetryGoOnce_whenApprovedAfterItsCallerGaveUp() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).hold(SHORT).start();
        RawClient client = rig.client()) {
      String pending = client.post("mail", SEND).body();
      Approval approval = onlyPending(rig);
      assertThat(pending).contains("waiting for a person", "Reference: " + approval.ref());
      rig.approve(approval.ref());

      assertThat(client.post("mail", OTHER).body()).contains("waiting for a person");
      assertThat(client.post("mail", SEND).body()).isEqualTo(FidelityIT.result("1"));
      assertThat(client.post("mail", SEND).body()).contains("waiting for a person");
      assertThat(upstream.received()).hasSize(1);
      assertThat(find(rig, approval.ref()).nearMisses())
          .extracting(miss -> miss.arguments().masked())
          .containsExactly("{\"to\":\"y\"}");
    }
  }

  @Test
  void letsExactlyOneGo_ofManyIdenticalRetries() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).hold(SHORT).start();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      try (RawClient client = rig.client()) {
        client.post("mail", SEND);
      }
      rig.approve(onlyPending(rig).ref());
      List<Callable<String>> retries = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        retries.add(
            () -> {
              try (RawClient client = rig.client()) {
                return client.post("mail", SEND).body();
              }
            });
      }
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : clients.invokeAll(retries)) {
        answers.add(answer.get());
      }

      assertThat(upstream.received()).hasSize(1);
      assertThat(answers).filteredOn(FidelityIT.result("1")::equals).hasSize(1);
      assertThat(answers).filteredOn(a -> a.contains("waiting for a person")).hasSize(99);
      assertThat(rig.pending()).hasSize(1);
    }
  }

  @Test
  void remembersPendingAndApproved_whenRestarted() throws Exception {
    InMemoryJournal journal = new InMemoryJournal();
    try (StubUpstream upstream = answering()) {
      String approved;
      try (Rig rig = holding(upstream).hold(SHORT).journal(journal).start();
          RawClient client = rig.client()) {
        client.post("mail", SEND);
        approved = onlyPending(rig).ref();
        rig.approve(approved);
        client.post("mail", OTHER);
      }
      try (Rig rig = holding(upstream).hold(SHORT).journal(journal).start();
          RawClient client = rig.client()) {
        assertThat(client.post("mail", SEND).body()).isEqualTo(FidelityIT.result("1"));
        rig.approve(onlyPending(rig).ref());
      }
      try (Rig rig = holding(upstream).hold(SHORT).journal(journal).start();
          RawClient client = rig.client()) {
        assertThat(client.post("mail", SEND).body()).contains("waiting for a person");
        assertThat(client.post("mail", OTHER).body()).isEqualTo(FidelityIT.result("1"));
        assertThat(find(rig, approved).state()).isInstanceOf(ApprovalState.Used.class);
      }
      assertThat(upstream.received()).hasSize(2);
    }
  }

  @Test
  void letsKillWin_overApproval() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).hold(SHORT).start();
        RawClient client = rig.client()) {
      client.post("mail", SEND);
      Approval approval = onlyPending(rig);
      rig.approve(approval.ref());
      ContainmentIT.kill(rig);

      assertThat(client.post("mail", SEND).body()).contains("\"isError\":true", "K-op");
      assertThat(find(rig, approval.ref()).state()).isInstanceOf(ApprovalState.Closed.class);
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void answersHeldCall_whenKilled() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("mail", SEND);
      onlyPending(rig);
      ContainmentIT.kill(rig);

      assertThat(client.read().body()).contains("\"isError\":true", "K-op");
      assertThat(rig.pending()).isEmpty();
    }
  }

  @Test
  void doesNotRunHeldCall_whenItsSessionIsOnlyResumed() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).hold(Duration.ofMillis(400)).start();
        RawClient client = rig.client()) {
      client.sendPost("mail", SEND);
      Session session = onlyPending(rig).request().attempt().session();
      rig.bus().publish(new Signal.Pause(Fixtures.header("P-1", session, Fixtures.NOW)));
      rig.bus().publish(new Signal.Resume(Fixtures.header("R-1", session, Fixtures.NOW)));

      assertThat(client.read().body()).contains("waiting for a person");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void waitsForGateToo_whenApprovedWhilePaused() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("mail", SEND);
      Approval approval = onlyPending(rig);
      Session session = approval.request().attempt().session();
      rig.bus().publish(new Signal.Pause(Fixtures.header("P-1", session, Fixtures.NOW)));
      rig.approve(approval.ref());
      await().until(() -> rig.journalWords().getLast().equals("Decided"));
      assertThat(upstream.received()).isEmpty();
      rig.bus().publish(new Signal.Resume(Fixtures.header("R-1", session, Fixtures.NOW)));

      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(find(rig, approval.ref()).state()).isInstanceOf(ApprovalState.Used.class);
    }
  }

  @Test
  void letsSessionGo_untilOtherDataReachesIt() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).hold(SHORT).start();
        RawClient client = rig.client()) {
      client.post("mail", SEND);
      Approval approval = onlyPending(rig);
      rig.decide(
          approval.ref(),
          new ApprovalWord.ForSession(spoken(rig), rig.clock().instant().plusSeconds(600)));
      assertThat(client.post("mail", SEND).body()).isEqualTo(FidelityIT.result("1"));
      assertThat(client.post("mail", SEND).body()).isEqualTo(FidelityIT.result("1"));
      rig.desk()
          .reached(
              approval.request().attempt().session(),
              Set.of(io.holdpoint.model.step.DataLabel.SECRET));

      assertThat(client.post("mail", SEND).body()).contains("waiting for a person");
      assertThat(upstream.received()).hasSize(2);
    }
  }

  @Test
  void streamsProgressAtOnce_whenCallerTakesIt() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      client.sendPost(
          "mail",
          "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":{\"name\":\"send_mail\","
              + "\"arguments\":{},\"_meta\":{\"progressToken\":\"p-1\"}}}");

      assertThat(client.readHead().field("content-type")).isEqualTo("text/event-stream");
      assertThat(client.readChunk()).contains("notifications/progress", "\"p-1\"", "0.000001");
      rig.approve(onlyPending(rig).ref());
      assertThat(client.readChunk()).contains("\"result\"");
    }
  }

  /** The name is in the first word only; the server may not tell its sessions apart by an id. */
  @ParameterizedTest
  @CsvSource({"'Mcp-Session-Id: m-1', ''", "'X-None: 1', ''", "'Mcp-Session-Id: m-1', mailer"})
  void givesUpEarly_whenClientIsKnownToBeImpatient(String session, String agent) throws Exception {
    HoldSettings usual = HoldSettings.DEFAULTS;
    HoldSettings holds =
        new HoldSettings(
            usual.leg(),
            usual.rounds(),
            usual.pollEvery(),
            "",
            List.of(new HoldSettings.ClientLimit("hasty*", Duration.ofMillis(250))),
            java.util.Map.of(),
            java.util.Map.of());
    try (StubUpstream upstream =
            new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1"), session));
        Rig rig =
            Rig.with("mail", upstream)
                .monitor(
                    new ScriptedMonitor(
                        a -> a.tool().name().equals("send_mail") ? hold() : permit(a)))
                .holds(holds)
                .agent(agent)
                .start();
        RawClient client = rig.client()) {
      client.post(
          "mail",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"clientInfo\":"
              + "{\"name\":\"Hasty Agent\",\"version\":\"1\"}}}",
          TOKEN);
      assertThat(client.post("mail", SEND, session, TOKEN).body()).contains("waiting for a person");
    }
  }

  static Rig.Builder holding(StubUpstream upstream) {
    return Rig.with("mail", upstream)
        .monitor(new ScriptedMonitor(a -> hold()))
        .bus(new InMemorySignalBus());
  }

  static StubUpstream answering() throws IOException {
    return new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
  }

  static Approval onlyPending(Rig rig) {
    await().until(() -> rig.pending().size() == 1);
    return rig.pending().getFirst();
  }

  static Approval find(Rig rig, String ref) {
    return rig.desk().find(ref).toCompletableFuture().join().orElseThrow();
  }

  static Assessment hold() {
    Reason reason =
        new Reason("rule.matched", new RuleRef("HP-TEST", 1), "A person must look.", List.of());
    return new Assessment(
        Decision.of(
            new Contribution("engine", new Verdict.Hold(Duration.ofMinutes(10), Set.of()), reason),
            Fixtures.NOW),
        List.of(),
        List.of(),
        50);
  }

  private static Assessment permit(Step.Attempted attempt) {
    return ScriptedMonitor.permit(attempt.at());
  }

  private static ApprovalWord.Spoken spoken(Rig rig) {
    return new ApprovalWord.Spoken("mira", "looks right", rig.clock().instant());
  }
}
