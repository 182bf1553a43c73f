// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.drift.Method;
import io.holdpoint.engine.drift.Snapshot;
import io.holdpoint.engine.drift.StatedTask;
import io.holdpoint.engine.drift.Trace;
import io.holdpoint.engine.drift.Traces;
import io.holdpoint.engine.intent.Lexicon;
import io.holdpoint.engine.intent.Tokenizer;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.testing.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BaselinesTest {
  private static final Trace USUAL = Traces.of("search", "read", "search");
  private static final Trace BAD = Traces.of("drop", "drop", "drop");

  private final Baselines baselines = new Baselines(50, Set.of("bot@2"));
  private Instant now = Fixtures.NOW;
  private int sessions;

  @Test
  void promotes_seldom_andWhatIsInForceIsFrozen() {
    learn("", USUAL, 4);
    assertThat(of("").cleanSessions()).isZero();
    learn("", USUAL, 1);
    Snapshot five = of("");
    assertThat(five.cleanSessions()).isEqualTo(5);
    learn("", BAD, 4);
    assertThat(of("")).isSameAs(five);
    assertThat(five.knows("drop")).isFalse();
    learn("", BAD, 1);
    assertThat(of("").cleanSessions()).isEqualTo(10);
    assertThat(of("").knows("drop")).isTrue();
    assertThat(five.knows("drop")).isFalse();
    learn("", USUAL, 10);
    assertThat(of("").cleanSessions()).isEqualTo(20);
    learn("", USUAL, 4);
    assertThat(of("").cleanSessions()).isEqualTo(20);
    learn("", USUAL, 1);
    assertThat(of("").cleanSessions()).isEqualTo(25);
  }

  @Test
  void counts_noMoreThanADayAllows_whateverVersionAndTaskAreClaimed() {
    Baselines frugal = new Baselines(6, Set.of("bot@2"));
    for (int i = 0; i < 40; i++) {
      Session session = session(i % 2 == 0 ? "2" : "made up " + i, i);
      frugal.learn(session, StatedTask.NONE, BAD, now);
    }
    assertThat(frugal.of(session("", 1000), StatedTask.NONE).cleanSessions()).isZero();
    for (int day = 1; day <= 2; day++) {
      now = now.plus(Duration.ofDays(1));
      for (int i = 0; i < 40; i++) {
        frugal.learn(session("", 100 * day + i), StatedTask.NONE, BAD, now);
      }
      frugal.learn(session("", 9_000 + day), StatedTask.NONE, BAD, now.minus(Duration.ofDays(9)));
    }
    assertThat(frugal.of(session("", 1000), StatedTask.NONE).cleanSessions()).isEqualTo(10);
  }

  @Test
  void inherits_theParents_untilAVersionIsRegisteredAndHasEnough() {
    learn("1", USUAL, 20);
    Snapshot parent = of("");
    assertThat(of("made up")).isSameAs(parent);
    assertThat(of("2")).isSameAs(parent);
    learn("2", BAD, 19);
    assertThat(of("2")).isSameAs(parent);
    learn("2", BAD, 1);
    assertThat(of("2").knows("drop")).isTrue();
    assertThat(of("2").knows("search")).isFalse();
    assertThat(of("3")).isSameAs(parent);
    assertThat(parent.knows("drop")).isFalse();
  }

  @Test
  void kindsOfTasks_haveHabitsOfTheirOwn_onceTheyHaveEnough() {
    Tokenizer tokenizer = new Tokenizer(Lexicon.shipped());
    StatedTask pay = StatedTask.of("Pay invoice 12", tokenizer);
    StatedTask look = StatedTask.of("Summarise the news", tokenizer);
    for (int i = 0; i < 20; i++) {
      baselines.learn(session("", i), pay, BAD, now);
      baselines.learn(session("", 100 + i), look, USUAL, now);
    }
    Session next = session("", 999);
    assertThat(baselines.of(next, pay).knows("search")).isFalse();
    assertThat(baselines.of(next, look).knows("drop")).isFalse();
    assertThat(baselines.of(next, StatedTask.NONE).knows("drop")).isTrue();
    assertThat(baselines.of(next, StatedTask.of("Book a room", tokenizer)))
        .isSameAs(baselines.of(next, StatedTask.NONE));
  }

  @Test
  void recalls_whatABadSessionTaught() {
    learn("", USUAL, 19);
    Session bad = session("", sessions++);
    baselines.learn(bad, StatedTask.NONE, BAD, now);
    assertThat(of("").knows("drop")).isTrue();
    Snapshot before = of("");

    baselines.recall(bad.floor(), bad.id());

    assertThat(of("").knows("drop")).isFalse();
    assertThat(of("").cleanSessions()).isEqualTo(19);
    assertThat(before.knows("drop")).isTrue();
    baselines.recall(bad.floor(), bad.id());
    assertThat(of("").cleanSessions()).isEqualTo(19);
  }

  @Test
  void recalls_theTreeOfASignal_andNothingElse() {
    learn("", USUAL, 18);
    Session root = session("", sessions++);
    Session child = withRoot(session("", sessions++), root);
    baselines.learn(root, StatedTask.NONE, BAD, now);
    baselines.learn(child, StatedTask.NONE, BAD, now);
    assertThat(of("").cleanSessions()).isEqualTo(20);
    baselines.recall(Target.of(child));
    assertThat(of("").cleanSessions()).isEqualTo(18);
    assertThat(of("").knows("drop")).isFalse();
  }

  @Test
  void models_thatWereDroppedComeBackEqual() {
    List<Trace> habit = Traces.ofHabit(40, new Random(3));
    habit.forEach(trace -> learn("", trace, 1));
    double before = of("").falseAlarms(Method.TOGETHER).threshold(10);
    Snapshot first = of("");
    for (int i = 0; i < Baselines.MOST_BUILT; i++) {
      AgentIdentity other = new AgentIdentity("default", "test", "other-" + i, null, null);
      Session session = Fixtures.session(other, PrincipalKind.SHARED, i, EvidenceGrade.G3);
      for (int n = 0; n < 5; n++) {
        baselines.learn(session, StatedTask.NONE, USUAL, now);
      }
      assertThat(baselines.of(session, StatedTask.NONE).cleanSessions()).isEqualTo(5);
    }
    assertThat(of("")).isNotSameAs(first);
    assertThat(of("").falseAlarms(Method.TOGETHER).threshold(10)).isEqualTo(before);
    assertThat(of("").cleanSessions()).isEqualTo(first.cleanSessions());
  }

  @Test
  void memory_isBounded_andToolsOfOldSessionsAreStillKnown() {
    Habits habits = new Habits("a");
    Random random = new Random(4);
    for (int i = 0; i < 400; i++) {
      String[] tools = new String[random.nextInt(120)];
      Arrays.fill(tools, "tool-" + i);
      Session session = session("", i);
      habits.learn(new Habits.Source(session.id(), session.root(), Traces.of(tools)));
      assertThat(habits.sessionsHeld()).isLessThanOrEqualTo(Habits.MOST_SESSIONS);
      assertThat(habits.stepsHeld()).isLessThanOrEqualTo(Habits.MOST_STEPS);
    }
    assertThat(habits.snapshot().knows("tool-1")).isTrue();
    assertThat(habits.snapshot().knows("tool-9999")).isFalse();
  }

  private void learn(String version, Trace trace, int times) {
    for (int i = 0; i < times; i++) {
      baselines.learn(session(version, sessions++), StatedTask.NONE, trace, now);
    }
  }

  private Snapshot of(String version) {
    return baselines.of(session(version, 100_000), StatedTask.NONE);
  }

  private static Session session(String version, int n) {
    Session plain = Fixtures.session(n);
    return new Session(
        plain.id(),
        plain.root(),
        plain.floor(),
        plain.identity(),
        plain.kind(),
        plain.key(),
        new AgentClaim("bot", version),
        plain.task(),
        plain.environment(),
        plain.startedAt());
  }

  private static Session withRoot(Session plain, Session root) {
    return new Session(
        plain.id(),
        root.id(),
        plain.floor(),
        plain.identity(),
        plain.kind(),
        plain.key(),
        plain.agent(),
        plain.task(),
        plain.environment(),
        plain.startedAt());
  }
}
