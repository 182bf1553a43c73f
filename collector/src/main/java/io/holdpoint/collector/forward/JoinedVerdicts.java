// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.forward;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.port.StepListener;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What gateways decided of the calls that frameworks tell of, and what telemetry itself gave reason
 * to say, for the steps told of last. Safe for use by many threads.
 */
public final class JoinedVerdicts implements StepListener {

  private static final int MOST = 1 << 14;

  /**
   * What is known of a framework's step.
   *
   * @param verdict of the gateway's step that is the same call; empty if there is none
   * @param gateway that step, or null
   * @param session the session that gateway saw it in, or empty
   * @param reasons why, and what does not fit
   */
  record Verdict(String verdict, @Nullable StepId gateway, String session, List<Reason> reasons) {}

  private final Map<StepId, Verdict> verdicts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StepId, Verdict> eldest) {
          return size() > MOST;
        }
      };

  /** Nothing is known so far. */
  public JoinedVerdicts() {}

  @Override
  public synchronized void stored(List<StepRow> steps, List<DetectionRow> detections) {
    for (StepRow step : steps) {
      for (Claim claim : step.claims()) {
        verdicts.put(
            claim.id(),
            new Verdict(step.verdict(), step.id(), step.sessionId().value(), step.reasons()));
      }
      if (step.grade() != EvidenceGrade.G0 && !step.isMark() && !step.reasons().isEmpty()) {
        verdicts.put(step.id(), new Verdict("", null, "", step.reasons()));
      }
    }
  }

  /** What is known of a step by now. */
  synchronized Optional<Verdict> of(StepId step) {
    return Optional.ofNullable(verdicts.get(step));
  }
}
