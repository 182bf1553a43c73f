// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static io.holdpoint.collector.OtlpSender.JSON;
import static io.holdpoint.collector.OtlpSender.PROTOBUF;
import static io.holdpoint.collector.Requests.attribute;
import static io.holdpoint.collector.Requests.body;
import static io.holdpoint.collector.Requests.gzip;
import static io.holdpoint.collector.Requests.logs;
import static io.holdpoint.collector.Requests.record;
import static io.holdpoint.collector.Requests.step;
import static io.holdpoint.collector.Requests.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import com.google.protobuf.ByteString;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.otlp.ReceptionSettings;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.view.StepRow;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Input on which other receivers were seen to stumble, one test each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExtraInputIT {

  private static final long RATE = 200_000;

  private final Queue<StepRow> steps = new ConcurrentLinkedQueue<>();
  private Path folder = Path.of("");
  private TestCollector running;
  private OtlpSender sender;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    running =
        new TestCollector(
            TestCollector.config(folder.resolve("log")),
            new InMemorySessionStore(),
            ScriptedMonitor.permitting(),
            (rows, detections) -> steps.addAll(rows));
    sender = new OtlpSender(running.collector);
  }

  @AfterAll
  void stop() throws InterruptedException {
    assertThat(running.projected()).isTrue();
    assertThat(running.collector.stats().sum(Count.UNREADABLE)).isZero();
    sender.close();
    running.close();
  }

  @TestFactory
  Stream<DynamicTest> extra() {
    return Stream.of(
        test("gzip and zstd of several members", this::members),
        test("gzip bomb 1000:1", this::bomb),
        test("zstd with a window beyond 8 MiB", this::window),
        test("chunked body without length", this::chunked),
        test("chunks that are no chunks", this::badChunk),
        test("encodings: identity, x-gzip, lists", this::encodings),
        test("rates are charged on inflated bytes", this::rates),
        test("deep nesting", this::deep),
        test("100,000 attributes", this::many),
        test("NaN and Infinity in JSON", this::notFinite),
        test("start after end, missing end", this::times),
        test("a span seen twice with different content", this::twice),
        test("clocks that are wrong by years", this::skew),
        test("UTF-8 errors", this::utf8),
        test("HTTP/1.1 and the offer of h2c", this::h2c),
        test("HEAD and GET", this::head),
        test("OPTIONS preflight of a listed origin", this::preflight));
  }

  private static DynamicTest test(String name, Executable check) {
    return DynamicTest.dynamicTest("extra: " + name, check);
  }

  private void members() throws Exception {
    byte[] whole = body(step(501), step(502)).toByteArray();
    byte[] first = Arrays.copyOf(whole, 10);
    byte[] second = Arrays.copyOfRange(whole, 10, whole.length);
    long before = running.collector.stats().sum(Count.SPANS);
    assertOk(sender.post("/v1/traces", PROTOBUF, "gzip", joined(gzip(first), gzip(second))));
    assertOk(
        sender.post(
            "/v1/traces", PROTOBUF, "zstd", joined(Zstd.compress(first), Zstd.compress(second))));
    assertThat(running.collector.stats().sum(Count.SPANS) - before).isEqualTo(4);
  }

  private void bomb() throws Exception {
    for (byte[] bomb : List.of(gzip(new byte[64 << 20]), Zstd.compress(new byte[64 << 20]))) {
      assertThat(bomb.length).isLessThan(100_000);
    }
    assertThat(sender.post("/v1/logs", JSON, "gzip", gzip(new byte[64 << 20])).status())
        .isEqualTo(413);
    assertThat(sender.post("/v1/logs", JSON, "zstd", Zstd.compress(new byte[64 << 20])).status())
        .isEqualTo(413);
  }

  private void window() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(bytes)) {
      out.setLong(27);
      out.write(new byte[1 << 20]);
    }
    assertThat(sender.post("/v1/logs", PROTOBUF, "zstd", bytes.toByteArray()).status())
        .isEqualTo(400);
  }

  private void chunked() throws Exception {
    byte[] request = body(step(503)).toByteArray();
    assertOk(
        sender.post(
            "/v1/traces",
            PROTOBUF,
            "",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(request))));
  }

  private void badChunk() throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), running.collector.httpPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              (String.join(
                          "\r\n",
                          "POST /v1/logs HTTP/1.1",
                          "Host: a",
                          "Content-Type: application/json",
                          "Transfer-Encoding: chunked",
                          "",
                          "zz")
                      + "\r\n")
                  .getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("HTTP/1.1 400");
    }
  }

  private void encodings() throws Exception {
    byte[] request = body(step(504)).toByteArray();
    assertOk(sender.post("/v1/traces", PROTOBUF, "identity", request));
    assertOk(sender.post("/v1/traces", PROTOBUF, "X-GZIP", gzip(request)));
    for (String other : List.of("gzip, identity", "deflate", "br", "compress")) {
      assertThat(sender.post("/v1/traces", PROTOBUF, other, request).status()).isEqualTo(415);
    }
  }

  private void rates() throws Exception {
    ReceptionSettings slow =
        new ReceptionSettings(null, List.of(), RATE, Duration.ofSeconds(30), Duration.ofMinutes(1));
    try (TestCollector limited =
            new TestCollector(
                TestCollector.config(folder.resolve("rates")).with(slow),
                new InMemorySessionStore(),
                ScriptedMonitor.permitting());
        OtlpSender fast = new OtlpSender(limited.collector)) {
      byte[] small = gzip(logs(record("x".repeat(900_000))).toByteArray());
      assertThat(small.length).isLessThan(5000);
      assertOk(fast.post("/v1/logs", PROTOBUF, "gzip", small));
      OtlpSender.Reply second = fast.post("/v1/logs", PROTOBUF, "gzip", small);
      assertThat(second.status()).isEqualTo(429);
      assertThat(second.type()).isEqualTo(PROTOBUF);
      assertThat(Integer.parseInt(second.header("Retry-After"))).isBetween(6, 7);
      assertThat(second.asStatus().getDetailsCount()).isEqualTo(1);
      assertThat(limited.collector.stats().sum(Count.RATE_LIMITED)).isEqualTo(1);
    }
  }

  private void deep() throws Exception {
    AnyValue value = text("end");
    StringBuilder json = new StringBuilder("{\"stringValue\":\"end\"}");
    for (int i = 0; i < 40; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
      json.insert(0, "{\"arrayValue\":{\"values\":[").append("]}}");
    }
    Span span = step(505).toBuilder().addAttributes(attribute("deep", value)).build();
    assertOk(sender.post("/v1/traces", PROTOBUF, body(span)));
    assertOk(
        sender.post(
            "/v1/traces",
            JSON,
            "",
            jsonSpan(506, "\"attributes\":[{\"key\":\"deep\",\"value\":" + json + "}]")));
    StringBuilder bottomless = new StringBuilder();
    bottomless.repeat("{\"arrayValue\":{\"values\":[", 5000).repeat("]}}", 5000);
    assertThat(
            sender
                .post(
                    "/v1/traces",
                    JSON,
                    "",
                    jsonSpan(506, "\"attributes\":[{\"value\":" + bottomless + "}]"))
                .status())
        .isEqualTo(400);
  }

  private void many() throws Exception {
    Span.Builder span = step(507).toBuilder();
    for (int i = 0; i < 100_000; i++) {
      span.addAttributesBuilder().setKey("k");
    }
    assertOk(sender.post("/v1/traces", PROTOBUF, body(span.build())));
  }

  private void notFinite() throws Exception {
    String value = "\"attributes\":[{\"key\":\"d\",\"value\":{\"doubleValue\":%s}}]";
    for (String number : List.of("\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "NaN", "1e400")) {
      assertOk(sender.post("/v1/traces", JSON, "", jsonSpan(508, value.formatted(number))));
    }
    assertThat(
            sender
                .post("/v1/traces", JSON, "", jsonSpan(508, value.formatted("\"endless\"")))
                .status())
        .isEqualTo(400);
  }

  private void times() throws Exception {
    Span backwards =
        step(509).toBuilder()
            .setStartTimeUnixNano(1_800_000_000_000_000_000L)
            .setEndTimeUnixNano(1_700_000_000_000_000_000L)
            .build();
    Span endless = step(510).toBuilder().setStartTimeUnixNano(1_700_000_000_000_000_000L).build();
    assertOk(sender.post("/v1/traces", PROTOBUF, body(backwards, endless)));
    assertThat(told(509).durationNanos()).isZero();
    assertThat(told(510).durationNanos()).isZero();
  }

  private void twice() throws Exception {
    assertOk(sender.post("/v1/traces", PROTOBUF, body(step(511))));
    told(511);
    steps.clear();
    Span changed =
        step(511).toBuilder()
            .addAttributes(attribute("gen_ai.request.model", text("other-model")))
            .build();
    assertOk(sender.post("/v1/traces", PROTOBUF, body(changed)));
    StepRow now = told(511);
    assertThat(now.name()).isEqualTo("other-model");
    assertThat(running.store.session("default", now.sessionId()).orElseThrow().steps())
        .isEqualTo(1);
  }

  private void skew() throws Exception {
    Span early = step(512).toBuilder().setStartTimeUnixNano(1).setEndTimeUnixNano(2).build();
    Span late = step(513).toBuilder().setStartTimeUnixNano(-1).setEndTimeUnixNano(-1).build();
    long before = running.collector.stats().sum(Count.LATE);
    assertOk(sender.post("/v1/traces", PROTOBUF, body(early, late)));
    told(512);
    told(513);
    assertThat(running.collector.stats().sum(Count.LATE) - before).isEqualTo(1); // the early one
  }

  private void utf8() throws Exception {
    byte[] wrong = body(step(514).toBuilder().setName("AAAA").build()).toByteArray();
    byte[] json = jsonSpan(514, "\"name\":\"AAAA\"");
    for (byte[] bytes : List.of(wrong, json)) {
      for (int i = 0; i + 4 <= bytes.length; i++) {
        if (new String(bytes, i, 4, UTF_8).equals("AAAA")) {
          bytes[i] = (byte) 0xc3; // the second byte of a character is missing
        }
      }
    }
    assertThat(sender.post("/v1/traces", PROTOBUF, "", wrong).status()).isEqualTo(400);
    assertThat(sender.post("/v1/traces", JSON, "", json).status()).isEqualTo(400);
    assertThat(sender.post("/v1/traces", JSON, "", jsonSpan(514, "\"name\":\"\\ud83d\"")).status())
        .isEqualTo(400);
    assertOk(sender.post("/v1/traces", JSON, "", jsonSpan(514, "\"name\":\"\\ud83d\\ude00\"")));
  }

  private void h2c() throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      if (version.name().equals("HTTP_3")) {
        continue;
      }
      try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + running.collector.httpPort() + "/v1/logs"))
                    .header("Content-Type", JSON)
                    .POST(BodyPublishers.ofString("{}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
      }
    }
  }

  private void head() throws Exception {
    for (String method : List.of("GET", "HEAD", "PUT", "PATCH")) {
      OtlpSender.Reply answer =
          sender.send(
              sender
                  .request("/v1/metrics")
                  .header("Content-Type", JSON)
                  .method(method, BodyPublishers.noBody()));
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("POST");
      assertThat(answer.type()).isEqualTo(JSON);
    }
  }

  private void preflight() throws Exception {
    ReceptionSettings pages =
        new ReceptionSettings(
            null,
            List.of("https://agents.example"),
            0,
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));
    try (TestCollector open =
            new TestCollector(
                TestCollector.config(folder.resolve("pages")).with(pages),
                new InMemorySessionStore(),
                ScriptedMonitor.permitting());
        OtlpSender page = new OtlpSender(open.collector)) {
      for (String origin : List.of("https://agents.example", "https://evil.example")) {
        OtlpSender.Reply answer =
            page.send(
                page.request("/v1/traces")
                    .header("Origin", origin)
                    .header("Access-Control-Request-Method", "POST")
                    .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin"))
            .isEqualTo(origin.contains("evil") ? "" : origin);
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("authorization");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
      }
    }
  }

  private StepRow told(int span) {
    String id = String.format("%016x", span);
    return org.awaitility.Awaitility.await()
        .until(
            () -> steps.stream().filter(step -> step.id().spanId().equals(id)).findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static void assertOk(OtlpSender.Reply answer) {
    assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
  }

  private static byte[] jsonSpan(int n, String fields) {
    return ("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%032x\",\"spanId\":\"%016x\","
                .formatted(n, n)
            + fields
            + "}]}]}]}")
        .getBytes(UTF_8);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteString.copyFrom(first).concat(ByteString.copyFrom(second)).toByteArray();
  }
}
