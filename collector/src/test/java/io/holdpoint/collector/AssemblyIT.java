// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static io.holdpoint.collector.Requests.attribute;
import static io.holdpoint.collector.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.log.LogLimits;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.StepRow;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both views of one call through a whole collector, into the real store. */
final class AssemblyIT {

  private static final Source GATEWAY = new Source("own-gateway", Trust.GATEWAY);
  private static final Source CREW =
      new Source("crew", Trust.FRAMEWORK, "default", List.of("billing"));
  private static final SessionId SESSION = new SessionId("s-a1");

  @TempDir private Path folder;
  private final ScriptedMonitor monitor = ScriptedMonitor.permitting();
  private TestCollector running;

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress anyPort = InetSocketAddress.createUnresolved("127.0.0.1", 0);
    CollectorConfig config =
        new CollectorConfig(
            anyPort,
            anyPort,
            1 << 20,
            new LogLimits(64 << 20, 64 << 20, 64 << 20),
            100,
            List.of(
                new RegisteredSource("gateway-token-0123456789", 0, GATEWAY),
                new RegisteredSource("framework-token-0123456789", 0, CREW)),
            folder.resolve("telemetry"));
    running = new TestCollector(config, SqlSessionStore.open(folder.resolve("store")), monitor);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void makes_one_step_of_both_views_and_tells_the_monitor_of_none() throws Exception {
    take(GATEWAY, gatewaySpan(1, 10));
    take(CREW, frameworkSpan(1, 10));

    StepRow step = only();

    assertThat(step.id().source()).isEqualTo("gw-1");
    assertThat(step.verdict()).isEqualTo("permit");
    Claim claim = step.claims().getFirst();
    assertThat(claim.way()).isEqualTo(JoinWay.PARENT);
    assertThat(claim.id().source()).isEqualTo("otlp:crew");
    assertThat(claim.detail().dialect()).isEqualTo("otel-genai");
    assertThat(running.store.session("default", claim.session())).isEmpty();
    assertThat(monitor.steps()).isEmpty();
    assertThat(running.collector.stats().sources())
        .anySatisfy(
            source -> {
              assertThat(source.source()).isEqualTo("crew");
              assertThat(source.count(Count.JOINED)).isEqualTo(1);
            });
  }

  @Test
  void makes_one_step_of_both_even_if_the_framework_was_told_on_long_before() throws Exception {
    take(CREW, frameworkSpan(1, 10));
    assertThat(running.projected()).isTrue();
    assertThat(monitor.steps()).hasSize(1);
    take(GATEWAY, gatewaySpan(1, 10));

    StepRow step = only();

    Claim claim = step.claims().getFirst();
    assertThat(running.store.steps("default", claim.session(), 0, 10)).isEmpty();
    assertThat(running.store.session("default", claim.session()).orElseThrow().steps()).isZero();
    assertThat(monitor.steps()).hasSize(1);
  }

  @Test
  void makes_one_step_of_both_though_the_process_ended_between_them() throws Exception {
    take(CREW, frameworkSpan(1, 10));
    take(GATEWAY, gatewaySpan(2, 20));
    assertThat(running.projected()).isTrue();
    running.close();
    start();
    take(GATEWAY, gatewaySpan(1, 10));
    take(CREW, frameworkSpan(2, 20));
    assertThat(running.projected()).isTrue();

    List<StepRow> steps = running.store.steps("default", SESSION, 0, 10);

    assertThat(steps).hasSize(2);
    assertThat(steps)
        .allSatisfy(
            step -> {
              assertThat(step.claims()).extracting(Claim::way).containsExactly(JoinWay.PARENT);
              SessionId told = step.claims().getFirst().session();
              assertThat(running.store.steps("default", told, 0, 10)).isEmpty();
            });
    assertThat(monitor.steps()).as("told of once, before the end").hasSize(1);
    assertThat(joined()).as("counted where they were found").isEqualTo(2);
  }

  @Test
  void counts_nothing_again_that_was_counted_before_the_process_ended() throws Exception {
    take(GATEWAY, gatewaySpan(1, 10));
    take(CREW, frameworkSpan(1, 10));
    assertThat(running.projected()).isTrue();
    assertThat(joined()).isEqualTo(1);
    running.close();
    start();
    assertThat(running.projected()).isTrue();

    assertThat(only().claims()).hasSize(1);
    assertThat(joined()).isZero();
    assertThat(running.collector.stats().projection().stored()).isZero();
    assertThat(monitor.steps()).isEmpty();
  }

  private long joined() {
    return running.collector.stats().sum(Count.JOINED);
  }

  private StepRow only() throws InterruptedException {
    assertThat(running.projected()).isTrue();
    List<StepRow> steps = running.store.steps("default", SESSION, 0, 10);
    assertThat(steps).hasSize(1);
    assertThat(steps.getFirst().claims()).hasSize(1);
    return steps.getFirst();
  }

  private void take(Source source, Span span) throws IOException {
    assertThat(running.collector.take(source, Requests.body(span).toByteArray())).isZero();
  }

  private static Span gatewaySpan(int trace, int parent) {
    return span(trace, 99)
        .setParentSpanId(id(parent))
        .setName("tools/call read_file")
        .addAttributes(attribute(Attributes.SOURCE, text("gw-1")))
        .addAttributes(attribute(Attributes.SESSION, text(SESSION.value())))
        .addAttributes(attribute(Attributes.PRINCIPAL, text("billing")))
        .addAttributes(attribute(Attributes.STEP_KIND, text("tool-call")))
        .addAttributes(attribute(Attributes.UPSTREAM, text("files")))
        .addAttributes(attribute(Attributes.GEN_AI_TOOL_NAME, text("read_file")))
        .addAttributes(attribute(Attributes.VERDICT, text("permit")))
        .addAttributes(attribute(Attributes.OUTCOME, text("succeeded")))
        .build();
  }

  private static Span frameworkSpan(int trace, int span) {
    return span(trace, span)
        .setName("execute_tool read_file")
        .addAttributes(attribute(Attributes.GEN_AI_OPERATION_NAME, text("execute_tool")))
        .addAttributes(attribute(Attributes.GEN_AI_TOOL_NAME, text("read_file")))
        .build();
  }

  private static Span.Builder span(int trace, int span) {
    return Span.newBuilder()
        .setTraceId(ByteString.fromHex(String.format("%032x", trace)))
        .setSpanId(id(span))
        .setStartTimeUnixNano(1_700_000_000_000_000_000L)
        .setEndTimeUnixNano(1_700_000_000_500_000_000L);
  }

  private static ByteString id(int n) {
    return ByteString.fromHex(String.format("%016x", n));
  }
}
