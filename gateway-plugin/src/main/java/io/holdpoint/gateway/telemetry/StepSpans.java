// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.holdpoint.model.identity.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes a span of every judged step. Safe for use by many threads. */
public interface StepSpans {

  /**
   * Opens the span of a step.
   *
   * @param traceparent the caller's W3C trace context, or null; an invalid one counts as none
   * @param at when the request arrived
   */
  StepSpan open(@Nullable String traceparent, Instant at);

  /** Tells that a session is over, as a span of its own. */
  void sessionEnded(Session session, int risk, Instant at);
}
