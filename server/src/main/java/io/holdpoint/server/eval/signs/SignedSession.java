// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.signs;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.eval.score.Scored;
import io.holdpoint.server.eval.trace.Truth;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A recording whose calls were looked at with probes, so that none was stopped.
 *
 * @param truth what people know of it
 * @param calls those that anything speaks against
 */
public record SignedSession(Truth truth, List<SignedCall> calls) {

  public SignedSession {
    requireNonNull(truth, "truth");
    calls = List.copyOf(calls);
  }

  /** Reads what probes told of a session. */
  public static SignedSession of(Scored session, Probes probes) {
    return new SignedSession(
        session.truth(),
        session.replay().calls().stream()
            .filter(call -> !call.atAttempt().isEmpty())
            .map(call -> SignedCall.of(call, probes))
            .toList());
  }

  /** The most that {@code score} says of a call of the attack at or before the harm. */
  public int attackScore(ToIntFunction<SignedCall> score) {
    int harm = truth.harm().orElse(Integer.MAX_VALUE);
    return calls.stream()
        .filter(call -> call.step() <= harm && isAttack(call))
        .mapToInt(score)
        .max()
        .orElse(0);
  }

  /** The most that {@code score} says of any call. */
  public int score(ToIntFunction<SignedCall> score) {
    return calls.stream().mapToInt(score).max().orElse(0);
  }

  private boolean isAttack(SignedCall call) {
    Truth.Whose whose = truth.steps().get(call.step());
    return whose != null && whose.isAttack();
  }
}
