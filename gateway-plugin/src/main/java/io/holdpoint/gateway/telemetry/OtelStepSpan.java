// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.holdpoint.model.step.StepId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** A step's span of the OpenTelemetry SDK. */
final class OtelStepSpan implements StepSpan {

  private final Span span;
  private final StepId id;
  private final AtomicBoolean closed = new AtomicBoolean();

  OtelStepSpan(Span span, String source) {
    this.span = span;
    SpanContext context = span.getSpanContext();
    this.id = new StepId(source, context.getTraceId(), context.getSpanId());
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
    span.updateName(SpanFacts.name(report));
    SdkFacts facts = new SdkFacts(span);
    SpanFacts.session(facts, report.attempt().session());
    SpanFacts.step(facts, report, at);
    span.end(at);
  }
}
