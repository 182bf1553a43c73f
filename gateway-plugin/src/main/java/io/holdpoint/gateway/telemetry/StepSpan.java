// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.holdpoint.model.step.StepId;
import java.time.Instant;

/** The span of one step, open from arrival to the end of its answer. */
public interface StepSpan {

  /** Names the step. */
  StepId id();

  /** The W3C trace context to send upstream, so that the upstream's spans become children. */
  String traceparent();

  /** Closes the span with all that is known. Only the first call counts. */
  void close(StepReport report, Instant at);
}
