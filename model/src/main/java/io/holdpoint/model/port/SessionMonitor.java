// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Judges the steps of a session in their order. An engine in the same process answers on the
 * calling thread with a stage that is already complete; a remote one completes it later. Every
 * method is idempotent by (source, step id, phase), and safe for use by many threads.
 */
public interface SessionMonitor {

  /** Judges an attempt before it leaves. The stage never fails: trouble is a verdict too. */
  CompletionStage<Assessment> assess(Step.Attempted attempt);

  /**
   * Takes in how an attempt ended, before the first byte of its result is released. What the result
   * carries stands once the stage is complete.
   */
  CompletionStage<Assessment> complete(Step.Completed completion);

  /** Takes in what telemetry told after the fact. */
  CompletionStage<Assessment> observe(Step.Observed observation);

  /**
   * As {@link #assess(Step.Attempted)}, with the arguments in the clear for a monitor of the same
   * process; one that is elsewhere never sees them.
   */
  default CompletionStage<Assessment> assess(Step.Attempted attempt, ClearView arguments) {
    return assess(attempt);
  }

  /**
   * As {@link #complete(Step.Completed)}, with the result in the clear for a monitor of the same
   * process; one that is elsewhere never sees it.
   */
  default CompletionStage<Assessment> complete(Step.Completed completion, ClearView result) {
    return complete(completion);
  }

  /** As {@link #observe(Step.Observed)}, with what was said in the clear. */
  default CompletionStage<Assessment> observe(Step.Observed observation, ClearView content) {
    return observe(observation);
  }

  /**
   * Takes in that two sessions turned out to be one, as late evidence of identity shows: what
   * either saw stands for both from now on. It can only tighten. A monitor that is elsewhere may
   * not hear of it.
   */
  default void joined(SessionId one, SessionId other, Instant at) {}

  /** Takes in that a session is over, so that it may count towards its agent's baseline. */
  void ended(Session session, Instant at);
}
