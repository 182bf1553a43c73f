// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.util.List;

/** What happens to a call that nobody can judge: what only reads goes on, all else is refused. */
final class FailureMode {

  private FailureMode() {}

  /**
   * The verdict on {@code attempt} while the engine cannot be asked.
   *
   * @param backlogFull true if no more steps can be kept for the engine: then nothing goes on
   */
  static Assessment of(Step.Attempted attempt, boolean backlogFull) {
    boolean open =
        !backlogFull && attempt.tool().effects().stream().noneMatch(FailureMode::isClosed);
    return new Assessment(
        Decision.of(
            new Contribution(
                "engine",
                open ? Verdict.Permit.PLAIN : Verdict.Deny.PLAIN,
                new Reason(
                    "engine.unreachable",
                    null,
                    open
                        ? "The engine cannot be reached; what only reads goes on."
                        : "The engine cannot be reached; what does more than read is refused.",
                    List.of())),
            attempt.at()),
        List.of(),
        List.of(),
        0);
  }

  private static boolean isClosed(Effect effect) {
    return switch (effect) {
      case READ, DISCOVER, MEMORY_READ -> false;
      case WRITE, EGRESS, DELEGATE, MEMORY_WRITE, DESTROY, PAY, EXEC, ADMIN -> true;
    };
  }
}
