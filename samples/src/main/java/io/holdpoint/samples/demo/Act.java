// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import io.holdpoint.samples.agents.DriftingAgent;
import io.holdpoint.samples.agents.ExfiltratingAgent;
import io.holdpoint.samples.agents.LoopingAgent;
import io.holdpoint.samples.agents.ReportAgent;
import io.holdpoint.samples.agents.SampleAgent;
import java.time.Duration;
import java.util.List;

/**
 * One agent of the story and what should become of it.
 *
 * @param agent who acts
 * @param rule the rule that should match, empty if none should
 * @param action the signal that rule should give, empty if none
 * @param patience how long the agent waits for one answer
 */
record Act(SampleAgent agent, String rule, String action, Duration patience) {

  /** What clients of the Java SDK wait if nothing is said. */
  private static final Duration USUAL = Duration.ofSeconds(20);

  /** Enough for an answer, and nobody wants to watch a pause for longer. */
  private static final Duration SHORT = Duration.ofSeconds(5);

  static final List<Act> ALL =
      List.of(
          new Act(new ReportAgent(), "", "", USUAL),
          new Act(new ExfiltratingAgent(), "HP-CHAIN-001", "kill", USUAL),
          new Act(new LoopingAgent(), "HP-LOOP-001", "pause", SHORT),
          new Act(new DriftingAgent(), "HP-DRIFT-001", "", USUAL));

  boolean expectsRule() {
    return !rule.isEmpty();
  }

  boolean expectsSignal() {
    return !action.isEmpty();
  }
}
