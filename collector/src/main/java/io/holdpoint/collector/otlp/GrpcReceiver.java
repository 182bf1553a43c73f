// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.holdpoint.collector.source.Source;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OTLP over gRPC: the trace service's one method, whose request is kept as bytes. */
public final class GrpcReceiver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GrpcReceiver.class);
  private static final int THREADS = 2;
  private static final int CALLS_PER_CONNECTION = 8;
  private static final Context.Key<Source> SOURCE = Context.key("source");
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Intake intake;
  private final int maxRequest;
  private final ExecutorService threads;
  private final Server server;

  private GrpcReceiver(InetSocketAddress address, int maxRequest, Intake intake) {
    this.intake = intake;
    this.maxRequest = maxRequest;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("otlp-grpc-", 0).factory());
    this.server =
        NettyServerBuilder.forAddress(address)
            .executor(threads)
            .maxInboundMessageSize(maxRequest)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .intercept(new Authentication(intake))
            .addService(service())
            .build();
  }

  /**
   * Starts listening.
   *
   * @param maxRequest how large a message may be, before and after inflation, in bytes
   * @throws IOException if the address is in use
   */
  public static GrpcReceiver start(InetSocketAddress address, int maxRequest, Intake intake)
      throws IOException {
    GrpcReceiver receiver = new GrpcReceiver(Ports.resolve(address), maxRequest, intake);
    try {
      receiver.server.start();
    } catch (IOException e) {
      receiver.close();
      throw Ports.inUse("grpc-listen", address, e);
    }
    return receiver;
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    threads.shutdown();
    try {
      if (!server.awaitTermination(5, TimeUnit.SECONDS)
          || !threads.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("otlp grpc: calls were still running 5 s after the listener was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ServerServiceDefinition service() {
    MethodDescriptor<RawMessage, ExportTraceServiceResponse> method =
        TraceServiceGrpc.getExportMethod().toBuilder(
                new RawMessage.Marshaller(),
                TraceServiceGrpc.getExportMethod().getResponseMarshaller())
            .build();
    return ServerServiceDefinition.builder(TraceServiceGrpc.SERVICE_NAME)
        .addMethod(method, ServerCalls.asyncUnaryCall(this::export))
        .build();
  }

  private void export(RawMessage request, StreamObserver<ExportTraceServiceResponse> answer) {
    ExportTraceServiceResponse taken;
    try {
      taken = intake.take(SOURCE.get(), bytesOf(request));
    } catch (RefusedException e) {
      intake.countRefused();
      answer.onError(statusOf(e));
      return;
    }
    answer.onNext(taken);
    answer.onCompleted();
  }

  private byte[] bytesOf(RawMessage request) throws RefusedException {
    return switch (request) {
      case RawMessage.Whole whole -> whole.bytes();
      case RawMessage.TooLarge t ->
          throw new RefusedException(
              Refusal.TOO_LARGE, "message: got more (expected: at most " + maxRequest + " bytes)");
    };
  }

  private static StatusRuntimeException statusOf(RefusedException e) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder()
            .setCode(e.refusal().grpcCode().value())
            .setMessage(e.text());
    if (e.refusal() == Refusal.UNAVAILABLE) {
      Duration delay = Duration.newBuilder().setSeconds(Refusal.RETRY_AFTER_SECONDS).build();
      status.addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  /** Finds the sender before anything of its request is read. */
  private record Authentication(Intake intake) implements ServerInterceptor {

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      Source source;
      try {
        source = intake.authenticate(headers.get(AUTHORIZATION));
      } catch (RefusedException e) {
        intake.countRefused();
        call.close(statusOf(e).getStatus(), new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return Contexts.interceptCall(
          Context.current().withValue(SOURCE, source), call, headers, next);
    }
  }
}
