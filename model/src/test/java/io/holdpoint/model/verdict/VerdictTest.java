// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdpoint.model.testing.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void combines_in_any_order_and_grouping() {
    Random random = new Random(42);
    for (int i = 0; i < 5000; i++) {
      Verdict a = verdict(random);
      Verdict b = verdict(random);
      Verdict c = verdict(random);
      assertThat(a.combine(b)).isEqualTo(b.combine(a));
      assertThat(a.combine(b).combine(c)).isEqualTo(a.combine(b.combine(c)));
      assertThat(a.combine(a)).isEqualTo(a);
      assertThat(a.combine(Verdict.Permit.PLAIN)).isEqualTo(a);
    }
  }

  @Test
  void takes_the_stricter_with_all_obligations() {
    Obligation one = new Obligation.Notify("d-1");
    Obligation two = new Obligation.Notify("d-2");
    Verdict permit = new Verdict.Permit(Set.of(one));
    Verdict hold = new Verdict.Hold(Duration.ofMinutes(5), Set.of(two));
    Verdict shorter = new Verdict.Hold(Duration.ofMinutes(1), Set.of());
    assertThat(permit.combine(hold))
        .isEqualTo(new Verdict.Hold(Duration.ofMinutes(5), Set.of(one, two)));
    assertThat(hold.combine(shorter))
        .isEqualTo(new Verdict.Hold(Duration.ofMinutes(1), Set.of(two)));
    assertThat(hold.combine(Verdict.Deny.PLAIN)).isEqualTo(new Verdict.Deny(Set.of(two)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Verdict.Hold(Duration.ZERO, Set.of()))
        .withMessage("hold limit: got PT0S (expected: > 0)");
  }

  @Test
  void decides_with_a_reason_whatever_the_order_of_the_judges() {
    Random random = new Random(43);
    for (int i = 0; i < 1000; i++) {
      List<Contribution> voices = new ArrayList<>();
      for (int j = 0; j <= random.nextInt(5); j++) {
        Reason reason = new Reason("code-" + j, null, "text", List.of());
        voices.add(new Contribution("judge-" + j, verdict(random), reason));
      }
      Decision decision = Decision.of(voices, Fixtures.NOW);
      assertThat(decision.reasons()).isNotEmpty();
      Collections.shuffle(voices, random);
      assertThat(Decision.of(voices, Fixtures.NOW).verdict()).isEqualTo(decision.verdict());
      assertThat(
              decision
                  .and(new Contribution("last", Verdict.Deny.PLAIN, Reason.NO_OBJECTION))
                  .verdict())
          .isInstanceOf(Verdict.Deny.class);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decision(Verdict.Permit.PLAIN, List.of(), Fixtures.NOW))
        .withMessage("contributions: got none (expected: at least one)");
  }

  private static Verdict verdict(Random random) {
    Set<Obligation> obligations = new HashSet<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      obligations.add(new Obligation.Notify("d-" + random.nextInt(4)));
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Verdict.Permit(obligations);
      case 1 -> new Verdict.Hold(Duration.ofSeconds(1 + random.nextInt(5)), obligations);
      default -> new Verdict.Deny(obligations);
    };
  }
}
