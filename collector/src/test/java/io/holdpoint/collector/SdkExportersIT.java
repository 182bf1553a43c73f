// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.collector.ledger.Count;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exporters of the OpenTelemetry SDK, each kind over each protocol. */
final class SdkExportersIT {

  private static final String BEARER = "Bearer " + TestCollector.FRAMEWORK_TOKEN;

  @TempDir private Path folder;
  private TestCollector running;
  private String grpc;
  private String http;

  @BeforeEach
  void start() throws IOException {
    running =
        new TestCollector(
            TestCollector.config(folder), new InMemorySessionStore(), ScriptedMonitor.permitting());
    grpc = "http://127.0.0.1:" + running.collector.grpcPort();
    http = "http://127.0.0.1:" + running.collector.httpPort();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "none"})
  void takes_traces_logs_and_metrics_over_grpc(String compression) {
    traces(
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(grpc)
            .setCompression(compression)
            .addHeader("authorization", BEARER)
            .build());
    logs(
        OtlpGrpcLogRecordExporter.builder()
            .setEndpoint(grpc)
            .setCompression(compression)
            .addHeader("authorization", BEARER)
            .build());
    metrics(
        OtlpGrpcMetricExporter.builder()
            .setEndpoint(grpc)
            .setCompression(compression)
            .addHeader("authorization", BEARER)
            .build());
    assertTaken();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "none"})
  void takes_traces_logs_and_metrics_over_http(String compression) {
    traces(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(http + "/v1/traces")
            .setCompression(compression)
            .addHeader("authorization", BEARER)
            .build());
    logs(
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(http + "/v1/logs")
            .setCompression(compression)
            .addHeader("authorization", BEARER)
            .build());
    metrics(
        OtlpHttpMetricExporter.builder()
            .setEndpoint(http + "/v1/metrics")
            .setCompression(compression)
            .addHeader("authorization", BEARER)
            .build());
    assertTaken();
  }

  @Test
  void goes_on_with_other_senders_after_one_was_refused() {
    SpanExporter wrong =
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(grpc)
            .addHeader("authorization", "Bearer token-of-nobody-at-all")
            .build();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(wrong)).build()) {
      provider.get("test").spanBuilder("chat m").startSpan().end();
      assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS)).isNotNull();
    }
    takes_traces_logs_and_metrics_over_grpc("gzip");
    assertThat(running.collector.stats().sum(Count.UNKNOWN_CREDENTIAL)).isEqualTo(1);
  }

  private void assertTaken() {
    CollectorStats stats = running.collector.stats();
    assertThat(stats.sum(Count.SPANS)).isEqualTo(1);
    assertThat(stats.sum(Count.LOG_RECORDS)).isEqualTo(1);
    // The exporters count themselves too.
    assertThat(stats.sum(Count.DATA_POINTS)).isGreaterThanOrEqualTo(2);
    assertThat(stats.sources())
        .filteredOn(source -> source.count(Count.SPANS) > 0)
        .singleElement()
        .satisfies(source -> assertThat(source.source()).isEqualTo("crew"));
  }

  private static void traces(SpanExporter exporter) {
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      provider.get("test").spanBuilder("chat m").startSpan().end();
      assertDone(provider.forceFlush());
    }
  }

  private static void logs(LogRecordExporter exporter) {
    try (SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(exporter))
            .build()) {
      provider.get("test").logRecordBuilder().setBody("a record").emit();
      assertDone(provider.forceFlush());
    }
  }

  private static void metrics(MetricExporter exporter) {
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.create(exporter))
            .build()) {
      provider.get("test").counterBuilder("calls").build().add(1);
      provider.get("test").histogramBuilder("duration").build().record(0.5);
      assertDone(provider.forceFlush());
    }
  }

  private static void assertDone(CompletableResultCode result) {
    assertThat(result.join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
  }
}
