// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.credential.OnApproval;
import io.holdpoint.gateway.decision.Objections;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds calls whose credential is got only once a person approved them. Behind others: what they
 * deny needs no approval.
 *
 * @param first whoever speaks before
 * @param byUpstream which tools need it, by name of the upstream
 */
record OnApprovalTools(Objections first, Map<String, OnApproval> byUpstream) implements Objections {

  private static final Duration ANY_LIMIT = Duration.ofDays(1);
  private static final Contribution HELD =
      new Contribution(
          "credentials",
          new Verdict.Hold(ANY_LIMIT, Set.of()),
          new Reason(
              "credential.on-approval",
              null,
              "What opens the server for this call is got only once a person approved it.",
              List.of()));

  OnApprovalTools {
    byUpstream = Map.copyOf(byUpstream);
  }

  @Override
  public @Nullable Contribution against(Step.Attempted attempt, @Nullable Offer uses) {
    Contribution before = first.against(attempt, uses);
    OnApproval rule = before == null ? byUpstream.get(attempt.tool().upstream()) : null;
    return rule != null
            && attempt.kind() == StepKind.TOOL_CALL
            && rule.covers(attempt.tool().name())
        ? HELD
        : before;
  }
}
