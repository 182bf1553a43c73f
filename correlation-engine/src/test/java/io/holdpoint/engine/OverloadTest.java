// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static io.holdpoint.engine.EngineFixture.LOOK;
import static io.holdpoint.engine.EngineFixture.READ_SECRET;
import static io.holdpoint.engine.EngineFixture.SEND_MAIL;
import static io.holdpoint.engine.EngineFixture.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.baseline.Baselines;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.provenance.OriginReader;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.engine.state.SessionTable;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Assessment;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

final class OverloadTest {
  @Test
  void answers_byFailureMode_whenTheShardIsBusy_andTakesItInLater() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Coverage coverage = new Coverage();
    try (Shard shard = shard(lock, coverage)) {
      Session session = Fixtures.session(1);
      Step.Attempted read = Fixtures.attempt(1, session, READ_SECRET, "{}", Fixtures.NOW);
      shard.assess(read, "");

      busy(
          lock,
          () -> {
            Map<Effect, String> verdicts = new EnumMap<>(Effect.class);
            for (Effect effect : Effect.values()) {
              ToolRef tool = Fixtures.tool("t", Set.of(effect), Set.of());
              Assessment answer =
                  shard.assess(
                      Fixtures.attempt(100 + verdicts.size(), session, tool, "{}", Fixtures.NOW),
                      "");
              assertThat(answer.decision().reasons().getFirst().code())
                  .isEqualTo("engine.deadline");
              verdicts.put(effect, verdict(answer));
            }
            assertThat(verdicts)
                .containsEntry(Effect.READ, "permit")
                .containsEntry(Effect.DISCOVER, "permit")
                .containsEntry(Effect.WRITE, "hold")
                .containsEntry(Effect.EGRESS, "hold")
                .containsEntry(Effect.DELEGATE, "hold")
                .containsEntry(Effect.MEMORY_WRITE, "hold")
                .containsEntry(Effect.DESTROY, "deny")
                .containsEntry(Effect.PAY, "deny")
                .containsEntry(Effect.EXEC, "deny")
                .containsEntry(Effect.ADMIN, "deny");
            shard.complete(Fixtures.completion(read, "\"hunter2\""), "");
          });

      Step.Attempted send = Fixtures.attempt(2, session, SEND_MAIL, "{}", Fixtures.NOW);
      assertThat(verdict(shard.assess(send, ""))).isEqualTo("deny");
      assertThat(coverage.counts()).containsEntry("engine.deadline", 12L);
    }
  }

  @Test
  void hands_whatLateStepsAskedForToTheNextCaller() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    try (Shard shard = shard(lock, new Coverage())) {
      Session looping = Fixtures.session(1);
      for (int i = 0; i < 3; i++) {
        Step.Attempted same = Fixtures.attempt(i, looping, LOOK, "{}", Fixtures.NOW);
        shard.assess(same, "");
        shard.complete(Fixtures.completion(same, "[]"), "");
      }
      Step.Attempted fourth = Fixtures.attempt(5, looping, LOOK, "{}", Fixtures.NOW);
      shard.assess(fourth, "");
      busy(lock, () -> shard.complete(Fixtures.completion(fourth, "[]"), ""));

      Assessment next = shard.assess(Fixtures.attempt(6, looping, LOOK, "{}", Fixtures.NOW), "");
      assertThat(verdict(next)).isEqualTo("hold");
      assertThat(next.signals()).hasSize(1).first().isInstanceOf(Signal.Pause.class);
    }
  }

  @Test
  void blinds_nobody_whenOneSessionMakes100000Calls() {
    try (EngineFixture fixture = new EngineFixture(EngineFixture.settings(1))) {
      Session noisy = shared("noisy", 1);
      for (int i = 0; i < 100_000; i++) {
        fixture.assess(fixture.attempt(noisy, LOOK, "{}"));
        fixture.journal.clear();
        if (i % 1_000 == 0) {
          fixture.clock.advance(Duration.ofSeconds(3));
        }
      }
      assertThat(verdict(fixture.call(shared("other", 2), READ_SECRET))).isEqualTo("permit");
      assertThat(verdict(fixture.call(shared("other", 2), SEND_MAIL))).isEqualTo("deny");
      assertThat(verdict(fixture.call(noisy, READ_SECRET))).isEqualTo("permit");
      assertThat(verdict(fixture.call(noisy, SEND_MAIL))).isEqualTo("deny");
    }
  }

  @Test
  void falls_backToTheFailureMode_whenOnlyContaminatedSessionsAreLeft() {
    EngineSettings small =
        new EngineSettings(1, List.of(), true, Duration.ofSeconds(5), 100, 3, 50, null);
    try (EngineFixture fixture = new EngineFixture(small)) {
      for (int i = 0; i < 3; i++) {
        fixture.call(shared("agent", i), READ_SECRET);
      }
      Assessment read = fixture.call(shared("agent", 9), LOOK);
      Assessment send = fixture.call(shared("agent", 9), SEND_MAIL);
      assertThat(verdict(read)).isEqualTo("permit");
      assertThat(verdict(send)).isEqualTo("hold");
      assertThat(send.decision().reasons().getFirst().code()).isEqualTo("engine.memory");
      assertThat(verdict(fixture.call(shared("other", 10), SEND_MAIL))).isEqualTo("permit");
      assertThat(verdict(fixture.call(shared("agent", 1), SEND_MAIL))).isEqualTo("deny");
    }
  }

  @Test
  void falls_backToTheFailureMode_whenARuleFails() {
    RuleSet failing =
        RuleSet.of(
            "failing.yaml",
            """
            apiVersion: holdpoint/v1
            kind: Rule
            id: ACME-CHAIN-001
            title: Fails on short names
            description: Cuts a name that is not that long.
            detect: {filter: "ToolCall(tool.substring(100) = 'x')"}
            action: {verdict: deny}
            mode: enforce
            explain: never
            """);
    try (EngineFixture fixture = new EngineFixture(EngineFixture.settings(1), failing)) {
      Assessment send = fixture.call(shared("agent", 1), SEND_MAIL);
      assertThat(verdict(send)).isEqualTo("hold");
      assertThat(send.decision().reasons().getFirst().code()).isEqualTo("engine.failure");
      assertThat(fixture.call(shared("agent", 1), READ_SECRET).risk()).isZero();
      assertThat(fixture.engine.coverageLoss()).containsEntry("engine.failure", 2L);
    }
  }

  @Test
  void believes_noArrivalTimeFarAhead() {
    try (EngineFixture fixture = new EngineFixture(EngineFixture.settings(1))) {
      fixture.assess(
          Fixtures.attempt(1, shared("a", 1), LOOK, "{}", Fixtures.NOW.plus(Duration.ofDays(400))));
      assertThat(fixture.engine.coverageLoss()).containsEntry("engine.clock", 1L);
    }
  }

  private static Shard shard(ReentrantLock lock, Coverage coverage) {
    ShardRuntime runtime = new ShardRuntime(EngineFixture.SHIPPED.compiled(), 0);
    Floors floors = new Floors();
    Judge judge =
        new Judge(
            runtime,
            new SessionTable(100, 100, forgotten -> {}),
            floors,
            new Baselines(50),
            new ContainmentView(floors),
            new Verdicts(EngineFixture.SHIPPED.rules()),
            coverage,
            new OriginReader(Vocabulary.shipped()));
    return new Shard(lock, runtime, judge, coverage, new FakeClock(), Duration.ofMillis(2));
  }

  /** Runs {@code work} while another thread holds the shard. */
  private static void busy(ReentrantLock lock, Runnable work) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread holder =
        Thread.ofPlatform()
            .start(
                () -> {
                  lock.lock();
                  try {
                    held.countDown();
                    done.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } finally {
                    lock.unlock();
                  }
                });
    held.await();
    work.run();
    done.countDown();
    holder.join();
  }

  private static Session shared(String principal, int n) {
    return Fixtures.session(
        new AgentIdentity("default", "test", principal, null, null),
        PrincipalKind.SHARED,
        n,
        EvidenceGrade.G3);
  }
}
