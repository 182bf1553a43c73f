// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Pause, resume, kill, hold, deny: what the agent reads and what the upstream sees. */
final class ContainmentIT {

  private static final String SEND = FidelityIT.call("2", "send_mail", "{\"to\":\"x\"}");
  private static final String READ = FidelityIT.call("1", "read", "{}");

  @Test
  void writesEvidenceInOrder_whenCallIsPermitted() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("mail", upstream).start();
        RawClient client = rig.client()) {
      client.post("mail", READ);

      assertThat(rig.journalWords())
          .containsExactly("Attempted", "Decided", "Dispatched", "Completed");
      assertThat(rig.spans().reports()).hasSize(1);
    }
  }

  @Test
  void killsFromRule_beforeTheCompletingCallLeaves() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("mail", upstream).monitor(killingSends()).start();
        RawClient client = rig.client()) {
      client.post("mail", READ);
      RawClient.Answer stopped = client.post("mail", SEND);
      RawClient.Answer later = client.post("mail", READ);

      assertThat(stopped.status()).isEqualTo(200);
      assertThat(stopped.body()).contains("\"id\":2", "\"isError\":true", "Reference: K-1");
      assertThat(later.body()).contains("\"isError\":true", "Reference: K-1");
      assertThat(upstream.received()).hasSize(1);
      assertThat(rig.journalWords())
          .containsExactly(
              "Attempted",
              "Decided",
              "Dispatched",
              "Completed", // read
              "Attempted",
              "Decided",
              "Completed", // send
              "Attempted",
              "Decided",
              "Completed"); // read again
      assertThat(rig.attempts()).hasSize(2);
    }
  }

  @Test
  void answersCallInFlightAtOnce_whenKilled() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  if (request.asks("tools/call")) {
                    StreamIT.awaitLatch(never);
                    reply.json(FidelityIT.result("2"));
                  } else {
                    reply.answer(202, "", "");
                  }
                });
        Rig rig = Rig.with("mail", upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("mail", SEND, "Mcp-Session-Id: m-1");
      await().until(() -> upstream.count("tools/call") == 1);
      kill(rig);
      RawClient.Answer answer = client.read();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("\"isError\":true", "Reference: K-op");
      await().until(() -> upstream.count("notifications/cancelled") == 1);
      assertThat(upstream.received().getLast().body()).contains("\"requestId\":2");
      assertThat(upstream.received().getLast().head().field("mcp-session-id")).isEqualTo("m-1");
      await().until(() -> !rig.completions().isEmpty());
      assertThat(rig.completions().getFirst().outcome())
          .isEqualTo(new Outcome.Unknown("killed in flight"));
      never.countDown();
    }
  }

  @Test
  void endsStreams_whenKilled() throws Exception {
    try (StubUpstream upstream = new StubUpstream((request, reply) -> reply.beginEvents());
        Rig rig = Rig.with("mail", upstream).start();
        RawClient call = rig.client();
        RawClient listener = rig.client()) {
      listener.send("GET /mail/mcp HTTP/1.1\r\nHost: localhost\r\nMcp-Session-Id: m-1\r\n\r\n");
      listener.readHead();
      call.sendPost("mail", SEND, "Mcp-Session-Id: m-1");
      call.readHead();
      kill(rig);

      assertThat(listener.readChunk()).isEmpty();
      assertThat(call.readChunk()).contains("\"isError\":true", "K-op");
      assertThat(call.readChunk()).isEmpty();
      await().until(() -> upstream.closedByPeer() >= 2);
    }
  }

  @Test
  void forwardsNothing_afterKill() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("mail", upstream).start();
        RawClient client = rig.client()) {
      client.post("mail", READ, "Mcp-Session-Id: m-1");
      kill(rig);
      RawClient.Answer opening =
          client.post("mail", "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"initialize\"}");
      RawClient.Answer list =
          client.post("mail", "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"tools/list\"}");
      RawClient.Answer notice =
          client.post("mail", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      client.send("GET /mail/mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawClient.Answer listening = client.read();
      client.send("DELETE /mail/mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawClient.Answer ending = client.read();

      assertThat(opening.status()).isEqualTo(200);
      assertThat(opening.body()).contains("\"id\":9", "\"code\":-31001", "K-op");
      assertThat(list.body()).contains("\"id\":8", "\"code\":-31001");
      assertThat(notice.status()).isEqualTo(202);
      assertThat(listening.status()).isEqualTo(405);
      assertThat(ending.status()).isEqualTo(200);
      assertThat(upstream.received()).hasSize(1);
    }
  }

  @Test
  void parksCalls_whilePaused_andRunsThemOnResume() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("mail", upstream).start();
        RawClient client = rig.client()) {
      client.post("mail", READ);
      rig.bus().publish(new Signal.Pause(Fixtures.header("P-1", session(rig), Fixtures.NOW)));
      client.sendPost("mail", SEND);
      await().until(() -> rig.journalWords().size() == 6);
      assertThat(upstream.received()).hasSize(1);
      rig.bus().publish(new Signal.Resume(Fixtures.header("R-1", session(rig), Fixtures.NOW)));

      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(upstream.received()).hasSize(2);
      assertThat(rig.journalWords().subList(4, 9))
          .containsExactly("Attempted", "Decided", "Decided", "Dispatched", "Completed");
    }
  }

  @Test
  void refusesParkedCall_whenKilledWhileItWaits() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("mail", upstream).start();
        RawClient client = rig.client()) {
      client.post("mail", READ);
      rig.bus().publish(new Signal.Pause(Fixtures.header("P-1", session(rig), Fixtures.NOW)));
      client.sendPost("mail", SEND);
      await().until(() -> rig.journalWords().size() == 6);
      kill(rig);

      assertThat(client.read().body()).contains("\"isError\":true", "K-op");
      assertThat(upstream.received()).hasSize(1);
    }
  }

  @Test
  void tellsCallerToComeBack_whenHoldLimitPasses() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig =
            Rig.with("mail", upstream)
                .monitor(new ScriptedMonitor(a -> hold(Duration.ofMillis(150))))
                .start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("mail", SEND);

      assertThat(answer.body()).contains("waiting for a person", "Reference: H-");
      assertThat(upstream.received()).isEmpty();
      assertThat(rig.completions().getFirst().outcome()).isEqualTo(new Outcome.Refused());
    }
  }

  @Test
  void runsHeldCall_whenPersonApproves_thoughRuleStillHolds() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig =
            Rig.with("mail", upstream)
                .monitor(new ScriptedMonitor(a -> hold(Duration.ofSeconds(30))))
                .start();
        RawClient client = rig.client()) {
      client.sendPost("mail", SEND);
      await().until(() -> rig.pending().size() == 1);
      rig.approve(rig.pending().getFirst().ref());

      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(rig.spans().reports().getFirst().decision().reasons().getFirst().code())
          .isEqualTo("operator.released");
    }
  }

  @Test
  void doesNotRunHeldCall_whenApprovedButThenDenied() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (StubUpstream upstream = answering();
        Rig rig =
            Rig.with("mail", upstream)
                .monitor(
                    new ScriptedMonitor(
                        a ->
                            asked.getAndIncrement() == 0
                                ? hold(Duration.ofSeconds(30))
                                : StreamIT.deny()))
                .start();
        RawClient client = rig.client()) {
      client.sendPost("mail", SEND);
      await().until(() -> rig.pending().size() == 1);
      rig.approve(rig.pending().getFirst().ref());

      assertThat(client.read().body()).contains("\"isError\":true", "Reference: D-");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void forgetsParkedCall_whenCallerLeaves() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig =
            Rig.with("mail", upstream)
                .monitor(new ScriptedMonitor(a -> hold(Duration.ofSeconds(30))))
                .start()) {
      try (RawClient client = rig.client()) {
        client.sendPost("mail", SEND);
        await().until(() -> rig.pending().size() == 1);
      }
      await().until(() -> rig.spans().reports().size() == 1);
      rig.approve(rig.pending().getFirst().ref());
      assertThat(rig.completions().getFirst().outcome()).isEqualTo(new Outcome.Refused());
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void judgesLateResult_whenCallerLeft() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  StreamIT.awaitLatch(go);
                  reply.json(FidelityIT.result("2"));
                });
        Rig rig = Rig.with("mail", upstream).start()) {
      try (RawClient client = rig.client()) {
        client.sendPost("mail", SEND);
        await().until(() -> upstream.received().size() == 1);
      }
      go.countDown();
      await().until(() -> !rig.completions().isEmpty());
      assertThat(rig.completions().getFirst().outcome()).isInstanceOf(Outcome.Succeeded.class);
      assertThat(rig.journal().getLast()).isInstanceOf(JournalRecord.Completed.class);
    }
  }

  @Test
  void withholdsResult_whenItsLabelsKillTheSession() throws Exception {
    ScriptedMonitor permits = ScriptedMonitor.permitting();
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) ->
                    reply.json("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\"secret\"}}"));
        Rig rig = Rig.with("mail", upstream).monitor(new KillingOnSecret(permits)).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer = client.post("mail", READ);

      assertThat(answer.body()).contains("\"isError\":true", "K-7").doesNotContain("secret");
      assertThat(rig.spans().reports().getFirst().outcome().word()).isEqualTo("succeeded");
    }
  }

  @Test
  void staysOffTheLoop_whileMonitorAndJournalTakeTheirTime() throws Exception {
    SlowJournal journal = new SlowJournal();
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("mail", upstream).journal(journal).start();
        RawClient slow = rig.client();
        RawClient other = rig.client()) {
      slow.sendPost("mail", SEND);
      await().until(() -> journal.waiting() == 1);
      assertThat(other.post("mail", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").status())
          .isEqualTo(200);
      assertThat(upstream.count("tools/call")).isZero();
      journal.release();
      await().until(() -> upstream.count("tools/call") == 1 && journal.waiting() == 1);
      journal.release();
      assertThat(slow.read().status()).isEqualTo(200);
    }
  }

  @Test
  void forwardsNothing_whenKilledWhileJournalWrites() throws Exception {
    SlowJournal journal = new SlowJournal();
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("mail", upstream).journal(journal).start();
        RawClient client = rig.client()) {
      client.sendPost("mail", SEND);
      await().until(() -> journal.waiting() == 1);
      kill(rig);
      for (int appends = 0; appends < 3; appends++) {
        await().until(() -> journal.waiting() == 1);
        journal.release();
      }

      assertThat(client.read().body()).contains("\"isError\":true", "K-op");
      assertThat(upstream.count("tools/call")).isZero();
      assertThat(rig.completions().getFirst().outcome()).isEqualTo(new Outcome.Refused());
    }
  }

  @Test
  void comesBackToTheLoop_whenMonitorAnswersElsewhere() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig =
            Rig.with("mail", upstream)
                .monitor(new Elsewhere(ScriptedMonitor.permitting()))
                .start();
        RawClient client = rig.client()) {
      for (int i = 0; i < 50; i++) {
        assertThat(client.post("mail", SEND).body()).isEqualTo(FidelityIT.result("1"));
      }
      assertThat(rig.journalWords()).hasSize(200);
    }
  }

  @Test
  void runsNothing_whenJournalCannotBeWritten() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = Rig.with("mail", upstream).journal(new BrokenJournal()).start();
        RawClient client = rig.client()) {
      assertThat(client.post("mail", READ).body()).contains("\"isError\":true", "could not record");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void answersWithJsonRpcError_whenOtherMethodIsDenied() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig =
            Rig.with("mail", upstream).monitor(new ScriptedMonitor(a -> StreamIT.deny())).start();
        RawClient client = rig.client()) {
      RawClient.Answer answer =
          client.post(
              "mail",
              "{\"jsonrpc\":\"2.0\",\"id\":\"r\",\"method\":\"resources/read\",\"params\":{\"uri\":"
                  + "\"file:///etc\",\"_meta\":{\"a\":1}}}");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("\"id\":\"r\"", "\"error\"", "-31001");
      assertThat(rig.attempts().getFirst().arguments().masked())
          .isEqualTo("{\"uri\":\"file:///etc\"}");
    }
  }

  static void kill(Rig rig) {
    Session session =
        rig.attempts().isEmpty() ? Fixtures.session(1) : rig.attempts().getFirst().session();
    rig.bus().publish(new Signal.Kill(Fixtures.header("K-op", session, rig.clock().instant())));
  }

  private static Session session(Rig rig) {
    return ((JournalRecord.Attempted) rig.journal().getFirst()).step().session();
  }

  private static StubUpstream answering() throws IOException {
    return new StubUpstream((request, reply) -> reply.json(FidelityIT.result("1")));
  }

  private static Assessment hold(Duration limit) {
    Reason reason = new Reason("rule.matched", null, "A person must look.", List.of());
    Verdict.Hold verdict = new Verdict.Hold(limit, Set.of());
    return new Assessment(
        Decision.of(new Contribution("engine", verdict, reason), Fixtures.NOW),
        List.of(),
        List.of(),
        50);
  }

  private static ScriptedMonitor killingSends() {
    return new ScriptedMonitor(
        attempt -> {
          if (!attempt.tool().name().startsWith("send")) {
            return ScriptedMonitor.permit(attempt.at());
          }
          Signal kill = new Signal.Kill(Fixtures.header("K-1", attempt.session(), attempt.at()));
          return new Assessment(StreamIT.deny().decision(), List.of(), List.of(kill), 95);
        });
  }

  /** Kills when a result carries a secret. */
  private record KillingOnSecret(ScriptedMonitor permits)
      implements io.holdpoint.model.port.SessionMonitor {
    @Override
    public CompletionStage<Assessment> assess(Step.Attempted attempt) {
      return permits.assess(attempt);
    }

    @Override
    public CompletionStage<Assessment> complete(Step.Completed completion) {
      Session session = ((Step.Attempted) permits.steps().getFirst()).session();
      Assessment permit = ScriptedMonitor.permit(completion.at());
      Signal kill = new Signal.Kill(Fixtures.header("K-7", session, completion.at()));
      return CompletableFuture.completedFuture(
          completion.labels().isEmpty()
              ? permit
              : new Assessment(permit.decision(), List.of(), List.of(kill), 90));
    }

    @Override
    public CompletionStage<Assessment> observe(Step.Observed observation) {
      return permits.observe(observation);
    }

    @Override
    public void ended(Session session, java.time.Instant at) {}
  }

  /** Answers on other threads, as a remote monitor does. */
  private record Elsewhere(ScriptedMonitor monitor)
      implements io.holdpoint.model.port.SessionMonitor {
    @Override
    public CompletionStage<Assessment> assess(Step.Attempted attempt) {
      return CompletableFuture.supplyAsync(() -> monitor.assess(attempt)).thenCompose(s -> s);
    }

    @Override
    public CompletionStage<Assessment> complete(Step.Completed completion) {
      return CompletableFuture.supplyAsync(() -> monitor.complete(completion)).thenCompose(s -> s);
    }

    @Override
    public CompletionStage<Assessment> observe(Step.Observed observation) {
      return monitor.observe(observation);
    }

    @Override
    public void ended(Session session, java.time.Instant at) {}
  }

  /** Completes an append when told, on another thread. */
  private static final class SlowJournal implements Journal {
    private final java.util.Queue<CompletableFuture<Void>> pending =
        new java.util.concurrent.ConcurrentLinkedQueue<>();

    @Override
    public CompletionStage<Void> append(Durability durability, List<JournalRecord> records) {
      CompletableFuture<Void> stage = new CompletableFuture<>();
      pending.add(stage);
      return stage;
    }

    int waiting() {
      return pending.size();
    }

    void release() {
      CompletableFuture<Void> next = pending.poll();
      if (next != null) {
        next.complete(null);
      }
    }

    @Override
    public void replay(Consumer<JournalRecord> reader) {}

    @Override
    public void close() {}
  }

  /** Takes nothing. */
  private static final class BrokenJournal implements Journal {
    @Override
    public CompletionStage<Void> append(Durability durability, List<JournalRecord> records) {
      throw new IllegalStateException("journal: the disk is full");
    }

    @Override
    public void replay(Consumer<JournalRecord> reader) {}

    @Override
    public void close() {}
  }
}
