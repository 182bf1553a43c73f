// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import io.holdpoint.gateway.telemetry.StepReport;
import io.holdpoint.gateway.telemetry.StepSpan;
import io.holdpoint.gateway.telemetry.StepSpans;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.StepId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Spans that are remembered instead of exported. */
public final class RecordingSpans implements StepSpans {

  private final AtomicLong ids = new AtomicLong();

  /** No step of another run has the id of one of this run. */
  private final long run = UUID.randomUUID().getMostSignificantBits();

  private final List<StepReport> reports = new CopyOnWriteArrayList<>();
  private final List<String> parents = new CopyOnWriteArrayList<>();
  private final List<Session> ended = new CopyOnWriteArrayList<>();

  @Override
  public StepSpan open(@Nullable String traceparent, Instant at) {
    parents.add(traceparent == null ? "" : traceparent);
    long n = ids.incrementAndGet();
    StepId id =
        new StepId("gw-test", String.format("%016x%016x", n, run), String.format("%016x", n));
    AtomicBoolean closed = new AtomicBoolean();
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
      public void close(StepReport report, Instant end) {
        if (closed.compareAndSet(false, true)) {
          reports.add(report);
        }
      }
    };
  }

  @Override
  public void sessionEnded(Session session, int risk, Instant at) {
    ended.add(session);
  }

  /** Spans closed so far. */
  public List<StepReport> reports() {
    return List.copyOf(reports);
  }

  /** The trace context each span was opened with. */
  public List<String> parents() {
    return List.copyOf(parents);
  }

  /** Sessions whose end was told. */
  public List<Session> endedSessions() {
    return List.copyOf(ended);
  }
}
