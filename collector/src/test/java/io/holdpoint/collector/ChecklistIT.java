// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static io.holdpoint.collector.OtlpSender.JSON;
import static io.holdpoint.collector.OtlpSender.PROTOBUF;
import static io.holdpoint.collector.Requests.attribute;
import static io.holdpoint.collector.Requests.body;
import static io.holdpoint.collector.Requests.gzip;
import static io.holdpoint.collector.Requests.logs;
import static io.holdpoint.collector.Requests.metrics;
import static io.holdpoint.collector.Requests.record;
import static io.holdpoint.collector.Requests.step;
import static io.holdpoint.collector.Requests.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.google.rpc.RetryInfo;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceReport;
import io.holdpoint.collector.otlp.ReceptionSettings;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.view.SessionRow;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What OTLP 1.11 asks of a receiver: each row of our checklist by its number. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChecklistIT {

  private static final Map<String, MessageLite> REQUESTS =
      Map.of(
          "/v1/traces", body(step(1)),
          "/v1/logs", logs(record("a")),
          "/v1/metrics", metrics(2));

  private final CountDownLatch mayStore = new CountDownLatch(1);
  private TestCollector running;
  private Path ownFolder;
  private TestCollector full;
  private OtlpSender sender;

  private record Row(int number, String what, Executable check) {

    DynamicTest test() {
      return DynamicTest.dynamicTest(String.format("row %02d: %s", number, what), check);
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    ownFolder = folder.resolve("own");
    running =
        new TestCollector(
            TestCollector.config(folder.resolve("log"))
                .with(
                    new ReceptionSettings(
                        null, List.of(), 0, Duration.ofSeconds(2), Duration.ofSeconds(1))),
            new InMemorySessionStore(),
            ScriptedMonitor.permitting());
    full =
        new TestCollector(
            TestCollector.config(folder.resolve("full"), 2000),
            new InMemorySessionStore(),
            ScriptedMonitor.permitting(),
            (steps, detections) -> {
              try {
                mayStore.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    sender = new OtlpSender(running.collector);
  }

  @AfterAll
  void stop() {
    mayStore.countDown();
    sender.close();
    running.close();
    full.close();
  }

  @TestFactory
  Stream<DynamicTest> what_is_taken() {
    return Stream.of(
            new Row(1, "gRPC unary Export for traces, metrics and logs", this::row01),
            new Row(2, "HTTP POST to a path for each kind", this::row02),
            new Row(3, "protobuf and JSON on one port by content type", this::row03),
            new Row(4, "the answer has the request's content type", this::row04),
            new Row(5, "success is 200 with partial_success unset", this::row05),
            new Row(6, "an empty request is a success", this::row06),
            new Row(7, "partial success counts what was refused", this::row07),
            new Row(11, "gzip, zstd and identity, over both protocols", this::row11),
            new Row(17, "JSON: hex ids, numbers as text, whole enums, camelCase only", this::row17),
            new Row(18, "invalid ids cost the span, not the batch", this::row18),
            new Row(19, "any value is an attribute", this::row19),
            new Row(20, "many requests at once, duplicates counted once", this::row20),
            new Row(21, "acknowledged is what is in the log", this::row21))
        .map(Row::test);
  }

  @TestFactory
  Stream<DynamicTest> what_is_refused() {
    return Stream.of(
            new Row(8, "errors are google.rpc.Status in the request's form", this::row08),
            new Row(9, "what cannot be decoded is 400, INVALID_ARGUMENT", this::row09),
            new Row(10, "wrong media type or encoding is 415", this::row10),
            new Row(12, "too large is 413, RESOURCE_EXHAUSTED without RetryInfo", this::row12),
            new Row(13, "answers are far below 4 MiB", this::row13),
            new Row(14, "only overload may be retried", this::row14),
            new Row(15, "overload has Retry-After and RetryInfo", this::row15),
            new Row(16, "retryable over gRPC is UNAVAILABLE alone", this::row16),
            new Row(22, "idle connections are closed, old ones made anew", this::row22),
            new Row(23, "unknown credentials are 401, UNAUTHENTICATED", this::row23),
            new Row(24, "no page may send by default", this::row24),
            new Row(25, "loopback by default", this::row25),
            new Row(26, "each port tells those who speak the other protocol", this::row26),
            new Row(27, "the memory guard refuses early and retryably", this::row27),
            new Row(28, "own counts by sender and kind", this::row28))
        .map(Row::test);
  }

  private void row01() throws Exception {
    assertThat(
            ExportTraceServiceResponse.parseFrom(grpc(TraceServiceGrpc.getExportMethod(), step(1)))
                .hasPartialSuccess())
        .isFalse();
    assertThat(
            ExportLogsServiceResponse.parseFrom(
                    sender.call(
                        LogsServiceGrpc.getExportMethod(),
                        logs(record("a")).toByteArray(),
                        CallOptions.DEFAULT))
                .hasPartialSuccess())
        .isFalse();
    assertThat(
            ExportMetricsServiceResponse.parseFrom(
                    sender.call(
                        MetricsServiceGrpc.getExportMethod(),
                        metrics(1).toByteArray(),
                        CallOptions.DEFAULT))
                .hasPartialSuccess())
        .isFalse();
  }

  private void row02() throws Exception {
    for (Map.Entry<String, MessageLite> request : REQUESTS.entrySet()) {
      assertThat(sender.post(request.getKey(), PROTOBUF, request.getValue()).status())
          .as(request.getKey())
          .isEqualTo(200);
    }
    assertThat(CollectorConfigTest.defaults().httpListen().getPort()).isEqualTo(4318);
    assertThat(CollectorConfigTest.defaults().grpcListen().getPort()).isEqualTo(4317);
  }

  private void row03() throws Exception {
    for (String type : List.of(JSON, "Application/JSON; charset=utf-8", PROTOBUF)) {
      byte[] request =
          type.equals(PROTOBUF)
              ? body(step(1)).toByteArray()
              : span("\"traceId\":\"%032x\",\"spanId\":\"%016x\"".formatted(3, 3));
      assertThat(sender.post("/v1/traces", type, "", request).status()).as(type).isEqualTo(200);
    }
  }

  private void row04() throws Exception {
    assertThat(sender.post("/v1/logs", PROTOBUF, logs(record("a"))).type()).isEqualTo(PROTOBUF);
    assertThat(sender.post("/v1/logs", JSON, "", "{}".getBytes(UTF_8)).type()).isEqualTo(JSON);
    assertThat(sender.post("/v1/logs", JSON + ";charset=utf-8", "", new byte[] {'['}).type())
        .isEqualTo(JSON);
  }

  private void row05() throws Exception {
    OtlpSender.Reply whole = sender.post("/v1/metrics", PROTOBUF, metrics(1));
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.body()).isEmpty();
    assertThat(sender.post("/v1/metrics", JSON, "", "{}".getBytes(UTF_8)).body())
        .asString()
        .isEqualTo("{}");
  }

  private void row06() throws Exception {
    for (String path : REQUESTS.keySet()) {
      assertThat(sender.post(path, PROTOBUF, "", new byte[0]).status()).isEqualTo(200);
    }
    byte[] envelopes = "{\"resourceSpans\":[{\"scopeSpans\":[{}]},{}]}".getBytes(UTF_8);
    assertThat(sender.post("/v1/traces", JSON, "", envelopes).status()).isEqualTo(200);
  }

  private void row07() throws Exception {
    Span noIds = step(1).toBuilder().clearTraceId().build();
    ExportTraceServiceResponse.Builder answer = ExportTraceServiceResponse.newBuilder();
    answer.mergeFrom(sender.post("/v1/traces", PROTOBUF, body(step(1), noIds)).body());
    assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(answer.getPartialSuccess().getErrorMessage()).contains("1 spans without valid ids");

    OtlpSender.Reply json =
        sender.post(
            "/v1/traces",
            JSON,
            "",
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{}]}]}]}".getBytes(UTF_8));
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.asJson().path("partialSuccess").path("rejectedSpans").asString(""))
        .isEqualTo("1");

    byte[] large = logs(record("a"), record("x".repeat(1_200_000))).toByteArray();
    assertThat(
            ExportLogsServiceResponse.parseFrom(sender.post("/v1/logs", PROTOBUF, "", large).body())
                .getPartialSuccess()
                .getRejectedLogRecords())
        .isEqualTo(1);
  }

  private void row08() throws Exception {
    for (String type : List.of(PROTOBUF, JSON)) {
      assertRefused(sender.post("/v1/other", type, "", new byte[0]), 404, type);
      assertRefused(
          sender.send(sender.request("/v1/logs").header("Content-Type", type).GET()), 405, type);
      assertRefused(
          sender.post("/v1/logs", type, "", new byte[TestCollector.MAX_REQUEST + 1]), 413, type);
      assertRefused(sender.post("/v1/logs", type, "br", new byte[0]), 415, type);
      assertRefused(sender.post("/v1/logs", type, "", new byte[] {'{'}), 400, type);
    }
    OtlpSender.Reply malformed = sender.post("/v1/logs", JSON, "", new byte[] {'{'});
    assertThat(malformed.asJson().path("details").get(0).path("@type").asString(""))
        .endsWith("google.rpc.BadRequest");
  }

  private void row09() throws Exception {
    assertRefused(sender.post("/v1/metrics", PROTOBUF, "", new byte[] {10, 127}), 400, PROTOBUF);
    assertRefused(sender.post("/v1/metrics", JSON, "", "[]".getBytes(UTF_8)), 400, JSON);
    assertThat(
            failure(
                    () ->
                        sender.call(
                            LogsServiceGrpc.getExportMethod(),
                            new byte[] {10, 127},
                            CallOptions.DEFAULT))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private void row10() throws Exception {
    assertRefused(sender.post("/v1/logs", "text/plain", "", new byte[0]), 415, PROTOBUF);
    assertRefused(sender.post("/v1/logs", PROTOBUF, "deflate", new byte[0]), 415, PROTOBUF);
    assertRefused(sender.post("/v1/logs", JSON, "gzip, gzip", new byte[0]), 415, JSON);
  }

  private void row11() throws Exception {
    byte[] plain = body(step(11)).toByteArray();
    Map<String, byte[]> bodies =
        Map.of("", plain, "identity", plain, "gzip", gzip(plain), "zstd", Zstd.compress(plain));
    for (Map.Entry<String, byte[]> each : bodies.entrySet()) {
      assertThat(sender.post("/v1/traces", PROTOBUF, each.getKey(), each.getValue()).status())
          .as(each.getKey())
          .isEqualTo(200);
    }
    assertThat(
            sender.call(
                TraceServiceGrpc.getExportMethod(),
                plain,
                CallOptions.DEFAULT.withCompression("gzip")))
        .isEmpty();
  }

  private void row12() throws Exception {
    byte[] bomb = new byte[TestCollector.MAX_REQUEST + 1];
    assertRefused(sender.post("/v1/logs", PROTOBUF, "", bomb), 413, PROTOBUF);
    assertRefused(sender.post("/v1/logs", PROTOBUF, "gzip", gzip(bomb)), 413, PROTOBUF);
    assertRefused(sender.post("/v1/logs", JSON, "zstd", Zstd.compress(bomb)), 413, JSON);
    for (CallOptions options :
        List.of(CallOptions.DEFAULT, CallOptions.DEFAULT.withCompression("gzip"))) {
      StatusRuntimeException e =
          failure(() -> sender.call(LogsServiceGrpc.getExportMethod(), bomb, options));
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(retryInfo(e)).isNull();
    }
  }

  private void row13() throws Exception {
    OtlpSender.Reply answer = sender.post("/v1/" + "x".repeat(4000), PROTOBUF, "", new byte[0]);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.asStatus().getMessage()).startsWith("path: got /v1/xxx").endsWith("…");
    assertThat(answer.body()).hasSizeLessThan(2000);
  }

  private void row14() throws Exception {
    try (OtlpSender late = new OtlpSender(full.collector)) {
      fill(late);
      for (String path : REQUESTS.keySet()) {
        OtlpSender.Reply answer = late.post(path, PROTOBUF, REQUESTS.get(path));
        assertThat(answer.status()).isEqualTo(503);
      }
    }
    assertThat(sender.post("/v1/logs", PROTOBUF, "", new byte[] {1}).header("Retry-After"))
        .isEmpty();
  }

  private void row15() throws Exception {
    try (OtlpSender late = new OtlpSender(full.collector)) {
      fill(late);
      OtlpSender.Reply answer = late.post("/v1/logs", JSON, "", logJson());
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("2");
      assertThat(answer.asJson().path("details").get(0).path("retryDelay").asString(""))
          .isEqualTo("2s");
      StatusRuntimeException e =
          failure(
              () ->
                  late.call(
                      MetricsServiceGrpc.getExportMethod(),
                      metrics(1).toByteArray(),
                      CallOptions.DEFAULT));
      RetryInfo retry = retryInfo(e);
      assertThat(retry).isNotNull();
      assertThat(retry.getRetryDelay().getSeconds()).isEqualTo(2);
    }
  }

  private void row16() throws Exception {
    try (OtlpSender late = new OtlpSender(full.collector)) {
      fill(late);
      assertThat(
              failure(
                      () ->
                          late.call(
                              TraceServiceGrpc.getExportMethod(),
                              body(step(1)).toByteArray(),
                              CallOptions.DEFAULT))
                  .getStatus()
                  .getCode())
          .isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  private void row17() throws Exception {
    long before = count(Count.SPANS);
    String ids = "\"traceId\":\"%s\",\"spanId\":\"%s\"";
    String good = ids.formatted("0AF7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
    assertJson(
        200, good + ",\"startTimeUnixNano\":\"1700000000000000000\",\"unheardOf\":{\"a\":[1]}");
    assertJson(
        200, good + ",\"startTimeUnixNano\":1700000000000000000,\"kind\":2,\"parentSpanId\":null");
    assertThat(count(Count.SPANS) - before).isEqualTo(2);
    assertJson(400, good + ",\"kind\":\"SPAN_KIND_SERVER\"");
    assertJson(400, good + ",\"startTimeUnixNano\":\"soon\"");
    assertJson(400, good + ",\"flags\":4294967296");
    assertJson(400, ids.formatted("not hexadecimal, nor is it 16 by", "b7ad6b7169203331"));
    byte[] snake = "{\"resource_spans\":[{\"scope_spans\":[{\"spans\":[{}]}]}]}".getBytes(UTF_8);
    assertThat(sender.post("/v1/traces", JSON, "", snake).body()).asString().isEqualTo("{}");
  }

  private void row18() throws Exception {
    Span base64 = step(2).toBuilder().setTraceId(ByteString.copyFrom(new byte[24])).build();
    Span zero = step(2).toBuilder().setSpanId(ByteString.copyFrom(new byte[8])).build();
    long before = count(Count.SPANS);
    ExportTraceServiceResponse answer =
        ExportTraceServiceResponse.parseFrom(
            sender.post("/v1/traces", PROTOBUF, body(base64, step(18), zero)).body());
    assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(2);
    assertThat(count(Count.SPANS) - before).isEqualTo(1);
  }

  private void row19() throws Exception {
    AnyValue mixed =
        AnyValue.newBuilder()
            .setArrayValue(
                ArrayValue.newBuilder()
                    .addValues(text("a"))
                    .addValues(AnyValue.newBuilder().setIntValue(1))
                    .addValues(AnyValue.getDefaultInstance())
                    .addValues(
                        AnyValue.newBuilder()
                            .setKvlistValue(
                                KeyValueList.newBuilder().addValues(attribute("k", text("v"))))))
            .build();
    Span span =
        step(19).toBuilder()
            .addAttributes(attribute("mixed", mixed))
            .addAttributes(attribute("none", AnyValue.getDefaultInstance()))
            .addAttributes(
                attribute(
                    "bytes",
                    AnyValue.newBuilder().setBytesValue(ByteString.fromHex("00ff")).build()))
            .build();
    assertThat(sender.post("/v1/traces", PROTOBUF, body(span)).body()).isEmpty();
    byte[] json =
        span(
            "\"traceId\":\"%032x\",\"spanId\":\"%016x\",".formatted(19, 20)
                + "\"attributes\":[{\"key\":\"m\",\"value\":{\"arrayValue\":{\"values\":["
                + "{\"stringValue\":\"a\"},{\"intValue\":\"1\"},{},{\"bytesValue\":\"AP8=\"},"
                + "{\"kvlistValue\":{\"values\":[{\"key\":\"k\",\"value\":{\"doubleValue\":\"NaN\"}}"
                + "]}}]}}},{\"key\":\"n\"}]");
    assertThat(sender.post("/v1/traces", JSON, "", json).body()).asString().isEqualTo("{}");
  }

  private void row20() throws Exception {
    assertThat(running.projected()).isTrue();
    long before = count(Count.STEPS);
    long stepsBefore = steps();
    ExportTraceServiceRequest one = body(step(2001), step(2002));
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      senders.add(
          Thread.startVirtualThread(
              () -> TraceServiceGrpc.newBlockingStub(sender.channel()).export(one)));
    }
    for (Thread thread : senders) {
      thread.join();
    }
    assertThat(running.projected()).isTrue();
    assertThat(count(Count.STEPS) - before).isEqualTo(16);
    assertThat(steps() - stepsBefore).isEqualTo(2);
  }

  private long steps() {
    return running.store.sessions("default", 1000).stream().mapToLong(SessionRow::steps).sum();
  }

  private void row21() throws Exception {
    long before = running.collector.stats().projection().lagBytes();
    assertThat(before).isNotNegative();
    assertThat(sender.post("/v1/logs", PROTOBUF, logs(record("row21"))).status()).isEqualTo(200);
    assertThat(running.projected()).isTrue(); // KillIT holds the rest: after kill -9 it is there
  }

  private void row22() throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), running.collector.httpPort()));
      socket.setSoTimeout(10_000);
      InputStream in = socket.getInputStream();
      assertThat(in.read()).as("end of an idle connection").isEqualTo(-1);
    }
    // The age of connections is 1 s here: calls go on over new ones.
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
    while (System.nanoTime() < end) {
      row01();
    }
  }

  private void row23() throws Exception {
    OtlpSender.Reply answer =
        sender.send(
            sender
                .request("/v1/logs")
                .header("Content-Type", JSON)
                .header("Authorization", "Bearer some-token-of-nobody")
                .POST(BodyPublishers.ofString("{}")));
    assertRefused(answer, 401, JSON);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.header("Retry-After")).isEmpty();
    assertThat(new String(answer.body(), UTF_8)).doesNotContain("some-token");
  }

  private void row24() throws Exception {
    OtlpSender.Reply answer =
        sender.send(
            sender
                .request("/v1/logs")
                .header("Origin", "https://page.example")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  private void row25() {
    CollectorConfig config = CollectorConfigTest.defaults();
    assertThat(config.grpcListen().getHostString()).isEqualTo("127.0.0.1");
    assertThat(config.httpListen().getHostString()).isEqualTo("127.0.0.1");
  }

  private void row26() throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), running.collector.httpPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8)).startsWith("HTTP/1.1 ");
    }
    StatusRuntimeException wrong =
        failure(
            () ->
                sender.call(
                    TraceServiceGrpc.getExportMethod().toBuilder()
                        .setFullMethodName("opentelemetry.proto.Other/Export")
                        .build(),
                    new byte[0],
                    CallOptions.DEFAULT));
    assertThat(wrong.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  private void row27() throws Exception {
    // Room is for three of the largest bodies, and above three quarters of it no other is begun.
    // Four
    // senders stop amid 11/16 of one each: 2.75 in all, so that none of the four is broken off
    // (three
    // of them are 2.06, the fourth may still begin) and the fifth is told to wait. In a collector
    // of
    // its own: here, time for idle connections is two seconds.
    List<Socket> stuck = new ArrayList<>();
    try (TestCollector roomy = new TestCollector(ownFolder, ScriptedMonitor.permitting());
        OtlpSender fifth = new OtlpSender(roomy.collector)) {
      try {
        for (int i = 0; i < 4; i++) {
          stuck.add(stuckAmidBody(roomy.collector.httpPort()));
        }
        org.awaitility.Awaitility.await()
            .untilAsserted(
                () -> {
                  OtlpSender.Reply answer = fifth.post("/v1/logs", PROTOBUF, logs(record("a")));
                  assertThat(answer.status()).isEqualTo(503);
                  assertThat(answer.header("Retry-After")).isNotEmpty();
                });
      } finally {
        for (Socket socket : stuck) {
          socket.close();
        }
      }
      org.awaitility.Awaitility.await()
          .until(() -> fifth.post("/v1/logs", PROTOBUF, logs(record("a"))).status() == 200);
    }
  }

  private static Socket stuckAmidBody(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST /v1/logs HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-protobuf\r\n"
                + "Content-Length: "
                + TestCollector.MAX_REQUEST
                + "\r\n\r\n")
            .getBytes(UTF_8));
    out.write(new byte[TestCollector.MAX_REQUEST / 16 * 11]);
    out.flush();
    return socket;
  }

  private void row28() throws Exception {
    SourceReport before = anonymous();
    byte[] plain = metrics(500).toByteArray();
    sender.post("/v1/metrics", PROTOBUF, "gzip", gzip(plain));
    sender.post("/v1/metrics", PROTOBUF, "", new byte[] {1});
    SourceReport after = anonymous();
    assertThat(after.count(Count.DATA_POINTS) - before.count(Count.DATA_POINTS)).isEqualTo(500);
    assertThat(after.count(Count.INFLATED_BYTES) - before.count(Count.INFLATED_BYTES))
        .isEqualTo(plain.length);
    assertThat(after.count(Count.WIRE_BYTES) - before.count(Count.WIRE_BYTES))
        .isEqualTo(gzip(plain).length);
    assertThat(after.count(Count.REFUSED) - before.count(Count.REFUSED)).isPositive();
    assertThat(after.heardAt()).isNotNull();
  }

  private SourceReport anonymous() {
    return running.collector.stats().sources().stream()
        .filter(source -> source.source().equals("anonymous"))
        .findFirst()
        .orElseThrow();
  }

  private long count(Count count) {
    return running.collector.stats().sum(count);
  }

  private void assertJson(int status, String fields) throws Exception {
    assertThat(sender.post("/v1/traces", JSON, "", span(fields)).status())
        .as(fields)
        .isEqualTo(status);
  }

  private static byte[] span(String fields) {
    return ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + fields + "}]}]}]}")
        .getBytes(UTF_8);
  }

  private static byte[] logJson() {
    return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}".getBytes(UTF_8);
  }

  private byte[] grpc(MethodDescriptor<?, ?> method, Span span) {
    return sender.call(method, body(span).toByteArray(), CallOptions.DEFAULT);
  }

  /** Sends until there is no more room. */
  private static void fill(OtlpSender late) throws Exception {
    ExportTraceServiceRequest large =
        body(step(1).toBuilder().addAttributes(attribute("x", text("x".repeat(4000)))).build());
    org.awaitility.Awaitility.await()
        .until(() -> late.post("/v1/traces", PROTOBUF, large).status() == 503);
  }

  private static void assertRefused(OtlpSender.Reply answer, int status, String type)
      throws Exception {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo(type);
    assertThat(answer.asStatus().getMessage()).contains("(expected: ");
    assertThat(answer.asStatus().getCode()).isPositive();
  }

  private static StatusRuntimeException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call);
  }

  private static @Nullable RetryInfo retryInfo(StatusRuntimeException e) throws Exception {
    com.google.rpc.Status status = StatusProto.fromThrowable(e);
    if (status == null) {
      return null;
    }
    for (com.google.protobuf.Any detail : status.getDetailsList()) {
      if (detail.is(RetryInfo.class)) {
        return detail.unpack(RetryInfo.class);
      }
    }
    return null;
  }
}
