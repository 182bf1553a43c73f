// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.step;

import io.holdpoint.gateway.decision.StepJudgement;
import io.holdpoint.model.step.StepId;

/**
 * What an agent reads of a refusal: that it is one, and a reference for people. Never a rule, never
 * a reason: an agent under foreign control would learn from them.
 */
public final class NeutralText {

  private NeutralText() {}

  /** A call that was refused. */
  public static String refused(String ref) {
    return "The call was not run. A control of this environment stopped it; repeating it will not"
        + " help. Reference: "
        + ref;
  }

  /**
   * A call that was refused, where its caller can do something about it.
   *
   * @param advice what, as a sentence; empty if nothing
   */
  public static String refused(String ref, String advice) {
    return advice.isEmpty()
        ? refused(ref)
        : "The call was not run. " + advice + " Reference: " + ref;
  }

  /** A call whose result is not given out. */
  public static String stopped(String ref) {
    return "The call was stopped by a control of this environment and its result is not available;"
        + " repeating it will not help. Reference: "
        + ref;
  }

  /** A call that waits for a person. */
  public static String waiting(String ref) {
    return "The call was not run: it is waiting for a person. Try again later. Reference: " + ref;
  }

  /** A call of somebody who has too many before people already. */
  public static String tooMany(String ref) {
    return "The call was not run: too many calls are waiting for a person already. Try again later."
        + " Reference: "
        + ref;
  }

  /** A call that could not be recorded. */
  public static String unavailable(String ref) {
    return "The call was not run: the gateway could not record it. Try again later. Reference: "
        + ref;
  }

  /** The reference of a step that no signal is behind. */
  public static String ref(String prefix, StepId step) {
    return StepJudgement.ref(prefix, step);
  }
}
