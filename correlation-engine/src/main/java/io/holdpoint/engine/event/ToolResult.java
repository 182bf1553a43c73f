// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import java.util.Set;

/** The end of a call that was let through, before its result is released. */
public final class ToolResult extends StepEvent {
  private final Outcome outcome;
  private final Set<DataLabel> labels;
  private final String resultDigest;
  private final int resultSize;

  public ToolResult(StepFacts facts, Step.Completed completion) {
    super(facts);
    this.outcome = completion.outcome();
    this.labels = completion.labels();
    this.resultDigest = completion.result().digest().value();
    this.resultSize = completion.result().sizeBytes();
  }

  /** True if this result brought private data. */
  public boolean privateResult() {
    return labels.contains(DataLabel.PRIVATE);
  }

  /** True if this result brought secret data. */
  public boolean secretResult() {
    return labels.contains(DataLabel.SECRET);
  }

  /** True if this result brought untrusted data. */
  public boolean untrustedResult() {
    return labels.contains(DataLabel.UNTRUSTED);
  }

  /** How the call ended, for example {@code succeeded}, {@code tool-error}, {@code timed-out}. */
  public String outcome() {
    return outcome.word();
  }

  /** True unless the call succeeded. */
  public boolean failed() {
    return !(outcome instanceof Outcome.Succeeded);
  }

  /** Keyed digest of the result; equal for equal results of one tenant. */
  public String resultDigest() {
    return resultDigest;
  }

  /** Size of the result in bytes. */
  public int resultSize() {
    return resultSize;
  }
}
