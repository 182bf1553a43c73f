// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.holdpoint.model.identity.Session;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
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
 * Steps as OpenTelemetry spans, exported in batches as OTLP: by the SDK over gRPC, or without a
 * network, in the same bytes, to a collector of the same process. A caller's trace context names
 * the parent but decides nothing: a step is recorded whether or not the caller asks for it. What
 * cannot be delivered is lost, counted and logged; it never holds up a call.
 */
public final class OtelStepSpans implements StepSpans, AutoCloseable {

  /** The name of this service in telemetry. */
  public static final String SERVICE = "holdpoint-gateway";

  private static final String SCOPE = "io.holdpoint.gateway";

  /** With the longest attributes a batch stays below the 4 MB a gRPC receiver takes by default. */
  private static final int BATCH_SIZE = 128;

  private static final Duration EXPORT_LIMIT = Duration.ofSeconds(10);

  private final TelemetrySettings settings;
  private final SpanLoss loss;
  private final Telling telling;

  private OtelStepSpans(TelemetrySettings settings, SpanLoss loss, Telling telling) {
    this.settings = settings;
    this.loss = loss;
    this.telling = telling;
  }

  /** Makes spans and delivers them. */
  interface Telling {
    StepSpan open(@Nullable String traceparent, Instant at);

    void sessionEnded(Session session, int risk, Instant at);

    CompletableResultCode shutdown();

    /** What was not delivered by now counts as lost. */
    void giveUp();
  }

  /** Starts telling of steps over the network, or only naming them if there is no endpoint. */
  public static OtelStepSpans start(TelemetrySettings settings) {
    SpanLoss loss = new SpanLoss(settings.queueSize());
    SdkTracerProviderBuilder provider = provider(settings);
    URI endpoint = settings.endpoint();
    if (endpoint != null) {
      provider.addSpanProcessor(loss.admitting(batches(settings, endpoint, loss)));
    }
    SdkTelling telling = new SdkTelling(settings.source(), SCOPE, provider.build(), loss);
    return new OtelStepSpans(settings, loss, telling);
  }

  /**
   * Starts telling a collector of the same process.
   *
   * @param settings its endpoint and headers are not used
   */
  public static OtelStepSpans start(TelemetrySettings settings, SpanSink sink) {
    SpanLoss loss = new SpanLoss(settings.queueSize());
    OtlpRequest request = new OtlpRequest(SERVICE, settings.source(), SCOPE);
    SpanBatches batches = SpanBatches.start(sink, loss, request, settings);
    return new OtelStepSpans(settings, loss, new SinkTelling(settings.source(), batches));
  }

  private static SdkTracerProviderBuilder provider(TelemetrySettings settings) {
    Attributes resource =
        Attributes.of(Keys.SERVICE_NAME.key(), SERVICE, Keys.SOURCE.key(), settings.source());
    return SdkTracerProvider.builder()
        .setSampler(Sampler.alwaysOn())
        .setSpanLimits(
            SpanLimits.builder().setMaxAttributeValueLength(OtlpWriter.LONGEST_ATTRIBUTE).build())
        .setResource(Resource.create(resource));
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
    return telling.open(traceparent, at);
  }

  @Override
  public void sessionEnded(Session session, int risk, Instant at) {
    telling.sessionEnded(session, risk, at);
  }

  /** Coverage loss: how many steps telemetry could not tell of since start. */
  public long lost() {
    return loss.count();
  }

  /** Delivers what waits, within the limit of the settings. */
  @Override
  public void close() {
    telling.shutdown().join(settings.closeLimit().toNanos(), TimeUnit.NANOSECONDS);
    telling.giveUp();
  }
}
