// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.StepRow;

/** Takes what comes of the assembly. A step may come again: the last one counts. */
public interface Outlet {

  /** A step to be stored, in place of what was stored of it before. */
  void row(StepRow row);

  /** Something the monitor has to be told of. */
  void observed(String tenant, Step.Observed step);

  /** A step of this sender turned out to be the same call as a gateway's. */
  void joined(String source, JoinWay way);

  /** What a sender tells does not fit what the gateway saw; empty if no single sender told it. */
  void mismatched(String source, Mismatch mismatch);

  /** How far this sender's clock is ahead of the gateway's, for people to see. */
  void skew(String source, long millis);
}
