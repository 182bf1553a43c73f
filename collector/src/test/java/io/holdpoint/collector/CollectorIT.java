// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenTelemetry SDK's own exporters against a whole collector. */
final class CollectorIT {

  @TempDir private Path folder;
  private final ScriptedMonitor monitor = ScriptedMonitor.permitting();
  private final BlockingQueue<StepRow> heard = new LinkedBlockingQueue<>();
  private TestCollector running;

  @BeforeEach
  void start() throws IOException {
    running = new TestCollector(folder, monitor, (steps, detections) -> heard.addAll(steps));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void takes_a_gateway_step_over_grpc() throws Exception {
    export(grpc(TestCollector.GATEWAY_TOKEN), tracer -> gatewaySpan(tracer, "s-01"));

    assertThat(running.projected()).isTrue();
    SessionRow session = running.store.session("default", new SessionId("s-01")).orElseThrow();
    assertThat(session.steps()).isEqualTo(1);
    assertThat(session.detections()).isEqualTo(1);
    StepRow step = running.store.steps("default", new SessionId("s-01"), 0, 10).getFirst();
    assertThat(step.grade()).isEqualTo(EvidenceGrade.G0);
    assertThat(step.kind()).isEqualTo(StepKind.TOOL_CALL);
    assertThat(step.id().source()).isEqualTo("gw-1");
    assertThat(step.verdict()).isEqualTo("deny");
    assertThat(monitor.steps()).isEmpty();
  }

  @Test
  void takes_a_framework_step_over_http_with_gzip() throws Exception {
    SpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint("http://127.0.0.1:" + running.collector.httpPort() + "/v1/traces")
            .addHeader("Authorization", "Bearer " + TestCollector.FRAMEWORK_TOKEN)
            .setCompression("gzip")
            .build();

    export(exporter, CollectorIT::frameworkSpan);

    assertThat(running.projected()).isTrue();
    StepRow step = heard.take();
    assertThat(step.grade()).isEqualTo(EvidenceGrade.G2);
    assertThat(step.name()).isEqualTo("read_file");
    assertThat(step.id().source()).isEqualTo("otlp:crew");
    assertThat(running.store.steps("default", step.sessionId(), 0, 10)).containsExactly(step);
    assertThat(monitor.steps())
        .singleElement()
        .isInstanceOfSatisfying(
            Step.Observed.class,
            observed -> {
              assertThat(observed.grade()).isEqualTo(EvidenceGrade.G2);
              assertThat(observed.session()).isEqualTo(step.sessionId());
            });
  }

  @Test
  void believes_nothing_of_ours_from_a_sender_without_a_token() throws Exception {
    export(grpc(""), tracer -> gatewaySpan(tracer, "s-02"));

    assertThat(running.projected()).isTrue();
    assertThat(running.store.session("default", new SessionId("s-02"))).isEmpty();
    CollectorStats stats = running.collector.stats();
    assertThat(stats.accepted()).isEqualTo(1);
    assertThat(stats.projection().stripped()).isEqualTo(20);
    assertThat(heard).singleElement().extracting(StepRow::grade).isEqualTo(EvidenceGrade.G3);
  }

  @Test
  void takes_requests_of_its_own_process_as_if_a_source_had_sent_them() throws Exception {
    byte[] request =
        Requests.body(
                Requests.step(1).toBuilder()
                    .addAttributes(Requests.attribute(Attributes.SESSION, Requests.text("s-07")))
                    .addAttributes(Requests.attribute(Attributes.SOURCE, Requests.text("gw-1")))
                    .addAttributes(
                        Requests.attribute(Attributes.STEP_KIND, Requests.text("tool-call")))
                    .build(),
                Requests.step(2).toBuilder().clearSpanId().build())
            .toByteArray();

    assertThat(running.collector.take(new Source("own", Trust.GATEWAY), request)).isEqualTo(1);
    assertThat(running.collector.take(Source.ANONYMOUS, request)).isEqualTo(1);

    assertThat(running.projected()).isTrue();
    assertThat(heard).extracting(StepRow::grade).contains(EvidenceGrade.G0, EvidenceGrade.G3);
    assertThat(running.store.session("default", new SessionId("s-07")).orElseThrow().steps())
        .isEqualTo(1);
    assertThat(running.collector.stats().accepted()).isEqualTo(2);
    assertThat(running.collector.stats().rejected()).isEqualTo(2);
    assertThatThrownBy(() -> running.collector.take(Source.ANONYMOUS, new byte[] {0x0a, 0x7f}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("body: got bytes that cannot be read");
    assertThat(running.collector.stats().refused()).isEqualTo(1);
  }

  @Test
  void refuses_a_token_it_does_not_know() throws Exception {
    assertThat(succeeds(grpc("some-other-token-0123456789"), tracer -> gatewaySpan(tracer, "s-03")))
        .isFalse();
    assertThat(running.collector.stats().accepted()).isZero();
    assertThat(running.collector.stats().refused()).isPositive();
  }

  @Test
  void drops_and_counts_spans_that_are_no_steps() throws Exception {
    export(grpc(""), tracer -> tracer.spanBuilder("GET /").startSpan());

    assertThat(running.projected()).isTrue();
    assertThat(running.collector.stats().projection().unknown()).isEqualTo(1);
    assertThat(heard).isEmpty();
  }

  @Test
  void tells_listeners_of_a_lone_export_without_waiting_for_more() throws Exception {
    export(grpc(TestCollector.GATEWAY_TOKEN), tracer -> gatewaySpan(tracer, "s-04")); // warm
    heard.take();

    export(grpc(TestCollector.GATEWAY_TOKEN), tracer -> gatewaySpan(tracer, "s-05"));

    assertThat(heard.poll(40, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void says_which_port_is_in_use_and_leaves_nothing_running() throws Exception {
    CollectorConfig config = TestCollector.config(folder.resolve("other"));
    InetSocketAddress taken =
        InetSocketAddress.createUnresolved("127.0.0.1", running.collector.httpPort());
    CollectorConfig clash =
        new CollectorConfig(
            config.grpcListen(),
            taken,
            config.maxRequest(),
            config.log(),
            100,
            config.sources(),
            config.folder());

    assertThatThrownBy(() -> startBare(clash))
        .isInstanceOf(BindException.class)
        .hasMessage(
            "http-listen: got 127.0.0.1:"
                + taken.getPort()
                + " (expected: an address of this machine with a port that is free)");
    startBare(config).close(); // the log's folder is free again
  }

  @Test
  void says_which_grpc_port_is_in_use() {
    CollectorConfig config = TestCollector.config(folder.resolve("other"));
    InetSocketAddress taken =
        InetSocketAddress.createUnresolved("127.0.0.1", running.collector.grpcPort());
    CollectorConfig clash =
        new CollectorConfig(
            taken,
            config.httpListen(),
            config.maxRequest(),
            config.log(),
            100,
            List.of(),
            config.folder());

    assertThatThrownBy(() -> startBare(clash))
        .isInstanceOf(BindException.class)
        .hasMessageStartingWith("grpc-listen: got 127.0.0.1:" + taken.getPort());
  }

  @Test
  void stores_each_step_once_when_many_export_at_once() throws Exception {
    int threads = 8;
    int each = 50;
    List<Thread> senders =
        java.util.stream.IntStream.range(0, threads)
            .mapToObj(
                t ->
                    Thread.ofPlatform()
                        .start(
                            () ->
                                export(
                                    grpc(TestCollector.GATEWAY_TOKEN),
                                    tracer -> {
                                      for (int i = 1; i < each; i++) {
                                        gatewaySpan(tracer, "s-" + (t % 4)).end();
                                      }
                                      return gatewaySpan(tracer, "s-" + (t % 4));
                                    })))
            .toList();
    for (Thread sender : senders) {
      sender.join();
    }

    assertThat(running.projected()).isTrue();
    assertThat(running.store.sessions("default", 10))
        .extracting(SessionRow::steps)
        .containsExactly(100, 100, 100, 100);
    await().untilAsserted(() -> assertThat(heard).hasSize(threads * each));
  }

  private static Collector startBare(CollectorConfig config) throws IOException {
    return Collector.start(
        config,
        new io.holdpoint.model.testing.InMemorySessionStore(),
        ScriptedMonitor.permitting(),
        new InMemorySignalBus(),
        List.of(),
        InstantSource.system());
  }

  private SpanExporter grpc(String token) {
    var builder =
        OtlpGrpcSpanExporter.builder()
            .setEndpoint("http://127.0.0.1:" + running.collector.grpcPort());
    if (!token.isEmpty()) {
      builder.addHeader("Authorization", "Bearer " + token);
    }
    return builder.build();
  }

  /** Begins spans with a tracer; the last one is returned and ended by the caller. */
  private interface Work {
    Span begin(Tracer tracer);
  }

  private static void export(SpanExporter exporter, Work work) {
    assertThat(succeeds(exporter, work)).isTrue();
  }

  private static boolean succeeds(SpanExporter exporter, Work work) {
    RecordingExporter recording = new RecordingExporter(exporter);
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(recording).build())
            .build()) {
      work.begin(provider.get("test")).end();
      provider.forceFlush().join(10, TimeUnit.SECONDS);
    }
    return recording.succeeded();
  }

  private static Span frameworkSpan(Tracer tracer) {
    return tracer
        .spanBuilder("execute_tool read_file")
        .setAttribute(Attributes.GEN_AI_OPERATION_NAME, "execute_tool")
        .setAttribute(Attributes.GEN_AI_TOOL_NAME, "read_file")
        .setAttribute(Attributes.GEN_AI_CONVERSATION_ID, "c-1")
        .startSpan();
  }

  /** A span with 14 attributes and one event of 6 that only a gateway may set. */
  private static Span gatewaySpan(Tracer tracer, String session) {
    Span span =
        tracer
            .spanBuilder("tools/call send_mail")
            .setAttribute(Attributes.GEN_AI_OPERATION_NAME, "execute_tool")
            .setAttribute(Attributes.GEN_AI_TOOL_NAME, "send_mail")
            .setAttribute(Attributes.SOURCE, "gw-1")
            .setAttribute(Attributes.TENANT, "default")
            .setAttribute(Attributes.ENVIRONMENT, "test")
            .setAttribute(Attributes.SESSION, session)
            .setAttribute(Attributes.SESSION_ROOT, session)
            .setAttribute(Attributes.PRINCIPAL, "support-triage")
            .setAttribute(Attributes.PRINCIPAL_KIND, "exclusive")
            .setAttribute(Attributes.SESSION_RISK, 80L)
            .setAttribute(Attributes.STEP_KIND, "tool-call")
            .setAttribute(Attributes.UPSTREAM, "outbox")
            .setAttribute(AttributeKey.stringArrayKey(Attributes.EFFECTS), List.of("egress"))
            .setAttribute(AttributeKey.stringArrayKey(Attributes.LABELS), List.of("private"))
            .setAttribute(Attributes.VERDICT, "deny")
            .setAttribute(Attributes.OUTCOME, "refused")
            .startSpan();
    return span.addEvent(
        Attributes.EVENT_DETECTION,
        io.opentelemetry.api.common.Attributes.builder()
            .put(Attributes.DETECTION_ID, "d-" + span.getSpanContext().getSpanId())
            .put(Attributes.RULE_ID, "HP-CHAIN-001")
            .put(Attributes.DETECTION_KIND, "chain")
            .put(Attributes.DETECTION_SEVERITY, "critical")
            .put(Attributes.DETECTION_ACTION, "kill")
            .put(Attributes.DETECTION_MODE, "enforce")
            .build());
  }
}
