// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.step.StepId;
import io.holdpoint.model.testing.Fixtures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StepMapTest {
  private static final int MOST = 8;
  private final Random random = new Random(20261122);

  /** Over seeded random uses, beside a map of the JDK. */
  @Test
  void holds_whatAMapInOrderOfArrivalHolds() {
    StepMap<Integer> steps = new StepMap<>(MOST);
    Map<StepId, Integer> expected = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      StepId step = Fixtures.stepId(random.nextInt(2 * MOST));
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> {
          steps.put(step, i);
          expected.put(step, i);
          if (expected.size() > MOST) {
            expected.remove(expected.keySet().iterator().next());
          }
        }
        case 4, 5 -> assertThat(steps.remove(step)).isEqualTo(expected.remove(step));
        default -> assertThat(steps.get(step)).isEqualTo(expected.get(step));
      }
      if (random.nextInt(1_000) == 0) {
        steps.clear();
        expected.clear();
      }
      assertThat(steps.size()).isEqualTo(expected.size());
    }
  }

  @Test
  void pushesOut_theOldest_whereOneMoreComes() {
    StepMap<String> steps = new StepMap<>(2);
    steps.put(Fixtures.stepId(1), "first");
    steps.put(Fixtures.stepId(2), "second");
    steps.put(Fixtures.stepId(1), "first again");
    steps.put(Fixtures.stepId(3), "third");

    assertThat(steps.get(Fixtures.stepId(1))).isNull();
    assertThat(steps.get(Fixtures.stepId(2))).isEqualTo("second");
    assertThat(steps.get(Fixtures.stepId(3))).isEqualTo("third");
  }
}
