// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.rules.conduct.Conduct.OnLoss;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What happens with a call that cannot be judged: the worse it can be, the less it may go on. */
final class FailureMode {
  static final Duration HOLD_LIMIT = Duration.ofMinutes(5);

  private FailureMode() {}

  /**
   * The answer to an attempt that cannot be judged.
   *
   * @param atLeast what a rule asks for in such a case
   */
  static Assessment answer(ToolRef tool, OnLoss atLeast, Coverage.Loss loss, Instant at) {
    return answer(verdict(tool.effects()).combine(atLeast(atLeast)), loss, at);
  }

  /** What is asked at least of a call, whatever it can do. */
  static Verdict atLeast(OnLoss atLeast) {
    return switch (atLeast) {
      case BY_EFFECT -> Verdict.Permit.PLAIN;
      case HOLD -> new Verdict.Hold(HOLD_LIMIT, Set.of());
      case DENY -> Verdict.Deny.PLAIN;
    };
  }

  /** The answer to a completion or observation that cannot be judged now. */
  static Assessment permit(Coverage.Loss loss, Instant at) {
    return answer(Verdict.Permit.PLAIN, loss, at);
  }

  private static Assessment answer(Verdict verdict, Coverage.Loss loss, Instant at) {
    Reason reason = new Reason(loss.code(), null, loss.text(), List.of());
    return new Assessment(
        Decision.of(new Contribution(Verdicts.JUDGE, verdict, reason), at),
        List.of(),
        List.of(),
        0);
  }

  private static Verdict verdict(Set<Effect> effects) {
    Verdict strictest = Verdict.Permit.PLAIN;
    for (Effect effect : effects) {
      strictest = strictest.combine(verdict(effect));
    }
    return strictest;
  }

  private static Verdict verdict(Effect effect) {
    return switch (effect) {
      case READ, DISCOVER, MEMORY_READ -> Verdict.Permit.PLAIN;
      case WRITE, EGRESS, DELEGATE, MEMORY_WRITE -> new Verdict.Hold(HOLD_LIMIT, Set.of());
      case DESTROY, PAY, EXEC, ADMIN -> Verdict.Deny.PLAIN;
    };
  }
}
