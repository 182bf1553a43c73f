// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.metrics;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Content;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.model.port.StepListener;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Own metrics: made with the OpenTelemetry SDK, sent by OTLP where the settings say so, and read by
 * Prometheus as an operators' route. An instrument keeps 2,000 sets of attributes at most, whatever
 * senders call their models; what is beyond is counted together. Safe for use by many threads.
 */
public final class OwnMetrics implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 2;

  private final OnDemand onDemand = new OnDemand();
  private final SdkMeterProvider provider;
  private final Meter meter;
  private final StepMetrics steps;

  private OwnMetrics(MetricsSettings settings, String version) {
    SdkMeterProviderBuilder builder =
        SdkMeterProvider.builder()
            .setResource(
                Resource.getDefault().toBuilder()
                    .put(AttributeKey.stringKey("service.name"), "holdpoint")
                    .put(AttributeKey.stringKey("service.version"), version)
                    .build())
            .registerMetricReader(onDemand);
    settings
        .endpoint()
        .ifPresent(endpoint -> builder.registerMetricReader(sent(endpoint, settings)));
    this.provider = builder.build();
    this.meter = provider.get("io.holdpoint");
    this.steps = new StepMetrics(meter);
  }

  /**
   * Starts counting, and sending where the settings say so.
   *
   * @param version of the product
   */
  public static OwnMetrics start(MetricsSettings settings, String version) {
    return new OwnMetrics(settings, version);
  }

  private static PeriodicMetricReader sent(URI endpoint, MetricsSettings settings) {
    OtlpHttpMetricExporterBuilder exporter =
        OtlpHttpMetricExporter.builder().setEndpoint(endpoint + "/v1/metrics");
    if (!settings.token().isEmpty()) {
      exporter.addHeader("Authorization", "Bearer " + settings.token());
    }
    return PeriodicMetricReader.builder(exporter.build()).setInterval(settings.interval()).build();
  }

  /** Counts steps once they are stored. */
  public StepListener steps() {
    return steps;
  }

  /** Looks from now on at what is counted elsewhere. */
  public void watch(Watched watched) {
    new WatchedMetrics(meter, watched).register();
  }

  /** What Prometheus reads. */
  public OperatorRoute route() {
    return new OperatorRoute(
        Method.GET,
        "/metrics",
        Right.LOOK,
        request -> {
          byte[] page = PrometheusText.of(onDemand.read()).getBytes(StandardCharsets.UTF_8);
          return Answer.of(
              new Content(PrometheusText.CONTENT_TYPE, Map.of(), out -> out.write(page)));
        });
  }

  /** Sends what is left, for two seconds at most. */
  @Override
  public void close() {
    var _ = provider.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
