// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static io.holdpoint.collector.Requests.attribute;
import static io.holdpoint.collector.Requests.body;
import static io.holdpoint.collector.Requests.step;
import static io.holdpoint.collector.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.holdpoint.model.telemetry.Attributes;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders get wrong over HTTP, each with its status and its words. */
final class BadInputIT {

  private static final String PROTOBUF = "application/x-protobuf";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private TestCollector running;

  @BeforeEach
  void start() throws IOException {
    running =
        new TestCollector(
            TestCollector.config(folder), new InMemorySessionStore(), ScriptedMonitor.permitting());
  }

  @AfterEach
  void stop() throws Exception {
    try {
      // Whatever was sent, the collector goes on working.
      assertThat(send(post(body(step(99))).header("Content-Type", PROTOBUF)).statusCode())
          .isEqualTo(200);
      assertThat(running.projected()).isTrue();
      assertThat(running.collector.stats().projection().unreadable()).isZero();
    } finally {
      client.close();
      running.close();
    }
  }

  @Test
  void answers_400_to_a_body_that_is_no_request() throws Exception {
    byte[] cut = body(step(1)).toByteArray();

    for (byte[] bytes :
        new byte[][] {
          "{\"resourceSpans\":[]}".getBytes(StandardCharsets.UTF_8),
          java.util.Arrays.copyOf(cut, cut.length - 1),
          {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}
        }) {
      HttpResponse<byte[]> answer =
          send(post(BodyPublishers.ofByteArray(bytes)).header("Content-Type", PROTOBUF));

      assertRefused(answer, 400, 3, "body: got bytes that cannot be read");
    }
    assertThat(running.collector.stats().accepted()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/json", "text/plain", "application/x-protobuf-x", ""})
  void answers_415_to_other_media_types(String type) throws Exception {
    HttpRequest.Builder request = post(body(step(1)));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }

    assertRefused(
        send(request),
        415,
        3,
        "content-type: got \""
            + type
            + "\" (expected: application/x-protobuf or application/json)");
  }

  @Test
  void takes_a_media_type_with_parameters_in_any_case() throws Exception {
    HttpResponse<byte[]> answer =
        send(post(body(step(1))).header("Content-Type", "Application/X-Protobuf; charset=utf-8"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
    assertThat(ExportTraceServiceResponse.parseFrom(answer.body()).hasPartialSuccess()).isFalse();
  }

  @Test
  void answers_415_to_other_encodings() throws Exception {
    assertRefused(
        send(
            post(body(step(1)))
                .header("Content-Type", PROTOBUF)
                .header("Content-Encoding", "deflate")),
        415,
        3,
        "content-encoding: got \"deflate\" (expected: gzip, zstd or identity, and one only)");
  }

  @Test
  void answers_405_to_other_methods_and_names_the_right_one() throws Exception {
    for (String method : new String[] {"GET", "PUT", "DELETE", "OPTIONS"}) {
      HttpResponse<byte[]> answer =
          send(request("/v1/traces").method(method, BodyPublishers.noBody()));

      assertRefused(answer, 405, 12, "method: got " + method + " (expected: POST)");
      assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }
  }

  @Test
  void answers_404_to_other_paths() throws Exception {
    assertRefused(
        send(request("/v1/profiles").POST(BodyPublishers.noBody())),
        404,
        5,
        "path: got /v1/profiles (expected: one of [/v1/logs, /v1/metrics, /v1/traces])");
  }

  @Test
  void answers_401_to_a_token_it_does_not_know_without_repeating_it() throws Exception {
    HttpResponse<byte[]> answer =
        send(
            post(body(step(1)))
                .header("Content-Type", PROTOBUF)
                .header("Authorization", "Bearer hunter2-hunter2-hunter2"));

    assertRefused(answer, 401, 16, "authorization: got a credential of no registered source");
    assertThat(Status.parseFrom(answer.body()).getMessage()).doesNotContain("hunter2");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void answers_413_to_a_body_that_is_too_large_announced_or_not() throws Exception {
    byte[] large = new byte[TestCollector.MAX_REQUEST + 1];

    assertRefused(
        send(post(BodyPublishers.ofByteArray(large)).header("Content-Type", PROTOBUF)),
        413,
        8,
        "body: got " + large.length + " bytes (expected: at most 4194304 bytes)");
    assertRefused(
        send(
            post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .header("Content-Type", PROTOBUF)),
        413,
        8,
        "body: got more (expected: at most 4194304 bytes)");
  }

  @Test
  void answers_413_to_a_gzip_bomb() throws Exception {
    byte[] bomb = gzip(new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(100_000);

    assertRefused(
        send(
            post(BodyPublishers.ofByteArray(bomb))
                .header("Content-Type", PROTOBUF)
                .header("Content-Encoding", "gzip")),
        413,
        8,
        "body: got more (expected: at most 4194304 bytes)");
  }

  @Test
  void answers_400_to_what_is_not_gzip_or_is_cut() throws Exception {
    byte[] cut = gzip(body(step(1)).toByteArray());
    for (byte[] bytes : new byte[][] {{1, 2, 3}, {}, java.util.Arrays.copyOf(cut, 20)}) {
      assertRefused(
          send(
              post(BodyPublishers.ofByteArray(bytes))
                  .header("Content-Type", PROTOBUF)
                  .header("Content-Encoding", "gzip")),
          400,
          3,
          "body: got bytes that are not gzip (expected: gzip)");
    }
  }

  @Test
  void reads_every_member_of_a_gzip_body() throws Exception {
    byte[] whole = body(step(1)).toByteArray();
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(java.util.Arrays.copyOf(whole, 10)));
    members.write(gzip(java.util.Arrays.copyOfRange(whole, 10, whole.length)));

    HttpResponse<byte[]> answer =
        send(
            post(BodyPublishers.ofByteArray(members.toByteArray()))
                .header("Content-Type", PROTOBUF)
                .header("Content-Encoding", "gzip"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(running.collector.stats().accepted()).isEqualTo(1);
  }

  @Test
  void refuses_spans_without_ids_one_by_one() throws Exception {
    ExportTraceServiceRequest request =
        body(
            step(1),
            step(2).toBuilder().clearTraceId().build(),
            step(3).toBuilder().setSpanId(ByteString.copyFrom(new byte[8])).build(),
            step(4).toBuilder().setSpanId(ByteString.copyFrom(new byte[] {1})).build(),
            step(5).toBuilder().addAttributes(attribute("x", text("x".repeat(1 << 20)))).build());

    HttpResponse<byte[]> answer = send(post(request).header("Content-Type", PROTOBUF));

    assertThat(answer.statusCode()).isEqualTo(200);
    ExportTraceServiceResponse response = ExportTraceServiceResponse.parseFrom(answer.body());
    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(4);
    assertThat(response.getPartialSuccess().getErrorMessage())
        .startsWith("got 3 spans without valid ids")
        .contains("and 1 spans too large");
    assertThat(running.projected()).isTrue();
    assertThat(running.collector.stats().accepted()).isEqualTo(1);
    assertThat(running.collector.stats().rejected()).isEqualTo(4);
    assertThat(running.collector.stats().projection().stored()).isEqualTo(1);
  }

  @Test
  void takes_an_empty_request() throws Exception {
    assertThat(send(post(body()).header("Content-Type", PROTOBUF)).statusCode()).isEqualTo(200);
    assertThat(send(post(BodyPublishers.noBody()).header("Content-Type", PROTOBUF)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void takes_any_value_as_an_attribute() throws Exception {
    AnyValue deep = text("end");
    for (int i = 0; i < 20; i++) {
      deep =
          AnyValue.newBuilder()
              .setKvlistValue(KeyValueList.newBuilder().addValues(attribute("k", deep)))
              .build();
    }
    Span span =
        step(1).toBuilder()
            .addAttributes(attribute("deep", deep))
            .addAttributes(attribute("empty", AnyValue.getDefaultInstance()))
            .addAttributes(
                attribute(
                    "bytes",
                    AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("b")).build()))
            .addAttributes(
                attribute("nan", AnyValue.newBuilder().setDoubleValue(Double.NaN).build()))
            .addAttributes(
                attribute(
                    Attributes.GEN_AI_TOOL_NAME,
                    AnyValue.newBuilder()
                        .setArrayValue(ArrayValue.newBuilder().addValues(text("a")))
                        .build()))
            .setStartTimeUnixNano(-1)
            .setEndTimeUnixNano(1)
            .build();

    assertThat(send(post(body(span)).header("Content-Type", PROTOBUF)).statusCode()).isEqualTo(200);
    assertThat(running.projected()).isTrue();
    assertThat(running.collector.stats().projection().stored()).isEqualTo(1);
  }

  @Test
  void refuses_nesting_no_parser_could_bear() throws Exception {
    byte[] value = {};
    for (int i = 0; i < 5000; i++) {
      value = field(5, field(1, value)); // ArrayValue inside AnyValue, 10,000 deep
    }
    byte[] span = field(9, field(2, value));
    byte[] request = field(1, field(2, field(2, span)));

    assertRefused(
        send(post(BodyPublishers.ofByteArray(request)).header("Content-Type", PROTOBUF)),
        400,
        3,
        "body: got bytes that cannot be read");
  }

  private static void assertRefused(
      HttpResponse<byte[]> answer, int status, int code, String message)
      throws InvalidProtocolBufferException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
    Status body = Status.parseFrom(answer.body());
    assertThat(body.getMessage()).startsWith(message);
    assertThat(body.getCode()).isEqualTo(code);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + running.collector.httpPort() + path));
  }

  private HttpRequest.Builder post(ExportTraceServiceRequest request) {
    return post(BodyPublishers.ofByteArray(request.toByteArray()));
  }

  private HttpRequest.Builder post(BodyPublisher body) {
    return request("/v1/traces").POST(body);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] field(int number, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var out = com.google.protobuf.CodedOutputStream.newInstance(bytes);
    out.writeByteArray(number, content);
    out.flush();
    return bytes.toByteArray();
  }
}
