// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static io.holdpoint.gateway.HoldIT.answering;
import static io.holdpoint.gateway.HoldIT.find;
import static io.holdpoint.gateway.HoldIT.hold;
import static io.holdpoint.gateway.HoldIT.holding;
import static io.holdpoint.gateway.HoldIT.onlyPending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What leaves when a person edits the arguments of a held call and approves them. */
final class EditedCallIT {

  private static final String PAY =
      FidelityIT.call("7", "pay", "{\"amount\" : 5000.10, \"to\":\"x\",\"note\":\"n\"}");
  private static final Duration SHORT = Duration.ofMillis(150);

  @Test
  void sendsExactlyTheEditedArguments_asAStepOfItsOwn() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("mail", PAY);
      Approval held = onlyPending(rig);
      edit(rig, held, "{\"amount\":12.50,\"note\":null}");

      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(upstream.received().getFirst().body())
          .contains("\"id\":7,", "\"arguments\":{\"amount\":12.5,\"to\":\"x\"}")
          .doesNotContain("5000", "note");
      assertThat(rig.attempts().stream().map(Step.Attempted::id).distinct()).hasSize(2);
      assertThat(find(rig, held.ref()).state()).isInstanceOf(ApprovalState.Used.class);
      ApprovalState.Used used = (ApprovalState.Used) find(rig, held.ref()).state();
      assertThat(used.step()).isEqualTo(rig.attempts().getLast().id());
      assertThat(rig.journalWords())
          .containsSubsequence(
              "ApprovalAsked", "ApprovalDecided", "Completed", "ApprovalRedeemed", "Dispatched");
      assertThat(dispatched(rig)).containsExactly(rig.attempts().getLast().id().toString());
    }
  }

  @Test
  void sendsEditedArguments_toAnIdenticalRetryOnce() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).hold(SHORT).start();
        RawClient client = rig.client()) {
      assertThat(client.post("mail", PAY).body()).contains("waiting for a person");
      edit(rig, onlyPending(rig), "{\"amount\":12}");

      assertThat(client.post("mail", PAY).body()).isEqualTo(FidelityIT.result("1"));
      assertThat(client.post("mail", PAY).body()).contains("waiting for a person");
      assertThat(upstream.received()).hasSize(1);
      assertThat(upstream.received().getFirst().body()).contains("\"amount\":12,");
    }
  }

  @Test
  void refusesEditedArguments_thatARuleForbids() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig =
            Rig.with("mail", upstream)
                .monitor(
                    new ScriptedMonitor(
                        a -> a.arguments().masked().contains("evil") ? deny() : hold()))
                .bus(new InMemorySignalBus())
                .start();
        RawClient client = rig.client()) {
      client.sendPost("mail", PAY);
      edit(rig, onlyPending(rig), "{\"to\":\"evil\"}");

      assertThat(client.read().body()).contains("The call was not run");
      assertThat(upstream.received()).isEmpty();
    }
  }

  @Test
  void asksAgain_whenAnotherRuleHoldsTheEditedCall() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig =
            Rig.with("mail", upstream)
                .monitor(
                    new ScriptedMonitor(
                        a -> a.arguments().masked().contains("far") ? holdBy("HP-FAR") : hold()))
                .bus(new InMemorySignalBus())
                .start();
        RawClient client = rig.client()) {
      client.sendPost("mail", PAY);
      Approval first = onlyPending(rig);
      edit(rig, first, "{\"to\":\"far\"}");
      await().until(() -> rig.pending().size() == 1);
      Approval second = onlyPending(rig);
      assertThat(second.ref()).isNotEqualTo(first.ref());
      assertThat(upstream.received()).isEmpty();
      rig.approve(second.ref());

      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(upstream.received().getFirst().body()).contains("\"to\":\"far\"");
    }
  }

  @Test
  void keepsToolAndIdOfTheCall_whateverTheEditNames() throws Exception {
    try (StubUpstream upstream = answering();
        Rig rig = holding(upstream).start();
        RawClient client = rig.client()) {
      client.sendPost("mail", PAY);
      edit(rig, onlyPending(rig), "{\"name\":\"drop\",\"method\":\"x\",\"arguments\":{\"a\":1}}");

      assertThat(client.read().body()).isEqualTo(FidelityIT.result("1"));
      assertThat(upstream.received().getFirst().body())
          .contains("\"method\":\"tools/call\"", "\"params\":{\"name\":\"pay\"");
      assertThat(rig.attempts().getLast().tool().name()).isEqualTo("pay");
    }
  }

  private static List<String> dispatched(Rig rig) {
    return rig.journal().stream()
        .filter(JournalRecord.Dispatched.class::isInstance)
        .map(r -> ((JournalRecord.Dispatched) r).step().toString())
        .toList();
  }

  static void edit(Rig rig, Approval held, String change) {
    ApprovalWord.Spoken spoken =
        new ApprovalWord.Spoken("mira", "less of it", rig.clock().instant());
    rig.desk()
        .edit(held.ref(), spoken, rig.clock().instant().plusSeconds(900), change)
        .toCompletableFuture()
        .join();
  }

  private static Assessment deny() {
    return assessment(Verdict.Deny.PLAIN, "HP-DENY");
  }

  private static Assessment holdBy(String rule) {
    return assessment(new Verdict.Hold(Duration.ofMinutes(10), Set.of()), rule);
  }

  private static Assessment assessment(Verdict verdict, String rule) {
    Reason reason = new Reason("rule.matched", new RuleRef(rule, 1), "Look.", List.of());
    return new Assessment(
        Decision.of(new Contribution("engine", verdict, reason), Fixtures.NOW),
        List.of(),
        List.of(),
        50);
  }
}
