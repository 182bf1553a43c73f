// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static io.holdpoint.engine.EngineFixture.LOOK;
import static io.holdpoint.engine.EngineFixture.READ_SECRET;
import static io.holdpoint.engine.EngineFixture.SEND_MAIL;
import static io.holdpoint.engine.EngineFixture.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChainTest {
  private final EngineFixture fixture = new EngineFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void denies_andKills_withRuleVersionAndChain() {
    Session session = Fixtures.session(1);
    Step.Attempted read = fixture.attempt(session, READ_SECRET);
    fixture.assess(read);
    fixture.complete(read, "\"hunter2\"");
    Step.Attempted send = fixture.attempt(session, SEND_MAIL);

    Assessment answer = fixture.assess(send);

    assertThat(verdict(answer)).isEqualTo("deny");
    Detection detection = answer.detections().getFirst();
    assertThat(detection.rule()).isEqualTo(new RuleRef("HP-CHAIN-001", 3));
    assertThat(detection.action()).isEqualTo(Action.KILL);
    assertThat(detection.chain()).containsExactly(read.id(), send.id());
    assertThat(detection.text())
        .isEqualTo(
            "support-triage read secret data with sample/read_secret and then tried to send data"
                + " out with sample/send_mail.");
    Reason reason = answer.decision().reasons().getFirst();
    assertThat(reason.code()).isEqualTo("rule.matched");
    assertThat(reason.rule()).isEqualTo(detection.rule());
    assertThat(reason.evidence()).isEqualTo(detection.chain());
    Signal kill = answer.signals().getFirst();
    assertThat(kill).isInstanceOf(Signal.Kill.class);
    assertThat(kill.header().ref()).matches("K-[0-9A-F]{8}");
    assertThat(kill.header().target()).isEqualTo(Target.of(session));
    assertThat(kill.header().author())
        .isEqualTo(new Author.ByRule(detection.rule(), detection.id()));
    assertThat(answer.risk()).isEqualTo(100);
  }

  @Test
  void denies_laterCallsBeforeTheKillIsDurable() {
    Session session = Fixtures.session(1);
    fixture.call(session, READ_SECRET);
    fixture.call(session, SEND_MAIL);

    Assessment next = fixture.call(session, LOOK);

    assertThat(verdict(next)).isEqualTo("deny");
    assertThat(next.decision().reasons().getFirst().code()).isEqualTo("engine.contained");
    assertThat(next.signals()).isEmpty();
  }

  @Test
  void misses_noneOf10000Pairs() {
    for (int i = 0; i < 10_000; i++) {
      Session session = shared(i);
      assertThat(verdict(fixture.call(session, READ_SECRET))).isEqualTo("permit");
      assertThat(verdict(fixture.call(session, SEND_MAIL))).as("pair %s", i).isEqualTo("deny");
    }
  }

  @Test
  void misses_noneOf10000PairsFromManyThreads() throws InterruptedException, ExecutionException {
    int threads = 8;
    int pairs = 1_250;
    List<Callable<Long>> work =
        IntStream.range(0, threads)
            .<Callable<Long>>mapToObj(
                thread ->
                    () ->
                        IntStream.range(0, pairs)
                            .filter(i -> isStopped(attested(thread * pairs + i)))
                            .count())
            .toList();
    long stopped = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Long> part : pool.invokeAll(work)) {
        stopped += part.get();
      }
    }
    assertThat(stopped).isEqualTo(10_000);
    assertThat(fixture.engine.coverageLoss()).containsEntry("engine.deadline", 0L);
  }

  @Test
  void sheds_noTaintByNewSessionIdsOnAnExclusiveCredential() {
    fixture.call(Fixtures.session(1), READ_SECRET);
    for (int i = 2; i < 50; i++) {
      fixture.call(Fixtures.session(i), LOOK);
    }
    fixture.end(Fixtures.session(1));

    assertThat(verdict(fixture.call(Fixtures.session(99), SEND_MAIL))).isEqualTo("deny");
  }

  @Test
  void sheds_noTaintByDroppingADeclaredHandle() {
    Session declared =
        Fixtures.session(Fixtures.TRIAGE, PrincipalKind.EXCLUSIVE, 1, EvidenceGrade.G1);
    fixture.call(declared, READ_SECRET);

    assertThat(verdict(fixture.call(Fixtures.session(2), SEND_MAIL))).isEqualTo("deny");
  }

  @Test
  void keeps_attestedSessionsOfOneFloorApart() {
    fixture.call(
        Fixtures.session(Fixtures.TRIAGE, PrincipalKind.EXCLUSIVE, 1, EvidenceGrade.G1),
        READ_SECRET);
    Session other = Fixtures.session(Fixtures.TRIAGE, PrincipalKind.EXCLUSIVE, 2, EvidenceGrade.G1);

    assertThat(verdict(fixture.call(other, SEND_MAIL))).isEqualTo("permit");
  }

  @Test
  void begins_cleanAfterARelease_butTheKilledSessionStaysKilled() {
    fixture.call(Fixtures.session(1), READ_SECRET);
    Assessment killing = fixture.call(Fixtures.session(1), SEND_MAIL);
    assertThat(killing.signals()).hasSize(1);
    fixture.publish(
        new Signal.Release(Fixtures.header("R-1", Fixtures.session(1), fixture.clock.instant())));

    assertThat(verdict(fixture.call(Fixtures.session(2), SEND_MAIL))).isEqualTo("permit");
    assertThat(verdict(fixture.call(Fixtures.session(1), LOOK))).isEqualTo("deny");
  }

  @Test
  void answers_aRepeatedAttemptTheSame_andCountsItOnce() {
    Session session = Fixtures.session(1);
    fixture.call(session, READ_SECRET);
    Step.Attempted send = fixture.attempt(session, SEND_MAIL);

    Assessment first = fixture.assess(send);
    Assessment second = fixture.assess(send);

    assertThat(second).isEqualTo(first);
  }

  /** New ids on a tainted credential, side by side, in a table that has room for a few only. */
  @Test
  void sheds_noTaintWhileSessionsComeAndGoInManyThreads()
      throws InterruptedException, ExecutionException {
    EngineSettings small =
        new EngineSettings(2, List.of(), true, Duration.ofSeconds(20), 64, 8, 50, null);
    int threads = 8;
    try (EngineFixture crowded = new EngineFixture(small);
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Set<String>>> work =
          IntStream.range(0, threads)
              .<Callable<Set<String>>>mapToObj(
                  thread ->
                      () ->
                          IntStream.range(0, 500)
                              .mapToObj(i -> readLookAndSend(crowded, thread * 500 + i))
                              .collect(Collectors.toSet()))
              .toList();
      for (Future<Set<String>> part : pool.invokeAll(work)) {
        assertThat(part.get()).containsExactly("permit permit deny");
      }
      assertThat(crowded.engine.coverageLoss().values()).containsOnly(0L);
    }
  }

  private static String readLookAndSend(EngineFixture crowded, int n) {
    AgentIdentity identity = new AgentIdentity("default", "test", "agent-" + n, null, null);
    Session first = Fixtures.session(identity, PrincipalKind.EXCLUSIVE, 2 * n, EvidenceGrade.G3);
    Session next = Fixtures.session(identity, PrincipalKind.EXCLUSIVE, 2 * n + 1, EvidenceGrade.G3);
    return String.join(
        " ",
        verdict(crowded.call(first, READ_SECRET)),
        verdict(crowded.call(next, LOOK)),
        verdict(crowded.call(next, SEND_MAIL)));
  }

  private boolean isStopped(Session session) {
    return verdict(fixture.call(session, READ_SECRET)).equals("permit")
        && verdict(fixture.call(session, SEND_MAIL)).equals("deny");
  }

  private static Session shared(int n) {
    return Fixtures.session(Fixtures.TRIAGE, PrincipalKind.SHARED, n, EvidenceGrade.G3);
  }

  private static Session attested(int n) {
    AgentIdentity identity =
        new AgentIdentity("default", "holdpoint:key", "agent-" + n % 100, null, null);
    return Fixtures.session(identity, PrincipalKind.SHARED, n, EvidenceGrade.G1);
  }
}
