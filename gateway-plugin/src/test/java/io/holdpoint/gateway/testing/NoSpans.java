// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.holdpoint.gateway.telemetry.StepReport;
import io.holdpoint.gateway.telemetry.StepSpan;
import io.holdpoint.gateway.telemetry.StepSpans;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.StepId;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Spans that leave nothing behind. */
final class NoSpans implements StepSpans {

  private final AtomicLong ids = new AtomicLong();

  @Override
  public StepSpan open(@Nullable String traceparent, Instant at) {
    long n = ids.incrementAndGet();
    StepId id = new StepId("gw-test", String.format("%032x", n), String.format("%016x", n));
    return new StepSpan() {
      @Override
      public StepId id() {
        return id;
      }

      @Override
      public String traceparent() {
        return "00-" + id.traceId() + "-" + id.spanId() + "-01";
      }

      @Override
      public void close(StepReport report, Instant end) {}
    };
  }

  @Override
  public void sessionEnded(Session session, int risk, Instant at) {}
}
