// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdpoint.collector.batch.TelemetryKind;
import io.holdpoint.collector.log.Entry;
import io.holdpoint.collector.log.LogLimits;
import io.holdpoint.collector.log.TelemetryLog;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forwarder before a real HTTP server. */
final class ForwarderIT {

  private static final Source GATEWAY = new Source("gw", Trust.GATEWAY);
  private static final Source CREW = new Source("crew", Trust.FRAMEWORK);

  @TempDir private Path folder;
  private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
  private final List<ExportLogsServiceRequest> logs = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer backend;

  @BeforeEach
  void listen() throws IOException {
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext("/otel/v1/traces", this::takeTraces);
    backend.createContext("/otel/v1/logs", this::takeLogs);
    backend.start();
  }

  @AfterEach
  void stop() {
    backend.stop(0);
  }

  @Test
  void sends_on_what_our_gateway_says_as_it_is_with_its_verdicts() throws Exception {
    ExportTraceServiceRequest request =
        spans(span(1, "holdpoint.verdict", "deny"), span(2, "holdpoint.arguments.masked", "{}"));
    try (TelemetryLog log = log();
        Forwarder forwarder = forwarder(log, 100)) {
      log.append(entry(GATEWAY, request));

      await().until(() -> forwarder.stats().sent() == 2 && forwarder.stats().lag() == 0);
      log.stopWaiting();
    }
    assertThat(traces).containsExactly(request);
    assertThat(tokens).containsExactly("secret");
  }

  @Test
  void sends_no_content_of_frameworks() throws Exception {
    try (TelemetryLog log = log();
        Forwarder forwarder = forwarder(log, 100)) {
      log.append(
          entry(
              CREW,
              spans(
                  span(1, "gen_ai.input.messages", "my password is tr0ub4dor"),
                  span(2, "anything.else", "tr0ub4dor too"),
                  span(3, "gen_ai.request.model", "gpt-5"))));
      log.append(
          new Entry(
              CREW,
              TelemetryKind.LOGS,
              Instant.EPOCH,
              ExportLogsServiceRequest.newBuilder()
                  .addResourceLogs(
                      ResourceLogs.newBuilder()
                          .addScopeLogs(
                              ScopeLogs.newBuilder()
                                  .addLogRecords(
                                      LogRecord.newBuilder().setBody(text("tr0ub4dor again")))))
                  .build()
                  .toByteArray()));

      await().until(() -> forwarder.stats().sent() == 4);
      log.stopWaiting();
    }
    assertThat(traces.toString() + logs)
        .doesNotContain("tr0ub4dor")
        .contains("(24 characters)", "(13 characters)", "(15 characters)", "gpt-5");
  }

  @Test
  void waits_for_a_backend_that_is_away_also_over_a_restart() throws Exception {
    status.set(503);
    try (TelemetryLog log = log();
        Forwarder forwarder = forwarder(log, 100)) {
      log.append(entry(GATEWAY, spans(span(1, "a", "b"))));
      await().until(() -> requests.get() > 0);
      assertThat(forwarder.stats().lag()).isPositive();
      log.stopWaiting();
    }
    assertThat(traces).isEmpty();
    status.set(200);

    try (TelemetryLog log = log();
        Forwarder forwarder = forwarder(log, 100)) {
      await().until(() -> forwarder.stats().sent() == 1);
      log.stopWaiting();
    }
    assertThat(traces).hasSize(1);
  }

  @Test
  void goes_on_behind_what_the_backend_refuses_for_good() throws Exception {
    status.set(400);
    try (TelemetryLog log = log();
        Forwarder forwarder = forwarder(log, 100)) {
      log.append(entry(GATEWAY, spans(span(1, "a", "b"), span(2, "a", "b"))));
      await().until(() -> forwarder.stats().refused() == 2);
      status.set(200);
      log.append(entry(GATEWAY, spans(span(3, "a", "b"))));

      await().until(() -> forwarder.stats().sent() == 1);
      log.stopWaiting();
    }
  }

  @Test
  void chooses_traces_whole_and_never_leaves_out_what_was_refused() throws Exception {
    Span[] ordinary =
        Stream.iterate(1, n -> n + 1).limit(400).map(n -> span(n, "a", "b")).toArray(Span[]::new);
    Span[] denied =
        Stream.iterate(1, n -> n + 1)
            .limit(50)
            .map(n -> span(n + 1000, "holdpoint.verdict", "deny"))
            .toArray(Span[]::new);
    try (TelemetryLog log = log();
        Forwarder forwarder = forwarder(log, 25)) {
      log.append(entry(GATEWAY, spans(ordinary)));
      log.append(entry(GATEWAY, spans(ordinary)));
      log.append(entry(GATEWAY, spans(denied)));

      await().until(() -> forwarder.stats().lag() == 0);
      log.stopWaiting();
    }
    assertThat(traces).hasSize(3);
    assertThat(traces.get(0)).isEqualTo(traces.get(1));
    assertThat(count(traces.get(0))).isBetween(60, 140);
    assertThat(count(traces.get(2))).isEqualTo(50);
  }

  private static int count(ExportTraceServiceRequest request) {
    return request.getResourceSpans(0).getScopeSpans(0).getSpansCount();
  }

  private void takeTraces(HttpExchange exchange) throws IOException {
    byte[] body = body(exchange);
    if (status.get() == 200) {
      traces.add(ExportTraceServiceRequest.parseFrom(body));
      tokens.add(exchange.getRequestHeaders().getFirst("x-token"));
    }
    answer(exchange);
  }

  private void takeLogs(HttpExchange exchange) throws IOException {
    logs.add(ExportLogsServiceRequest.parseFrom(body(exchange)));
    answer(exchange);
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] packed = exchange.getRequestBody().readAllBytes();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    exchange.sendResponseHeaders(status.get(), -1);
    exchange.close();
  }

  private TelemetryLog log() throws IOException {
    return TelemetryLog.open(folder, new LogLimits(1 << 20, 1 << 20, 1 << 20));
  }

  private Forwarder forwarder(TelemetryLog log, int percent) throws IOException {
    return new Forwarder(
            log,
            new ForwardSettings(
                URI.create("http://127.0.0.1:" + backend.getAddress().getPort() + "/otel"),
                Map.of("x-token", "secret"),
                percent,
                ForwardSettings.Content.NAMES),
            new JoinedVerdicts(),
            position -> true,
            InstantSource.system())
        .start();
  }

  private static Entry entry(Source source, ExportTraceServiceRequest request) {
    return new Entry(source, Instant.EPOCH, request.toByteArray());
  }

  private static ExportTraceServiceRequest spans(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
        .build();
  }

  private static Span span(int n, String key, String value) {
    return Span.newBuilder()
        .setTraceId(
            ByteString.copyFrom(
                ByteBuffer.allocate(16).putLong(n * 0x9E3779B97F4A7C15L).putLong(n).array()))
        .setSpanId(ByteString.copyFrom(ByteBuffer.allocate(8).putLong(n).array()))
        .setName("step")
        .addAttributes(KeyValue.newBuilder().setKey(key).setValue(text(value)))
        .build();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }
}
