// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.holdpoint.model.identity.Session;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Steps as spans of the OpenTelemetry SDK, exported in batches as OTLP: over gRPC, or without a
 * network to a collector of the same process. A caller's trace context names the parent but decides
 * nothing: a step is recorded whether or not the caller asks for it. What cannot be delivered is
 * lost, counted and logged; it never holds up a call.
 */
public final class OtelStepSpans implements StepSpans, AutoCloseable {

  /** The name of this service in telemetry. */
  public static final String SERVICE = "holdpoint-gateway";

  private static final String SCOPE = "io.holdpoint.gateway";

  /** With the longest attributes a batch stays below the 4 MB a gRPC receiver takes by default. */
  private static final int BATCH_SIZE = 128;

  private static final int LONGEST_ATTRIBUTE = 16_384;
  private static final Duration EXPORT_LIMIT = Duration.ofSeconds(10);

  private final TelemetrySettings settings;
  private final SpanLoss loss;
  private final Runnable giveUp;
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private OtelStepSpans(
      TelemetrySettings settings, SpanLoss loss, Runnable giveUp, SdkTracerProvider provider) {
    this.settings = settings;
    this.loss = loss;
    this.giveUp = giveUp;
    this.provider = provider;
    this.tracer = provider.get(SCOPE);
  }

  /** Starts telling of steps over the network, or only naming them if there is no endpoint. */
  public static OtelStepSpans start(TelemetrySettings settings) {
    SpanLoss loss = new SpanLoss(settings.queueSize());
    SdkTracerProviderBuilder provider = provider(resource(settings));
    URI endpoint = settings.endpoint();
    if (endpoint != null) {
      provider.addSpanProcessor(loss.admitting(batches(settings, endpoint, loss)));
    }
    return new OtelStepSpans(settings, loss, loss::giveUp, provider.build());
  }

  /**
   * Starts telling a collector of the same process.
   *
   * @param settings its endpoint and headers are not used
   */
  public static OtelStepSpans start(TelemetrySettings settings, SpanSink sink) {
    SpanLoss loss = new SpanLoss(settings.queueSize());
    Resource resource = resource(settings);
    SinkProcessor processor = SinkProcessor.start(sink, loss, resource, SCOPE, settings);
    SdkTracerProvider provider = provider(resource).addSpanProcessor(processor).build();
    return new OtelStepSpans(settings, loss, processor::giveUp, provider);
  }

  private static SdkTracerProviderBuilder provider(Resource resource) {
    return SdkTracerProvider.builder()
        .setSampler(Sampler.alwaysOn())
        .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(LONGEST_ATTRIBUTE).build())
        .setResource(resource);
  }

  private static Resource resource(TelemetrySettings settings) {
    return Resource.create(
        Attributes.of(Keys.SERVICE_NAME, SERVICE, Keys.SOURCE, settings.source()));
  }

  private static SpanProcessor batches(TelemetrySettings settings, URI endpoint, SpanLoss loss) {
    Map<String, String> headers = settings.headers();
    SpanExporter exporter =
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(endpoint.toString())
            .setHeaders(() -> headers)
            .setTimeout(EXPORT_LIMIT)
            .build();
    return BatchSpanProcessor.builder(loss.watching(exporter))
        .setScheduleDelay(settings.delay())
        .setMaxQueueSize(settings.queueSize())
        .setMaxExportBatchSize(BATCH_SIZE)
        .build();
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
    return new OtelStepSpan(span, settings.source());
  }

  @Override
  public void sessionEnded(Session session, int risk, Instant at) {
    Span span =
        tracer
            .spanBuilder("session ended")
            .setParent(Context.root())
            .setStartTimestamp(at)
            .startSpan();
    SpanFacts.session(span, session, risk);
    span.setAttribute(Keys.ENDED, true);
    span.end(at);
  }

  /** Coverage loss: how many steps telemetry could not tell of since start. */
  public long lost() {
    return loss.count();
  }

  /** Delivers what waits, within the limit of the settings. */
  @Override
  public void close() {
    provider.shutdown().join(settings.closeLimit().toNanos(), TimeUnit.NANOSECONDS);
    giveUp.run();
  }
}
