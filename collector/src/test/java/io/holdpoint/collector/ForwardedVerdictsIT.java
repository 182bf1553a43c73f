// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static io.holdpoint.collector.Requests.attribute;
import static io.holdpoint.collector.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdpoint.collector.forward.ForwardSettings;
import io.holdpoint.collector.log.LogLimits;
import io.holdpoint.collector.otlp.ReceptionSettings;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole collector that sends on to an OTLP receiver: frameworks' spans with gateways' verdicts.
 */
final class ForwardedVerdictsIT {

  private static final Source GATEWAY = new Source("own-gateway", Trust.GATEWAY);
  private static final Source CREW =
      new Source("crew", Trust.FRAMEWORK, "default", List.of("billing"));

  @TempDir private Path folder;
  private final List<Span> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer backend;
  private TestCollector running;

  @BeforeEach
  void start() throws IOException {
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext("/v1/traces", this::take);
    backend.start();
    running = collector();
  }

  @AfterEach
  void stop() {
    running.close();
    backend.stop(0);
  }

  @Test
  void puts_the_gateways_verdict_to_the_frameworks_span() throws Exception {
    take(GATEWAY, gatewaySpan(9, 90, "permit")); // from now on the tool is known as a guarded one
    take(CREW, frameworkSpan(1, 10));
    take(GATEWAY, gatewaySpan(1, 10, "deny"));

    Span span = awaitSpan(10);

    assertThat(values(span, Attributes.VERDICT)).containsExactly("deny");
    assertThat(values(span, Attributes.SOURCE)).containsExactly("gw-1");
    assertThat(values(span, Attributes.SESSION)).containsExactly("s-a1");
    assertThat(span.getEventsList())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getName()).isEqualTo(Attributes.EVENT_REASON);
              assertThat(event.getAttributesList())
                  .contains(attribute(Attributes.REASON_CODE, text("policy.denied")));
            });
  }

  @Test
  void sends_on_without_a_verdict_where_none_comes_in_time() throws Exception {
    take(GATEWAY, gatewaySpan(9, 90, "permit"));
    take(CREW, frameworkSpan(1, 10));

    assertThat(values(awaitSpan(10), Attributes.VERDICT)).isEmpty();
  }

  @Test
  void knows_verdicts_of_what_waited_for_the_backend_over_a_restart() throws Exception {
    status.set(503);
    take(GATEWAY, gatewaySpan(1, 10, "deny"));
    take(CREW, frameworkSpan(1, 10));
    assertThat(running.projected()).isTrue();
    await().until(() -> requests.get() > 0);
    running.close();
    assertThat(received).isEmpty();
    status.set(200);
    running = collector();

    assertThat(values(awaitSpan(10), Attributes.VERDICT)).containsExactly("deny");
  }

  private Span awaitSpan(int id) {
    await().until(() -> received.stream().anyMatch(span -> span.getSpanId().equals(id(id))));
    return received.stream().filter(span -> span.getSpanId().equals(id(id))).findFirst().get();
  }

  private static List<String> values(Span span, String key) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(KeyValue::getValue)
        .map(value -> value.getStringValue())
        .toList();
  }

  private TestCollector collector() throws IOException {
    InetSocketAddress anyPort = InetSocketAddress.createUnresolved("127.0.0.1", 0);
    return new TestCollector(
        new CollectorConfig(
            anyPort,
            anyPort,
            1 << 20,
            new LogLimits(64 << 20, 64 << 20, 64 << 20),
            100,
            List.of(
                new RegisteredSource("gateway-token-0123456789", 0, GATEWAY),
                new RegisteredSource("framework-token-0123456789", 0, CREW)),
            folder.resolve("telemetry"),
            ReceptionSettings.USUAL,
            CollectorConfig.Content.DIGEST,
            Optional.of(
                new ForwardSettings(
                    URI.create("http://127.0.0.1:" + backend.getAddress().getPort()),
                    Map.of(),
                    100,
                    ForwardSettings.Content.NAMES))),
        SqlSessionStore.open(folder.resolve("store")),
        ScriptedMonitor.permitting());
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] packed = exchange.getRequestBody().readAllBytes();
    requests.incrementAndGet();
    if (status.get() == 200) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
        ExportTraceServiceRequest.parseFrom(in)
            .getResourceSpansList()
            .forEach(of -> of.getScopeSpansList().forEach(s -> received.addAll(s.getSpansList())));
      }
    }
    exchange.sendResponseHeaders(status.get(), -1);
    exchange.close();
  }

  private void take(Source source, Span span) throws IOException {
    assertThat(running.collector.take(source, Requests.body(span).toByteArray())).isZero();
  }

  private static Span gatewaySpan(int trace, int parent, String verdict) {
    return span(trace, 99)
        .setParentSpanId(id(parent))
        .setName("tools/call read_file")
        .addAttributes(attribute(Attributes.SOURCE, text("gw-1")))
        .addAttributes(attribute(Attributes.SESSION, text("s-a1")))
        .addAttributes(attribute(Attributes.PRINCIPAL, text("billing")))
        .addAttributes(attribute(Attributes.STEP_KIND, text("tool-call")))
        .addAttributes(attribute(Attributes.UPSTREAM, text("files")))
        .addAttributes(attribute(Attributes.GEN_AI_TOOL_NAME, text("read_file")))
        .addAttributes(attribute(Attributes.VERDICT, text(verdict)))
        .addAttributes(attribute(Attributes.OUTCOME, text("refused")))
        .addEvents(
            Span.Event.newBuilder()
                .setName(Attributes.EVENT_REASON)
                .addAttributes(attribute(Attributes.REASON_CODE, text("policy.denied")))
                .addAttributes(attribute(Attributes.REASON_TEXT, text("No reading today."))))
        .build();
  }

  /** It says of itself that it was permitted, which is not for it to say. */
  private static Span frameworkSpan(int trace, int span) {
    return span(trace, span)
        .setName("execute_tool read_file")
        .addAttributes(attribute(Attributes.GEN_AI_OPERATION_NAME, text("execute_tool")))
        .addAttributes(attribute(Attributes.GEN_AI_TOOL_NAME, text("read_file")))
        .addAttributes(attribute(Attributes.VERDICT, text("permit")))
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
