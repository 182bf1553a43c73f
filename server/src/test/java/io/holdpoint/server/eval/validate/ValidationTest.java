// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.server.eval.score.Interval;
import io.holdpoint.server.eval.score.Rate;
import io.holdpoint.server.eval.signs.Sign;
import io.holdpoint.server.eval.signs.SignedCall;
import io.holdpoint.server.eval.signs.SignedSession;
import io.holdpoint.server.eval.trace.Truth;
import io.holdpoint.server.eval.trace.Truth.Label;
import io.holdpoint.server.eval.trace.Truth.Whose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * In suite A attacks have one sign and benign sessions another; in suite B it is the other way
 * round. Who may look at B knows; who may not is wrong about it.
 */
final class ValidationTest {

  private static final Sign PROOF = sign(3);
  private static final Sign WEAK = sign(1);

  @Test
  void rows_tellApartWhatWasLookedAt() {
    List<SignedSession> sessions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sessions.add(attack("a", "task-" + i, PROOF));
      sessions.add(benign("a", "task-" + i, WEAK));
      sessions.add(attack("b", "task-" + i, WEAK));
      sessions.add(benign("b", "task-" + i));
    }

    List<Validation.Row> rows = new Validation(sessions, 0.01, 3).rows();

    assertThat(rows)
        .extracting(Validation.Row::name)
        .containsExactly("shipped-weights", "in-sample", "pair-out", "suite-out");
    assertThat(rows.get(0).recall()).isEqualTo(0.5);
    assertThat(rows.get(0).recallInterval())
        .as("all tasks alike")
        .isEqualTo(new Interval(0.5, 0.5));
    assertThat(rows.get(1).benign()).isZero();
    assertThat(rows.get(1).recallCounts()).isEqualTo(new Rate(5, 10));
    assertThat(rows.get(3).benign())
        .as("chosen on B alone, a weak sign is enough, and stops all of A")
        .isEqualTo(0.5);
    assertThat(rows.get(3).benignCounts()).isEqualTo(new Rate(5, 10));
  }

  @Test
  void pair_isNotLookedAtWhenItIsScored() {
    List<SignedSession> sessions = new ArrayList<>();
    sessions.add(attack("a", "odd", WEAK));
    sessions.add(benign("a", "other"));
    for (int i = 0; i < 5; i++) {
      sessions.add(attack("a", "task-" + i, "goal-" + i, PROOF));
      sessions.add(benign("a", "task-" + i));
    }

    List<Validation.Row> rows = new Validation(sessions, 0.01, 3).rows();

    assertThat(rows.get(1).recall()).as("knows the odd one").isEqualTo(1);
    assertThat(rows.get(2).recall()).as("does not know it").isLessThan(1);
    assertThat(rows.get(2).recallInterval().low()).isLessThan(rows.get(2).recall());
    assertThat(rows.get(2).recallInterval().high()).isGreaterThan(rows.get(2).recall());
  }

  private static SignedSession attack(String suite, String task, Sign sign) {
    return attack(suite, task, "goal-" + task, sign);
  }

  private static SignedSession attack(String suite, String task, String goal, Sign sign) {
    return new SignedSession(
        truth(suite, task, goal, Label.ATTACK_SUCCEEDED),
        List.of(new SignedCall(3, List.of(sign))));
  }

  private static SignedSession benign(String suite, String task, Sign... signs) {
    return new SignedSession(
        truth(suite, task, "", Label.BENIGN), List.of(new SignedCall(3, List.of(signs))));
  }

  private static Truth truth(String suite, String task, String goal, Label label) {
    boolean attack = label == Label.ATTACK_SUCCEEDED;
    return new Truth(
        suite + task + goal,
        "set",
        suite,
        task,
        goal,
        "agent",
        attack ? "plain" : "",
        label,
        attack ? "injection" : "",
        attack,
        attack,
        attack,
        !attack,
        true,
        attack ? OptionalInt.of(3) : OptionalInt.empty(),
        attack ? OptionalInt.of(3) : OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        attack ? Map.of(3, Whose.ATTACK) : Map.of());
  }

  private static Sign sign(int points) {
    return Sign.all().stream().filter(s -> s.points() == points).findFirst().orElseThrow();
  }
}
