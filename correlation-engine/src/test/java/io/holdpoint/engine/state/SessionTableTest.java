// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.call.Names;
import io.holdpoint.engine.intent.Tokenizer;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.provenance.SpillFile;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SessionTableTest {
  private final List<SessionId> forgotten = new ArrayList<>();
  private final Set<SessionId> taken = new HashSet<>();
  private final SessionTable table = new SessionTable(10, 5, new Turns(), new SpillFile());

  /** Somebody has the turn of the sessions in {@code taken}. */
  private final class Turns implements Homes {
    @Override
    public Turn turnOf(Session session) {
      return new Turn() {
        @Override
        public boolean tryTake() {
          return !taken.contains(session.id());
        }

        @Override
        public void giveBack() {}
      };
    }

    @Override
    public void takenIn(Session session) {}

    @Override
    public void forgotten(SessionId session) {
      forgotten.add(session);
    }
  }

  @Test
  void passes_overSessionsThatSomebodyIsUsing() {
    for (int i = 0; i < 5; i++) {
      open("a", i);
    }
    taken.add(shared("a", 0).id());
    open("a", 5);

    assertThat(forgotten).containsExactly(shared("a", 1).id());
  }

  @Test
  void makes_roomAtTheExpenseOfThePrincipalThatWasIdleLongest_whenAllWereUsed() {
    for (int i = 0; i < 10; i++) {
      open("agent-" + i, i);
    }
    for (int i = 9; i >= 0; i--) {
      table.open(shared("agent-" + i, i), 100 - i);
    }
    open("late", 200);

    assertThat(forgotten).containsExactly(shared("agent-9", 9).id());
  }

  @Test
  void forgets_theLongestIdleCleanSessionOfTheSamePrincipal() {
    for (int i = 0; i < 5; i++) {
      open("a", i);
    }
    table.open(shared("a", 0), 9);
    open("a", 5);

    assertThat(forgotten).containsExactly(shared("a", 1).id());
    assertThat(table.size()).isEqualTo(5);
  }

  @Test
  void keeps_contaminatedLiveSessions_andTakesInNoMore() {
    for (int i = 0; i < 5; i++) {
      taint(open("a", i));
    }

    assertThat(table.open(shared("a", 6), 100)).isEmpty();
    assertThat(table.open(shared("b", 7), 100)).isPresent();
    assertThat(forgotten).containsExactly(shared("a", 6).id());
  }

  @Test
  void puts_awayContaminatedSessionsThatWereIdleForLong_andTheyShedNothing() {
    for (int i = 0; i < 5; i++) {
      taint(open("a", i));
    }
    long later = SessionTable.DORMANT.toMillis() + 3;

    assertThat(table.open(shared("a", 6), later)).isPresent();
    assertThat(forgotten).containsExactly(shared("a", 0).id());
    assertThat(table.embers()).isEqualTo(1);

    Tracked back = table.open(shared("a", 0), later + 1).orElseThrow();
    assertThat(back.state().latches().labels()).containsKey(DataLabel.SECRET);
    assertThat(back.provenance().hasGaps()).isTrue();
  }

  @Test
  void finds_whatStandsAgainstASessionThatWasPutAway() {
    for (int i = 0; i < 5; i++) {
      taint(open("a", i));
    }
    table.open(shared("a", 6), SessionTable.DORMANT.toMillis() + 3);

    Tracked found = table.find(shared("a", 0).id());
    assertThat(found).isNotNull();
    assertThat(found.state().isClean()).isFalse();
  }

  @Test
  void flood_ofOnesOwnSessions_putsNoBusyOneAway() {
    for (int i = 0; i < 5; i++) {
      taint(open("a", i));
    }
    for (int i = 6; i < 200; i++) {
      assertThat(table.open(shared("a", i), SessionTable.DORMANT.toMillis())).isEmpty();
    }
    assertThat(table.embers()).isZero();
  }

  @Test
  void forgets_contaminatedSessionsThatAreOver() {
    for (int i = 0; i < 5; i++) {
      Tracked tracked = open("a", i);
      taint(tracked);
      if (i == 3) {
        tracked.end();
      }
    }

    assertThat(table.open(shared("a", 6), 100)).isPresent();
    assertThat(forgotten).containsExactly(shared("a", 3).id());
  }

  @Test
  void makes_roomAtTheExpenseOfWhoWasIdleLongest() {
    for (int i = 0; i < 10; i++) {
      open("agent-" + i, i);
    }
    open("late", 10);

    assertThat(forgotten).containsExactly(shared("agent-0", 0).id());
  }

  @Test
  void forgets_idleCleanSessions_butNoContaminatedOnes() {
    open("a", 0);
    taint(open("a", 1));
    table.open(shared("b", 2), SessionTable.IDLE.toMillis() + 1_000);

    assertThat(forgotten).containsExactly(shared("a", 0).id());
    assertThat(table.find(shared("a", 1).id())).isNotNull();
  }

  @Test
  void puts_awayWhatIdleSessionsWereTold_howeverManyThereAre() {
    try (SpillFile file = new SpillFile()) {
      SessionTable large = new SessionTable(1_000, 1_000, new Turns(), file);
      Tokenizer tokenizer = new Tokenizer(Vocabulary.shipped().lexicon());
      for (int i = 0; i < 500; i++) {
        Tracked tracked = large.open(shared("a-" + i % 3, i), i).orElseThrow();
        tracked.provenance().result(Fixtures.stepId(i), "told " + i, false, tokenizer);
      }
      for (int i = 0; i <= 500; i++) {
        large.open(shared("busy", 1_000), SessionTable.DORMANT.toMillis() + 90_000);
      }
      assertThat(file.size()).isEqualTo(500 * 512);
    }
  }

  @Test
  void looksAfter_idleSessions_thatWereUsedBetween() {
    Tracked idle = called("a", 0);
    Tracked used = called("a", 1);
    long dormant = SessionTable.DORMANT.toMillis();
    table.open(shared("a", 1), dormant - 1);
    for (int i = 0; i < 5; i++) {
      table.open(shared("b", 2), dormant + 90_000);
    }
    assertThat(idle.state().recent()).isEmpty();
    assertThat(used.state().recent()).hasSize(1);
    for (int i = 0; i < 5; i++) {
      table.open(shared("b", 2), 2 * dormant + 90_000);
    }
    assertThat(used.state().recent()).isEmpty();
  }

  @Test
  void remembers_noMoreOfAnIdleSession_ifNobodyCameByMeanwhile() {
    called("a", 0);
    Tracked back = table.open(shared("a", 0), SessionTable.DORMANT.toMillis() + 1).orElseThrow();
    assertThat(back.state().recent()).isEmpty();
    assertThat(back.state().counters().calls()).isEqualTo(1);
  }

  private Tracked called(String principal, int n) {
    Tracked tracked = open(principal, n);
    Step.Attempted attempt =
        new Step.Attempted(
            Fixtures.stepId(n),
            shared(principal, n),
            StepKind.TOOL_CALL,
            new ToolRef("srv", "tool", "", Set.of(Effect.READ), Set.of(), true),
            Fixtures.payload("{}"),
            Fixtures.NOW);
    tracked.attempted(Call.of(attempt, new Names(), n, n));
    return tracked;
  }

  private Tracked open(String principal, int n) {
    return table.open(shared(principal, n), n).orElseThrow();
  }

  private static void taint(Tracked tracked) {
    tracked.join(
        SessionState.labelled(
            Latches.ofLabels(
                Set.of(DataLabel.SECRET),
                new Latches.Latch(Fixtures.stepId(1), "sample/tool", 1))));
  }

  private static Session shared(String principal, int n) {
    return Fixtures.session(
        new AgentIdentity("default", "test", principal, null, null),
        PrincipalKind.SHARED,
        n,
        EvidenceGrade.G3);
  }
}
