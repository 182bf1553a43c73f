// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static io.holdpoint.engine.EngineFixture.LOOK;
import static io.holdpoint.engine.EngineFixture.READ_SECRET;
import static io.holdpoint.engine.EngineFixture.SEND_MAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Detection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same input gives the same verdicts: twice, and across a restart. */
final class RecoveryTest {
  private static final ToolRef WRITE = Fixtures.tool("write_file", Set.of(Effect.WRITE), Set.of());
  private static final ToolRef READ = Fixtures.tool("read_file", Set.of(Effect.READ), Set.of());
  private static final ToolRef REFUND = Fixtures.tool("refund", Set.of(Effect.PAY), Set.of());

  @Test
  void decides_theSameTwice() {
    assertThat(story(new Random(7), 0, 600)).isEqualTo(story(new Random(7), 0, 600));
  }

  @Test
  void decides_afterARestartAsWithoutOne() {
    for (int seed = 1; seed <= 5; seed++) {
      assertThat(story(new Random(seed), 300, 600))
          .as("seed %s", seed)
          .isEqualTo(story(new Random(seed), 0, 600));
    }
  }

  @Test
  void remembers_whatWasWrittenUnderTaint() {
    try (EngineFixture before = new EngineFixture();
        EngineFixture after = new EngineFixture()) {
      Session first = attested(1);
      before.call(first, READ_SECRET);
      Step.Attempted write = before.attempt(first, WRITE, "{\"path\":\"/tmp/notes.txt\"}");
      before.assess(write);
      before.complete(write, "\"ok\"");
      before.journal.forEach(after.engine::restore);
      for (EngineFixture fixture : List.of(before, after)) {
        Step.Attempted read = fixture.attempt(attested(2), READ, "{\"path\":\"/tmp/notes.txt\"}");
        fixture.assess(read);
        fixture.complete(read, "\"text\"");
        assertThat(EngineFixture.verdict(fixture.call(attested(2), SEND_MAIL))).isEqualTo("deny");
      }
    }
  }

  private static Session attested(int n) {
    return Fixtures.session(
        new AgentIdentity("default", "test", "agent", null, null),
        PrincipalKind.EXCLUSIVE,
        n,
        EvidenceGrade.G1);
  }

  @Test
  void remembers_aReleaseThatIsToldAgain() {
    try (EngineFixture before = new EngineFixture();
        EngineFixture after = new EngineFixture()) {
      before.call(Fixtures.session(1), READ_SECRET);
      before.publish(new Signal.Release(Fixtures.header("R-1", Fixtures.session(1), Fixtures.NOW)));
      before.call(Fixtures.session(2), READ_SECRET);
      before.journal.forEach(after.engine::restore);
      for (JournalRecord entry : before.journal) {
        if (entry instanceof JournalRecord.Signalled signalled) {
          after.engine.applied(signalled.published());
        }
      }
      assertThat(EngineFixture.verdict(after.call(Fixtures.session(99), SEND_MAIL)))
          .isEqualTo("deny");
    }
  }

  /** Plays random calls; after {@code restartAt} of them (0: never) a new engine takes over. */
  private static List<String> story(Random random, int restartAt, int calls) {
    List<String> answers = new ArrayList<>();
    EngineFixture first = new EngineFixture(EngineFixture.settings(3));
    EngineFixture second = new EngineFixture(EngineFixture.settings(2));
    try (first;
        second) {
      EngineFixture current = first;
      for (int i = 0; i < calls; i++) {
        if (restartAt > 0 && i == restartAt) {
          first.journal.forEach(second.engine::restore);
          second.clock.advance(Duration.between(Fixtures.NOW, first.clock.instant()));
          current = second;
        }
        play(current, random, i, answers);
      }
    }
    return answers;
  }

  private static void play(EngineFixture fixture, Random random, int n, List<String> answers) {
    fixture.clock.advance(Duration.ofSeconds(random.nextInt(20)));
    Session session = session(random.nextInt(40));
    ToolRef tool =
        switch (random.nextInt(12)) {
          case 0 -> READ_SECRET;
          case 1 -> SEND_MAIL;
          case 2 -> REFUND;
          default -> LOOK;
        };
    Step.Attempted attempt =
        Fixtures.attempt(
            n, session, tool, "{\"n\":" + random.nextInt(2) + "}", fixture.clock.instant());
    Assessment answer = fixture.assess(attempt);
    answers.add(text(answer));
    if (EngineFixture.verdict(answer).equals("permit")) {
      answers.add(text(fixture.complete(attempt, "[]")));
    }
    if (random.nextInt(6) == 0) {
      fixture.end(session);
    }
  }

  private static String text(Assessment answer) {
    return EngineFixture.verdict(answer)
        + " "
        + answer.risk()
        + " "
        + answer.detections().stream().map(Detection::toString).toList()
        + " "
        + answer.signals().stream().map(Signal::word).toList();
  }

  private static Session session(int n) {
    AgentIdentity identity = new AgentIdentity("default", "test", "agent-" + n % 7, null, null);
    return Fixtures.session(
        identity,
        n % 2 == 0 ? PrincipalKind.EXCLUSIVE : PrincipalKind.SHARED,
        n,
        n % 3 == 0 ? EvidenceGrade.G1 : EvidenceGrade.G3);
  }
}
