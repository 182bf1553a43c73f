// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.call.Names;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StepMemoryTest {
  private final StepMemory memory = new StepMemory();

  @Test
  void remembers_theLastFinishedSteps_andForgetsTheOldestFirst() {
    int many = 3 * StepMemory.FINISHED + 5;
    for (int i = 0; i < many; i++) {
      memory.finished(step(i), answer(i % 100));
      int first = Math.max(0, i + 1 - StepMemory.FINISHED);
      if (first > 0) {
        assertThat(memory.find(step(first - 1))).as("after %s", i).isNull();
      }
      assertThat(completion(first)).isEqualTo(answer(first % 100));
      assertThat(completion(i)).isEqualTo(answer(i % 100));
    }
  }

  @Test
  void replaces_theAnswerOfAStepThatIsFinishedAgain_andKeepsItsPlace() {
    for (int i = 0; i < StepMemory.FINISHED; i++) {
      memory.finished(step(i), answer(1));
    }
    memory.finished(step(0), answer(2));
    assertThat(completion(0)).isEqualTo(answer(2));

    memory.finished(step(StepMemory.FINISHED), answer(1));
    assertThat(memory.find(step(0))).isNull();
    assertThat(completion(1)).isEqualTo(answer(1));
  }

  @Test
  void keeps_callsInFlight_howeverManyFinish() {
    Step.Attempted attempt =
        Fixtures.attempt(
            9_999,
            Fixtures.session(1),
            Fixtures.tool("t", Set.of(Effect.READ), Set.of()),
            "{}",
            Fixtures.NOW);
    memory.attempted(Call.of(attempt, new Names(), 1, 1), answer(3));
    for (int i = 0; i < 2 * StepMemory.FINISHED; i++) {
      memory.finished(step(i), answer(1));
    }
    assertThat(memory.isBusy()).isTrue();
    memory.finished(attempt.id(), answer(4));
    StepMemory.Entry entry = Objects.requireNonNull(memory.find(attempt.id()));
    assertThat(entry.attempt()).isEqualTo(answer(3));
    assertThat(entry.completion()).isEqualTo(answer(4));
    assertThat(memory.isBusy()).isFalse();
  }

  private Assessment completion(int n) {
    return Objects.requireNonNull(
        Objects.requireNonNull(memory.find(step(n)), "forgotten").completion());
  }

  private static StepId step(int n) {
    return Fixtures.stepId(n);
  }

  private static Assessment answer(int risk) {
    Contribution contribution =
        new Contribution("engine", Verdict.Permit.PLAIN, Reason.NO_OBJECTION);
    return new Assessment(Decision.of(contribution, Fixtures.NOW), List.of(), List.of(), risk);
  }
}
