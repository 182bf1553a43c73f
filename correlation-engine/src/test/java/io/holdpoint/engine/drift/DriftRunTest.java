// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.holdpoint.model.testing.Fixtures;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DriftRunTest {
  private static final Snapshot HABIT =
      Snapshot.of("a", 60, Set.of(), Traces.ofHabit(60, new Random(21)));

  @Test
  void points_atTheStepWhereAnotherAgentTookOver() {
    DriftRun run = new DriftRun(HABIT, StatedTask.NONE, 10);
    DriftFacts facts = play(run, "read", "search", "read", "read", "search", "read");
    assertThat(facts.alarm()).isFalse();
    facts = play(run, "drop", "pay", "drop", "pay");
    assertThat(facts.alarm()).isTrue();
    assertThat(facts.point()).isEqualTo(7);
    assertThat(facts.perThousand()).isLessThanOrEqualTo(10);
    assertThat(facts.words()).startsWith("from step 7 on").contains("seen first");
  }

  @Test
  void keeps_theAlarmAndItsPoint_whenTheUsualComesBack() {
    DriftRun run = new DriftRun(HABIT, StatedTask.NONE, 10);
    play(run, "read", "drop", "pay", "drop", "pay");
    double highest = run.facts().score();
    DriftFacts facts = play(run, "read", "search");
    assertThat(facts.alarm()).isTrue();
    assertThat(facts.point()).isEqualTo(2);
    assertThat(facts.perThousandBefore()).isLessThanOrEqualTo(10);
    assertThat(facts.score()).isLessThan(highest);
  }

  @Test
  void says_nothingWithoutABaseline() {
    DriftRun run = new DriftRun(Snapshot.NONE, StatedTask.NONE, 10);
    assertThat(play(run, "drop", "pay", "drop")).isEqualTo(DriftFacts.NONE);
    assertThat(run.trace().steps()).isEqualTo(3);
  }

  @Test
  void replay_ofItsTraceComesToTheSame() {
    Random random = new Random(8);
    for (int round = 0; round < 20; round++) {
      Trace session = Traces.random(1 + random.nextInt(100), random);
      DriftRun run = new DriftRun(HABIT, StatedTask.NONE, 10);
      long at = 0;
      for (int i = 0; i < session.steps(); i++) {
        at += session.gap(i);
        run.attempted(Fixtures.stepId(i), session.step(i, at));
        run.completed(Fixtures.stepId(i), session.resultSize(i));
      }
      Scorer again = new Scorer(HABIT.model());
      again.replay(run.trace(), step -> {});
      assertThat(again.value(Method.TOGETHER)).isCloseTo(run.facts().score(), within(1e-9));
      assertThat(again.value(Method.MIX)).isCloseTo(run.facts().mix(), within(1e-9));
    }
  }

  @Test
  void lengthOfASession_isAnEnvelope() {
    DriftRun run = new DriftRun(HABIT, StatedTask.NONE, 10);
    DriftFacts facts = run.facts();
    Random random = new Random(9);
    Trace longer = Traces.random(40, random);
    long at = 0;
    for (int i = 0; i < longer.steps(); i++) {
      at += longer.gap(i);
      facts = run.attempted(Fixtures.stepId(i), longer.step(i, at));
    }
    assertThat(facts.usualCalls()).isEqualTo(8);
    assertThat(facts.envelope()).isGreaterThan(20);
    assertThat(facts.alarm()).isTrue();
  }

  @Test
  void trace_isBounded() {
    Trace trace = new Trace();
    for (int i = 0; i < 10_000; i++) {
      trace.add(new StepTraits("t", 1, List.of((long) i, -i - 1L, i + 50_000L), 1, i, Asked.YES));
      trace.result(i, 5);
    }
    Trace frozen = trace.frozen();
    assertThat(frozen.length()).isEqualTo(10_000);
    assertThat(frozen.steps()).isEqualTo(Trace.MOST_STEPS);
    assertThat(frozen.duration()).isEqualTo(9_999);
    assertThat(frozen.hosts(0)).containsExactly(0L, -1L, 50_000L);
    assertThat(frozen.hosts(Trace.MOST_STEPS - 1)).isEmpty();
    assertThat(frozen.resultSize(Trace.MOST_STEPS - 1)).isEqualTo(5);
  }

  @Test
  void cleanSessions_alarmAboutAsOftenAsAsked() {
    Random random = new Random(33);
    int alarms = 0;
    List<Trace> sessions = Traces.ofHabit(2_000, random);
    for (Trace session : sessions) {
      DriftRun run = new DriftRun(HABIT, StatedTask.NONE, 50);
      long at = 0;
      for (int i = 0; i < session.steps(); i++) {
        at += session.gap(i);
        run.attempted(Fixtures.stepId(i), session.step(i, at));
        run.completed(Fixtures.stepId(i), session.resultSize(i));
      }
      alarms += run.facts().alarm() ? 1 : 0;
    }
    assertThat(alarms).isBetween(10, 200);
  }

  private static DriftFacts play(DriftRun run, String... tools) {
    DriftFacts facts = run.facts();
    for (String tool : tools) {
      int step = run.trace().length();
      facts =
          run.attempted(
              Fixtures.stepId(step),
              new StepTraits(tool, 1, List.of(), 50, step * 1_000L, Asked.YES));
    }
    return facts;
  }
}
