// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.call.Names;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The laws of the merge, over seeded random states. */
final class SessionStateTest {
  private static final int CASES = 100;
  private final Random random = new Random(20261121);

  @Test
  void merges_associatively() {
    for (int i = 0; i < CASES; i++) {
      SessionState a = any();
      SessionState b = any();
      SessionState c = any();
      assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    }
  }

  @Test
  void merges_commutatively() {
    for (int i = 0; i < CASES; i++) {
      SessionState a = any();
      SessionState b = any();
      assertThat(a.merge(b)).isEqualTo(b.merge(a));
    }
  }

  @Test
  void merges_latchesToolsAndCallsIdempotently_andCountersByAdding() {
    for (int i = 0; i < CASES; i++) {
      SessionState a = any();
      SessionState twice = a.merge(a);
      assertThat(twice.latches()).isEqualTo(a.latches());
      assertThat(twice.tools()).isEqualTo(a.tools());
      assertThat(twice.recent()).isEqualTo(a.recent());
      assertThat(twice.counters().calls()).isEqualTo(2 * a.counters().calls());
    }
  }

  @Test
  void has_theEmptyStateAsNeutralElement() {
    for (int i = 0; i < CASES; i++) {
      SessionState a = any();
      assertThat(a.merge(SessionState.EMPTY)).isEqualTo(a);
      assertThat(SessionState.EMPTY.merge(a)).isEqualTo(a);
    }
  }

  @Test
  void takesInACallAndItsEnd_asMergingThemDoes() {
    for (int i = 0; i < 10 * CASES; i++) {
      SessionState a = any();
      boolean known = random.nextBoolean() && !a.recent().isEmpty();
      Call call =
          known
              ? a.recent().get(random.nextInt(a.recent().size()))
              : call(random.nextInt(1_000), "tool-" + random.nextInt(400));
      boolean succeeded = random.nextBoolean();
      SessionState merged = a.merge(SessionState.attempted(call));
      assertThat(a.after(call)).isEqualTo(merged);
      assertThat(merged.after(call, succeeded))
          .isEqualTo(merged.merge(SessionState.completed(call, Latches.NONE, succeeded)));
    }
  }

  @Test
  void loses_noLatch() {
    for (int i = 0; i < CASES; i++) {
      SessionState a = any();
      SessionState b = any();
      Latches both = a.merge(b).latches();
      assertThat(both.labels().keySet()).containsAll(a.latches().labels().keySet());
      assertThat(both.labels().keySet()).containsAll(b.latches().labels().keySet());
      assertThat(both.effects()).containsAll(a.latches().effects());
      assertThat(both.effects()).containsAll(b.latches().effects());
    }
  }

  @Test
  void keeps_theEarliestStepOfALabel() {
    Latches late = labels(DataLabel.SECRET, 2, 200);
    Latches early = labels(DataLabel.SECRET, 1, 100);

    assertThat(late.merge(early).evidence(Set.of(DataLabel.SECRET)))
        .extracting(Latches.Latch::step)
        .containsExactly(Fixtures.stepId(1));
  }

  @Test
  void staysBounded_overManyCalls() {
    SessionState state = SessionState.EMPTY;
    for (int i = 0; i < 2_000; i++) {
      state = state.merge(SessionState.attempted(call(i, "tool-" + i % 1_000)));
    }
    assertThat(state.recent()).hasSize(SessionState.RECENT_CALLS);
    assertThat(state.recent().getLast().id()).isEqualTo(Fixtures.stepId(1_999));
    assertThat(state.tools()).hasSize(SessionState.MOST_TOOLS);
    assertThat(state.counters().calls()).isEqualTo(2_000);
  }

  private SessionState any() {
    SessionState state =
        new SessionState(
            Latches.ofEffects(random.nextBoolean() ? Set.of() : EnumSet.of(any(Effect.values()))),
            SessionState.Counters.ZERO,
            List.of(),
            Set.of());
    int contributions = random.nextInt(60);
    List<SessionState> parts = new ArrayList<>();
    for (int i = 0; i < contributions; i++) {
      parts.add(contribution());
    }
    for (SessionState part : parts) {
      state = state.merge(part);
    }
    return state;
  }

  private SessionState contribution() {
    Call call = call(random.nextInt(500), "tool-" + random.nextInt(400));
    return switch (random.nextInt(4)) {
      case 0 -> SessionState.attempted(call);
      case 1 -> SessionState.denied();
      case 2 ->
          SessionState.labelled(
              labels(any(DataLabel.values()), random.nextInt(50), random.nextInt(50)));
      default -> SessionState.completed(call, Latches.NONE, random.nextBoolean());
    };
  }

  private static Latches labels(DataLabel label, int step, long at) {
    StepId id = Fixtures.stepId(step);
    return Latches.ofLabels(Set.of(label), new Latches.Latch(id, "sample/tool", at));
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static Call call(int n, String tool) {
    ToolRef ref = Fixtures.tool(tool, Set.of(Effect.READ), Set.of());
    return Call.of(
        Fixtures.attempt(n, Fixtures.session(1), ref, "{}", Fixtures.NOW),
        new Names(),
        1_000L + n,
        n);
  }
}
