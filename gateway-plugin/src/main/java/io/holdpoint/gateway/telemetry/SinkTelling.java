// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.StepId;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Spans for a collector of the same process: encoded once, at their end, straight from what is
 * known of the step, on the thread that closes them.
 */
final class SinkTelling implements OtelStepSpans.Telling {

  private final String source;
  private final SpanBatches batches;
  private final IdGenerator ids = IdGenerator.random();
  private final ThreadLocal<OtlpWriter> writers = ThreadLocal.withInitial(OtlpWriter::new);

  SinkTelling(String source, SpanBatches batches) {
    this.source = source;
    this.batches = batches;
  }

  @Override
  public StepSpan open(@Nullable String traceparent, Instant at) {
    Traceparent.Named parent = Traceparent.named(traceparent);
    String trace = parent == null ? ids.generateTraceId() : parent.traceId();
    StepId id = new StepId(source, trace, ids.generateSpanId());
    return new Open(id, parent == null ? null : parent.spanId(), at);
  }

  @Override
  public void sessionEnded(Session session, int risk, Instant at) {
    OtlpWriter out = writers.get();
    out.begin(
        SpanFacts.SESSION_ENDED,
        new OtlpWriter.Head(
            ids.generateTraceId(), ids.generateSpanId(), null, OtlpWriter.Head.INTERNAL, at, at));
    SpanFacts.ended(out, session, risk);
    batches.take(out.end());
  }

  @Override
  public CompletableResultCode shutdown() {
    return batches.shutdown();
  }

  @Override
  public void giveUp() {
    batches.giveUp();
  }

  private final class Open implements StepSpan {
    private final StepId id;
    private final @Nullable String parent;
    private final Instant began;
    private final AtomicBoolean closed = new AtomicBoolean();

    Open(StepId id, @Nullable String parent, Instant began) {
      this.id = id;
      this.parent = parent;
      this.began = began;
    }

    @Override
    public StepId id() {
      return id;
    }

    @Override
    public String traceparent() {
      return Traceparent.of(id.traceId(), id.spanId());
    }

    @Override
    public void close(StepReport report, Instant at) {
      if (!closed.compareAndSet(false, true)) {
        return;
      }
      OtlpWriter out = writers.get();
      out.begin(
          SpanFacts.name(report),
          new OtlpWriter.Head(
              id.traceId(), id.spanId(), parent, OtlpWriter.Head.SERVER, began, at));
      out.session(report.attempt().session());
      SpanFacts.step(out, report, at);
      batches.take(out.end());
    }
  }
}
