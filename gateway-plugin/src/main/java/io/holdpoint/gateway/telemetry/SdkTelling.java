// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.holdpoint.model.identity.Session;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Spans of the OpenTelemetry SDK, delivered by its processors. */
final class SdkTelling implements OtelStepSpans.Telling {

  private final String source;
  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final SpanLoss loss;

  SdkTelling(String source, String scope, SdkTracerProvider provider, SpanLoss loss) {
    this.source = source;
    this.provider = provider;
    this.tracer = provider.get(scope);
    this.loss = loss;
  }

  @Override
  public StepSpan open(@Nullable String traceparent, Instant at) {
    Span span =
        tracer
            .spanBuilder("step")
            .setParent(Traceparent.parent(traceparent))
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(at)
            .startSpan();
    return new OtelStepSpan(span, source);
  }

  @Override
  public void sessionEnded(Session session, int risk, Instant at) {
    Span span =
        tracer
            .spanBuilder(SpanFacts.SESSION_ENDED)
            .setParent(Context.root())
            .setStartTimestamp(at)
            .startSpan();
    SpanFacts.ended(new SdkFacts(span), session, risk);
    span.end(at);
  }

  @Override
  public CompletableResultCode shutdown() {
    return provider.shutdown();
  }

  @Override
  public void giveUp() {
    loss.giveUp();
  }
}
