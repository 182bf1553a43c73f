// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.model.verdict.Detection;
import java.util.List;

/** Sees what a rule matched on, for explanations. Called while the engine judges: must be quick. */
@FunctionalInterface
public interface Witness {
  /** Sees nothing. */
  Witness NONE = (detection, trigger, chain) -> {};

  /**
   * A rule matched.
   *
   * @param trigger the event that completed the match
   * @param chain the events the rule names as proof, possibly none
   */
  void matched(Detection detection, StepEvent trigger, List<Object> chain);
}
