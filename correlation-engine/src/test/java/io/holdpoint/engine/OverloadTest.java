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
import io.holdpoint.engine.ledger.ResourceLedger;
import io.holdpoint.engine.provenance.OriginReader;
import io.holdpoint.engine.provenance.SpillFile;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.state.Floors;
import io.holdpoint.engine.state.SessionTable;
import io.holdpoint.engine.trail.LooksReader;
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
  void answers_byFailureMode_whenTheLaneIsBusy_andTakesItInLater() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Coverage coverage = new Coverage();
    try (LaneFixture one = new LaneFixture(coverage)) {
      Lane lane = one.lane(lock);
      Session session = Fixtures.session(1);
      Step.Attempted read = Fixtures.attempt(1, session, READ_SECRET, "{}", Fixtures.NOW);
      lane.assess(read, "");

      busy(
          lock,
          () -> {
            Map<Effect, String> verdicts = new EnumMap<>(Effect.class);
            for (Effect effect : Effect.values()) {
              ToolRef tool = Fixtures.tool("t", Set.of(effect), Set.of());
              Assessment answer =
                  lane.assess(
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
            lane.complete(Fixtures.completion(read, "\"hunter2\""), "");
          });

      Step.Attempted send = Fixtures.attempt(2, session, SEND_MAIL, "{}", Fixtures.NOW);
      assertThat(verdict(lane.assess(send, ""))).isEqualTo("deny");
      assertThat(coverage.counts()).containsEntry("engine.deadline", 12L);
    }
  }

  @Test
  void hands_whatLateStepsAskedForToTheNextCaller() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    try (LaneFixture one = new LaneFixture(new Coverage())) {
      Lane lane = one.lane(lock);
      Session looping = Fixtures.session(1);
      for (int i = 0; i < 4; i++) {
        Step.Attempted same = Fixtures.attempt(i, looping, LOOK, "{}", Fixtures.NOW);
        lane.assess(same, "");
        lane.complete(Fixtures.completion(same, "[]"), "");
      }
      Step.Attempted fifth = Fixtures.attempt(5, looping, LOOK, "{}", Fixtures.NOW);
      lane.assess(fifth, "");
      busy(lock, () -> lane.complete(Fixtures.completion(fifth, "[]"), ""));

      Assessment next = lane.assess(Fixtures.attempt(6, looping, LOOK, "{}", Fixtures.NOW), "");
      assertThat(verdict(next)).isEqualTo("hold");
      assertThat(next.signals()).hasSize(1).first().isInstanceOf(Signal.Pause.class);
    }
  }

  @Test
  void hands_whatLateStepsAskedForToACallerOfAnotherLane() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    try (LaneFixture shard = new LaneFixture(new Coverage())) {
      Lane lane = shard.lane(lock);
      Session looping = Fixtures.session(1);
      for (int i = 0; i < 5; i++) {
        Step.Attempted same = Fixtures.attempt(i, looping, LOOK, "{}", Fixtures.NOW);
        lane.assess(same, "");
        if (i < 4) {
          lane.complete(Fixtures.completion(same, "[]"), "");
        } else {
          busy(lock, () -> lane.complete(Fixtures.completion(same, "[]"), ""));
        }
      }

      Assessment other =
          shard
              .lane(new ReentrantLock())
              .assess(Fixtures.attempt(6, shared("other", 2), LOOK, "{}", Fixtures.NOW), "");
      assertThat(verdict(other)).isEqualTo("permit");
      assertThat(other.signals()).hasSize(1).first().isInstanceOf(Signal.Pause.class);
    }
  }

  @Test
  void leaves_labelsOnTheFloor_whileTheCompletionIsLate() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    try (LaneFixture shard = new LaneFixture(new Coverage())) {
      Lane lane = shard.lane(lock);
      Session declared =
          Fixtures.session(Fixtures.TRIAGE, PrincipalKind.EXCLUSIVE, 1, EvidenceGrade.G1);
      Step.Attempted read = Fixtures.attempt(1, declared, READ_SECRET, "{}", Fixtures.NOW);
      lane.assess(read, "");
      Step.Attempted send = Fixtures.attempt(2, Fixtures.session(2), SEND_MAIL, "{}", Fixtures.NOW);

      busy(
          lock,
          () -> {
            lane.complete(Fixtures.completion(read, "\"hunter2\""), "");
            Assessment answer = shard.lane(new ReentrantLock()).assess(send, "");
            assertThat(verdict(answer)).isEqualTo("deny");
          });
    }
  }

  @Test
  void judges_attemptsButNoCompletions_whileARuleWithAMemoryIsBusy() throws InterruptedException {
    Coverage coverage = new Coverage();
    try (LaneFixture shard = new LaneFixture(coverage)) {
      Lane lane = shard.lane(new ReentrantLock());
      Session session = Fixtures.session(1);
      Step.Attempted read = Fixtures.attempt(1, session, READ_SECRET, "{}", Fixtures.NOW);

      busy(
          shard.memory,
          () -> {
            lane.assess(read, "");
            assertThat(coverage.counts()).containsEntry("engine.deadline", 0L);
            lane.complete(Fixtures.completion(read, "\"hunter2\""), "");
            assertThat(coverage.counts()).containsEntry("engine.deadline", 1L);
          });

      Step.Attempted send = Fixtures.attempt(2, session, SEND_MAIL, "{}", Fixtures.NOW);
      assertThat(verdict(lane.assess(send, ""))).isEqualTo("deny");
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

  /** What the lanes of one shard share. */
  private static final class LaneFixture implements AutoCloseable {
    final ReentrantLock memory = new ReentrantLock();
    private final ShardRuntime runtime = new ShardRuntime(EngineFixture.SHIPPED.forShards(), 0);
    private final Backlog backlog = new Backlog();
    private final Coverage coverage;
    private final FleetDuty duty;
    private final Judge judge;

    LaneFixture(Coverage coverage) {
      this.coverage = coverage;
      Floors floors = new Floors();
      Refusals refusals = new Refusals(Vocabulary.shipped().roles());
      ContainmentView containment = new ContainmentView(floors, refusals, InputRecord.NONE);
      Verdicts verdicts =
          new Verdicts(
              EngineFixture.SHIPPED.rules(), Witness.NONE, new BlindSpots(InputRecord.NONE));
      this.duty =
          new FleetDuty(EngineFixture.SHIPPED, verdicts, containment, coverage, InputRecord.NONE);
      this.judge =
          new Judge(
              runtime,
              new SessionTable(100, 100, new FreeHomes(forgotten -> {}), new SpillFile()),
              floors,
              new Drifting(
                  new Baselines(50, Set.of()), 10, () -> new OriginReader(Vocabulary.shipped())),
              containment,
              refusals,
              verdicts,
              coverage,
              duty,
              new LooksReader(),
              () -> new OriginReader(Vocabulary.shipped()),
              new ResourceLedger());
    }

    Lane lane(ReentrantLock lock) {
      return new Lane(
          lock,
          memory,
          backlog,
          judge,
          coverage,
          InputRecord.NONE,
          new FakeClock(),
          Duration.ofMillis(2));
    }

    @Override
    public void close() {
      duty.close();
      runtime.close();
    }
  }

  /** Runs {@code work} while another thread holds the lock. */
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
