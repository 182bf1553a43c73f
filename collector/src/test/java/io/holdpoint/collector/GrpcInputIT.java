// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static io.holdpoint.collector.Requests.attribute;
import static io.holdpoint.collector.Requests.body;
import static io.holdpoint.collector.Requests.step;
import static io.holdpoint.collector.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.holdpoint.collector.source.Source;
import io.holdpoint.model.port.StepListener;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What senders get wrong over gRPC, and what they are told when there is too much of it. */
final class GrpcInputIT {

  private static final int SMALL_BACKLOG = 1000;

  @TempDir private Path folder;
  private final CountDownLatch mayStore = new CountDownLatch(1);
  private TestCollector running;
  private ManagedChannel channel;

  @org.junit.jupiter.api.BeforeEach
  void start() throws IOException {
    start(64 << 20, (steps, detections) -> {});
  }

  private void start(long backlog, StepListener listener) throws IOException {
    running =
        new TestCollector(
            TestCollector.config(folder.resolve("log-" + backlog), backlog),
            new InMemorySessionStore(),
            ScriptedMonitor.permitting(),
            listener);
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", running.collector.grpcPort())
            .usePlaintext()
            .build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    mayStore.countDown();
    end();
  }

  private void end() throws InterruptedException {
    channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    running.close();
  }

  @Test
  void answers_invalid_argument_to_a_message_that_is_no_request() {
    Status status = statusOf(() -> sendRaw(new byte[] {0x0a, 0x7f}, CallOptions.DEFAULT));

    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).startsWith("body: got bytes that cannot be read");
    assertStillWorks();
  }

  @Test
  void answers_resource_exhausted_to_a_message_that_is_too_large() {
    Status status =
        statusOf(() -> sendRaw(new byte[TestCollector.MAX_REQUEST + 1], CallOptions.DEFAULT));

    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertStillWorks();
  }

  @Test
  void answers_resource_exhausted_to_a_gzip_bomb() {
    Status status =
        statusOf(() -> sendRaw(new byte[64 << 20], CallOptions.DEFAULT.withCompression("gzip")));

    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertStillWorks();
  }

  @Test
  void takes_gzip() {
    assertThat(
            TraceServiceGrpc.newBlockingStub(channel)
                .withCompression("gzip")
                .export(body(step(1), step(2)))
                .hasPartialSuccess())
        .isFalse();
    assertThat(running.collector.stats().accepted()).isEqualTo(2);
  }

  @Test
  void refuses_spans_without_ids_one_by_one() {
    ExportTraceServiceResponse response =
        export(body(step(1), step(2).toBuilder().clearSpanId().build()));

    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(running.collector.stats().accepted()).isEqualTo(1);
  }

  @Test
  void answers_unauthenticated_to_a_token_it_does_not_know() {
    var headers = new io.grpc.Metadata();
    headers.put(
        io.grpc.Metadata.Key.of("authorization", io.grpc.Metadata.ASCII_STRING_MARSHALLER),
        "Bearer hunter2-hunter2-hunter2");
    var stub =
        TraceServiceGrpc.newBlockingStub(channel)
            .withInterceptors(io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor(headers));

    Status status = statusOf(() -> stub.export(body(step(1))));

    assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(status.getDescription()).doesNotContain("hunter2");
  }

  @Test
  void puts_senders_off_when_too_much_waits_to_be_stored() throws Exception {
    end();
    start(
        SMALL_BACKLOG,
        (steps, detections) -> {
          try {
            mayStore.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    ExportTraceServiceRequest large =
        body(step(1).toBuilder().addAttributes(attribute("x", text("x".repeat(2000)))).build());
    export(large);

    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> export(large));

    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(retryInfo(refused).getRetryDelay().getSeconds()).isPositive();
    HttpResponse<byte[]> overHttp = post(large);
    assertThat(overHttp.statusCode()).isEqualTo(503);
    assertThat(overHttp.headers().firstValue("Retry-After")).hasValue("2");
    assertThatThrownBy(() -> running.collector.take(Source.ANONYMOUS, large.toByteArray()))
        .isInstanceOf(IOException.class);

    mayStore.countDown();
    org.awaitility.Awaitility.await().until(() -> post(large).statusCode() == 200);
  }

  private static RetryInfo retryInfo(StatusRuntimeException e)
      throws InvalidProtocolBufferException {
    com.google.rpc.Status status = StatusProto.fromThrowable(e);
    assertThat(status).isNotNull();
    Any detail = status.getDetails(0);
    return detail.unpack(RetryInfo.class);
  }

  private HttpResponse<byte[]> post(ExportTraceServiceRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + running.collector.httpPort() + "/v1/traces"))
              .header("Content-Type", "application/x-protobuf")
              .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private void assertStillWorks() {
    assertThat(export(body(step(7))).hasPartialSuccess()).isFalse();
  }

  private ExportTraceServiceResponse export(ExportTraceServiceRequest request) {
    return TraceServiceGrpc.newBlockingStub(channel).export(request);
  }

  private static Status statusOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call).getStatus();
  }

  private void sendRaw(byte[] message, CallOptions options) {
    MethodDescriptor<byte[], ExportTraceServiceResponse> method =
        TraceServiceGrpc.getExportMethod().toBuilder(
                new Raw(), TraceServiceGrpc.getExportMethod().getResponseMarshaller())
            .build();
    ClientCalls.blockingUnaryCall(channel, method, options, message);
  }

  private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream in) {
      throw new UnsupportedOperationException();
    }
  }
}
