// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.rpc.Status;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends bytes of any kind to a collector, over both protocols. */
final class OtlpSender implements AutoCloseable {

  static final String PROTOBUF = "application/x-protobuf";
  static final String JSON = "application/json";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ManagedChannel channel;
  private final int httpPort;

  OtlpSender(Collector collector) {
    this.httpPort = collector.httpPort();
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", collector.grpcPort()).usePlaintext().build();
  }

  /**
   * What came back over HTTP.
   *
   * @param type the bare media type
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Reply(int status, String type, byte[] body, HttpResponse<byte[]> whole) {

    String header(String name) {
      return whole.headers().firstValue(name).orElse("");
    }

    /** The body as a status, in whichever form it is. */
    Status asStatus() throws InvalidProtocolBufferException {
      if (type.equals(PROTOBUF)) {
        return Status.parseFrom(body);
      }
      JsonNode json = asJson();
      return Status.newBuilder()
          .setCode(json.path("code").asInt())
          .setMessage(json.path("message").asString(""))
          .build();
    }

    JsonNode asJson() {
      assertThat(type).isEqualTo(JSON);
      return MAPPER.readTree(body);
    }
  }

  ManagedChannel channel() {
    return channel;
  }

  Reply post(String path, String type, MessageLite message) throws Exception {
    return post(path, type, "", message.toByteArray());
  }

  Reply post(String path, String type, String encoding, byte[] body) throws Exception {
    return post(path, type, encoding, BodyPublishers.ofByteArray(body));
  }

  Reply post(String path, String type, String encoding, BodyPublisher body) throws Exception {
    HttpRequest.Builder request = request(path).POST(body);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    return send(request);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path));
  }

  Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
    String type = answer.headers().firstValue("Content-Type").orElse("");
    return new Reply(answer.statusCode(), type, answer.body(), answer);
  }

  /** Calls a gRPC method with any bytes for a request; the answer's bytes come back. */
  byte[] call(MethodDescriptor<?, ?> method, byte[] request, CallOptions options) {
    MethodDescriptor<byte[], byte[]> raw =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method.getFullMethodName())
            .setRequestMarshaller(new Raw())
            .setResponseMarshaller(new Raw())
            .build();
    return ClientCalls.blockingUnaryCall(channel, raw, options, request);
  }

  @Override
  public void close() {
    client.close();
    try {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream in) {
      try {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
