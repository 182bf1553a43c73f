// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.session.HostSession;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DecisionServiceIT {

  private static final HostSession MAIN = session("run-1", "", PrincipalKind.EXCLUSIVE);
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void permit_isJournaledBeforeItIsTold_andTheResultBeforeItIsRead() throws Exception {
    try (Rig rig = new Rig.Builder().start()) {
      assertThat(decide(rig, read("t1"))).isInstanceOf(HostAnswer.Permit.class);
      assertThat(rig.journalWords()).containsExactly("Attempted", "Decided", "Dispatched");

      assertThat(complete(rig, "t1", "{\"text\":\"secret\"}", null))
          .containsInstanceOf(HostAnswer.Permit.class);
      assertThat(rig.journalWords()).endsWith("Completed");
      assertThat(rig.completions())
          .singleElement()
          .satisfies(c -> assertThat(c.labels()).containsExactly(DataLabel.SECRET));
      Session session = rig.spans().reports().getFirst().attempt().session();
      assertThat(session.key().source()).isEqualTo(KeySource.HOST);
      assertThat(session.key().grade()).isEqualTo(EvidenceGrade.G1);
    }
  }

  @Test
  void sameCallTwice_countsOnce() throws Exception {
    try (Rig rig = new Rig.Builder().start()) {
      HostAnswer first = decide(rig, read("t1"));
      assertThat(decide(rig, read("t1"))).isEqualTo(first);
      Optional<HostAnswer> end = complete(rig, "t1", "{}", null);
      assertThat(complete(rig, "t1", "{}", null)).isEqualTo(end);

      assertThat(rig.attempts()).hasSize(1);
      assertThat(rig.completions()).hasSize(1);
    }
  }

  @Test
  void sameStepOfAnotherSession_isAnotherStep() throws Exception {
    try (Rig rig = new Rig.Builder().start()) {
      decide(rig, read("t1"));
      decide(rig, attempt(session("run-2", "", PrincipalKind.EXCLUSIVE), "t1", "read", NO_TIME));
      decide(rig, attempt(session("run-1", "", PrincipalKind.SHARED), "t1", "read", NO_TIME));

      assertThat(rig.attempts()).extracting(a -> a.session().id()).doesNotHaveDuplicates();
    }
  }

  @Test
  void denied_isToldWithoutReasons_andNeverDispatched() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(scripted(Verdict.Deny.PLAIN)).start()) {
      HostAnswer answer = decide(rig, send("t1"));

      assertThat(answer)
          .isInstanceOfSatisfying(
              HostAnswer.Deny.class,
              d -> {
                assertThat(d.ref()).startsWith("D-");
                assertThat(d.text()).contains(d.ref()).doesNotContain("person must look");
              });
      assertThat(rig.journalWords()).doesNotContain("Dispatched");
      assertThat(rig.completions().getFirst().outcome()).isEqualTo(new Outcome.Refused());
    }
  }

  @Test
  void held_goesOnOnceApproved_whileItsHostWaits() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(holding()).start()) {
      CompletionStage<HostAnswer> waiting = rig.decisions().decide(patient("t1"));
      await().until(() -> !rig.pending().isEmpty());
      assertThat(waiting.toCompletableFuture()).isNotDone();

      String ref = rig.pending().getFirst().ref();
      rig.approve(ref);

      assertThat(waiting.toCompletableFuture().get(10, SECONDS))
          .isInstanceOf(HostAnswer.Permit.class);
      assertThat(rig.journalWords()).contains("Dispatched");
      assertThat(state(rig, ref)).isInstanceOf(ApprovalState.Used.class);
    }
  }

  @Test
  void held_isNotLetGo_beforeItsHostAsksAgain() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(holding()).start()) {
      HostAnswer held = decide(rig, send("t1"));
      String ref = rig.pending().getFirst().ref();
      assertThat(held)
          .isInstanceOfSatisfying(HostAnswer.Hold.class, h -> assertThat(h.ref()).isEqualTo(ref));

      rig.approve(ref);
      assertThat(rig.decisions().look(MAIN).toCompletableFuture().get(10, SECONDS))
          .isInstanceOf(HostAnswer.Permit.class);
      assertThat(rig.journalWords()).doesNotContain("Dispatched");
      assertThat(state(rig, ref)).isInstanceOf(ApprovalState.Granted.class);

      assertThat(decide(rig, send("t1"))).isInstanceOf(HostAnswer.Permit.class);
      assertThat(rig.journalWords()).contains("Dispatched");
      assertThat(state(rig, ref)).isInstanceOf(ApprovalState.Used.class);
    }
  }

  /** Adversary b: whoever gets a pause lifted has not been allowed the call that people hold. */
  @Test
  void held_isNotLetGoByAResume_ofItsSession() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(holding()).start()) {
      CompletionStage<HostAnswer> waiting = rig.decisions().decide(patient("t1"));
      await().until(() -> !rig.pending().isEmpty());

      resume(rig);

      assertThat(decide(rig, send("t1"))).isInstanceOf(HostAnswer.Hold.class);
      assertThat(waiting.toCompletableFuture()).isNotDone();
      assertThat(rig.journalWords()).doesNotContain("Dispatched");
    }
  }

  @Test
  void held_isRefusedOnceDenied_whileItsHostWaits() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(holding()).start()) {
      CompletionStage<HostAnswer> waiting = rig.decisions().decide(patient("t1"));
      await().until(() -> !rig.pending().isEmpty());

      String ref = rig.pending().getFirst().ref();
      rig.decide(
          ref,
          new ApprovalWord.Deny(
              new ApprovalWord.Spoken("mira", "not this one", rig.clock().instant())));

      assertThat(waiting.toCompletableFuture().get(10, SECONDS))
          .isInstanceOfSatisfying(HostAnswer.Deny.class, d -> assertThat(d.ref()).isEqualTo(ref));
      assertThat(rig.journalWords()).doesNotContain("Dispatched");
    }
  }

  @Test
  void oneGrant_letsOneOfTwoAlikeStepsGo() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(holding()).start()) {
      CompletionStage<HostAnswer> one = rig.decisions().decide(patient("t1"));
      CompletionStage<HostAnswer> two = rig.decisions().decide(patient("t2"));
      await().until(() -> rig.attempts().size() == 2 && !rig.pending().isEmpty());
      assertThat(rig.pending()).hasSize(1);

      rig.approve(rig.pending().getFirst().ref());

      await().until(() -> one.toCompletableFuture().isDone() || two.toCompletableFuture().isDone());
      await().until(() -> !rig.pending().isEmpty());
      assertThat(rig.journalWords()).containsOnlyOnce("Dispatched");
    }
  }

  @Test
  void held_isRefused_onceNobodyAskedForTheLimit() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(holding()).hold(Duration.ofMillis(50)).start()) {
      decide(rig, send("t1"));
      await().until(() -> !rig.completions().isEmpty());

      assertThat(rig.completions().getFirst().outcome()).isEqualTo(new Outcome.Refused());
      assertThat(decide(rig, send("t1"))).isInstanceOf(HostAnswer.Deny.class);
    }
  }

  @Test
  void heldButRunByItsHost_isTakenInAndWithheld() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(holding()).start()) {
      decide(rig, send("t1"));

      assertThat(complete(rig, "t1", "{\"a\":\"secret\"}", null))
          .containsInstanceOf(HostAnswer.Deny.class);
      assertThat(rig.completions())
          .singleElement()
          .satisfies(c -> assertThat(c.labels()).containsExactly(DataLabel.SECRET));
    }
  }

  @Test
  void killed_refusesWhatComes_withholdsWhatRuns_andEndsWhatWaits() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(holding()).start()) {
      decide(rig, read("runs"));
      CompletionStage<HostAnswer> waiting = rig.decisions().decide(patient("waits"));
      await().until(() -> rig.attempts().size() == 2);

      kill(rig);

      assertThat(waiting.toCompletableFuture().get(10, SECONDS))
          .isInstanceOf(HostAnswer.Kill.class);
      assertThat(complete(rig, "runs", "{}", null)).containsInstanceOf(HostAnswer.Kill.class);
      assertThat(decide(rig, read("next"))).isInstanceOf(HostAnswer.Kill.class);
      assertThat(observe(rig, "m1", "go on")).isInstanceOf(HostAnswer.Kill.class);
    }
  }

  @Test
  void endOfUnknownStep_isTakenInLate_ifItsHostSaysWhatItWas() throws Exception {
    try (Rig rig = new Rig.Builder().start()) {
      assertThat(complete(rig, "t9", "{}", null)).isEmpty();
      assertThat(complete(rig, "t9", "{\"a\":\"secret\"}", read("t9")))
          .containsInstanceOf(HostAnswer.Permit.class);

      assertThat(rig.attempts()).hasSize(1);
      assertThat(rig.completions().getFirst().labels()).containsExactly(DataLabel.SECRET);
    }
  }

  @Test
  void refusedButRunByItsHost_isTakenInAsASecondStep() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(scripted(Verdict.Deny.PLAIN)).start()) {
      decide(rig, send("t1"));
      complete(rig, "t1", "{\"a\":\"secret\"}", send("t1"));

      assertThat(rig.completions())
          .extracting(c -> c.outcome().word())
          .containsExactly("refused", "succeeded");
    }
  }

  @Test
  void words_reachTheMonitorOnce_attested() throws Exception {
    try (Rig rig = new Rig.Builder().start()) {
      assertThat(observe(rig, "m1", "Pay invoice 7")).isInstanceOf(HostAnswer.Permit.class);
      observe(rig, "m1", "Pay invoice 7");

      assertThat(rig.monitor().steps())
          .singleElement()
          .isInstanceOfSatisfying(
              Step.Observed.class,
              o -> {
                assertThat(o.kind()).isEqualTo(StepKind.USER_MESSAGE);
                assertThat(o.grade()).isEqualTo(EvidenceGrade.G1);
              });
      assertThat(rig.spans().reports()).hasSize(1);
    }
  }

  @Test
  void subAgent_hasItsAgentsRoot_andDiesWithIt() throws Exception {
    HostSession helper = session("run-1", "a1", PrincipalKind.SHARED);
    HostSession other = session("run-2", "", PrincipalKind.SHARED);
    try (Rig rig = new Rig.Builder().start()) {
      decide(rig, attempt(helper, "t1", "read", NO_TIME));
      decide(rig, attempt(helper.main(), "t2", "read", NO_TIME));
      decide(rig, attempt(other, "t3", "read", NO_TIME));
      List<Step.Attempted> attempts = rig.attempts();
      Session sub = attempts.get(0).session();
      Session main = attempts.get(1).session();
      assertThat(sub.root()).isEqualTo(main.id());
      assertThat(sub.id()).isNotEqualTo(main.id());

      rig.bus().publish(new Signal.Kill(Fixtures.header("K-1", main, rig.clock().instant())));

      assertThat(decide(rig, attempt(helper, "t4", "read", NO_TIME)))
          .isInstanceOf(HostAnswer.Kill.class);
      assertThat(decide(rig, attempt(other, "t5", "read", NO_TIME)))
          .isInstanceOf(HostAnswer.Permit.class);
    }
  }

  @Test
  void cancelled_isRefusedIfHeld_andUnknownIfItRuns() throws Exception {
    try (Rig rig = new Rig.Builder().monitor(holding()).start()) {
      decide(rig, read("runs"));
      decide(rig, send("held"));
      rig.decisions().cancel(MAIN, "runs").toCompletableFuture().get(10, SECONDS);
      rig.decisions().cancel(MAIN, "held").toCompletableFuture().get(10, SECONDS);

      assertThat(rig.completions())
          .extracting(c -> c.outcome().word())
          .containsExactly("unknown", "refused");
    }
  }

  @Test
  void endOfSession_endsItsSubAgentsAndWhatRuns_andNoOther() throws Exception {
    HostSession helper = session("run-1", "a1", PrincipalKind.EXCLUSIVE);
    try (Rig rig = new Rig.Builder().start()) {
      decide(rig, read("t1"));
      decide(rig, attempt(helper, "t2", "read", NO_TIME));
      decide(rig, attempt(session("run-10", "", PrincipalKind.EXCLUSIVE), "t3", "read", NO_TIME));

      rig.decisions().ended(MAIN).toCompletableFuture().get(10, SECONDS);

      assertThat(rig.monitor().endedSessions()).hasSize(2);
      assertThat(rig.completions())
          .extracting(c -> c.outcome().word())
          .containsExactly("unknown", "unknown");
    }
  }

  private static final Duration NO_TIME = Duration.ZERO;

  private static HostSession session(String key, String agentId, PrincipalKind kind) {
    Principal principal = Principal.of(Rig.identity(kind), kind, "");
    return new HostSession(principal, "ide", key, agentId, AgentClaim.NONE);
  }

  private static HostCall.Attempt read(String step) {
    return attempt(MAIN, step, "read", NO_TIME);
  }

  private static HostCall.Attempt send(String step) {
    return attempt(MAIN, step, "send", NO_TIME);
  }

  private static HostCall.Attempt patient(String step) {
    return attempt(MAIN, step, "send", LONG);
  }

  private static HostCall.Attempt attempt(
      HostSession session, String step, String tool, Duration patience) {
    return new HostCall.Attempt(
        session, step, StepKind.TOOL_CALL, "ide", tool, "{\"to\":\"x\"}", "", patience);
  }

  private static HostAnswer decide(Rig rig, HostCall.Attempt attempt) throws Exception {
    return rig.decisions().decide(attempt).toCompletableFuture().get(10, SECONDS);
  }

  private static HostAnswer observe(Rig rig, String step, String text) throws Exception {
    HostCall.Said said = new HostCall.Said(MAIN, step, HostCall.Speaker.USER, text);
    return rig.decisions().observe(said).toCompletableFuture().get(10, SECONDS);
  }

  private static Optional<HostAnswer> complete(
      Rig rig, String step, String result, HostCall.@Nullable Attempt attempt) throws Exception {
    HostCall.Completion completion =
        new HostCall.Completion(MAIN, step, new Outcome.Succeeded(), result, attempt);
    CompletableFuture<Optional<HostAnswer>> stage =
        rig.decisions().complete(completion).toCompletableFuture();
    return stage.get(10, SECONDS);
  }

  private static void kill(Rig rig) {
    rig.bus().publish(new Signal.Kill(Fixtures.header("K-1", last(rig), rig.clock().instant())));
  }

  private static void resume(Rig rig) {
    rig.bus().publish(new Signal.Resume(Fixtures.header("R-1", last(rig), rig.clock().instant())));
  }

  private static Session last(Rig rig) {
    return ((JournalRecord.Attempted) rig.journal().getFirst()).step().session();
  }

  private static ApprovalState state(Rig rig, String ref) {
    return rig.desk().find(ref).toCompletableFuture().join().orElseThrow().state();
  }

  private static ScriptedMonitor holding() {
    return scripted(new Verdict.Hold(Duration.ofMinutes(5), Set.of()));
  }

  /** Whatever sends gets this verdict, everything else passes. */
  private static ScriptedMonitor scripted(Verdict verdict) {
    Reason reason = new Reason("rule.matched", null, "A person must look.", List.of());
    Contribution voice = new Contribution("engine", verdict, reason);
    return new ScriptedMonitor(
        attempt ->
            attempt.tool().name().startsWith("send")
                ? new Assessment(Decision.of(voice, attempt.at()), List.of(), List.of(), 50)
                : ScriptedMonitor.permit(attempt.at()));
  }
}
