// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.StepId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a verdict is what it is. Operators see it; agents never do.
 *
 * @param code stable, for example {@code gate.killed}, {@code rule.matched}, {@code none}
 * @param rule the rule that matched, or null where no rule was involved
 * @param text one sentence for people, without argument values
 * @param evidence the steps that prove it, in order, possibly empty
 */
public record Reason(String code, @Nullable RuleRef rule, String text, List<StepId> evidence) {

  /** Nothing spoke against the call. */
  public static final Reason NO_OBJECTION =
      new Reason("none", null, "No rule and no signal objected.", List.of());

  public Reason {
    requireNonNull(code, "code");
    requireNonNull(text, "text");
    evidence = List.copyOf(evidence);
  }
}
