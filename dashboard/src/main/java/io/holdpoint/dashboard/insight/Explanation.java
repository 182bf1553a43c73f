// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.insight;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.RuleRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a detection came about, as replays of what the engine was told have shown.
 *
 * @param causes the steps that made the rule match, oldest first
 * @param chances where it could have been stopped, earliest first
 * @param verified true if a replay came to the same match
 * @param because why it could not be verified, empty if it could
 */
public record Explanation(
    List<Cause> causes, List<Chance> chances, boolean verified, String because) {

  public Explanation {
    causes = List.copyOf(causes);
    chances = List.copyOf(chances);
    requireNonNull(because, "because");
  }

  /**
   * A step and what it is to the match.
   *
   * @param step which one
   * @param origin true if a value of its result came back in the step that completed the match
   * @param label data label for which it counts, empty if for none
   * @param needed true if there is no match without it, false if there is, null if nobody tried
   */
  public record Cause(StepId step, boolean origin, String label, @Nullable Boolean needed) {
    public Cause {
      requireNonNull(step, "step");
      requireNonNull(label, "label");
    }
  }

  /**
   * A step at which the chain could have been stopped.
   *
   * @param step which one
   * @param rule that matched there; null if the step itself would have had to be refused
   * @param action what that rule asked for, empty if there was none
   * @param shadow true if that was not carried out
   * @param inTime true if the step had not left yet
   */
  public record Chance(
      StepId step, @Nullable RuleRef rule, String action, boolean shadow, boolean inTime) {
    public Chance {
      requireNonNull(step, "step");
      requireNonNull(action, "action");
    }
  }
}
