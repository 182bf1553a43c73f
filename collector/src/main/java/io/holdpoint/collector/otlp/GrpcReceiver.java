// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import com.google.protobuf.MessageLite;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.holdpoint.collector.batch.TelemetryKind;
import io.holdpoint.collector.tls.TlsMaterial;
import io.holdpoint.model.port.RequestListener;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OTLP over gRPC: the one method of each of the three services, whose request stays bytes. */
final class GrpcReceiver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GrpcReceiver.class);
  private static final int THREADS = 2;
  private static final int CALLS_PER_CONNECTION = 100;
  private static final int LARGEST_HEADERS = 16 * 1024;
  private static final int PING_AFTER_SECONDS = 60;
  private static final int PING_ANSWER_SECONDS = 20;
  private static final int PINGS_AT_MOST_EVERY_SECONDS = 10;

  private static final Set<String> METHODS =
      Set.of(
          TraceServiceGrpc.getExportMethod().getFullMethodName(),
          LogsServiceGrpc.getExportMethod().getFullMethodName(),
          MetricsServiceGrpc.getExportMethod().getFullMethodName());

  private final MemoryGuard guard;
  private final Intake intake;
  private final int maxRequest;
  private final ExecutorService threads;
  private final Server server;

  private GrpcReceiver(
      InetSocketAddress address,
      int maxRequest,
      ReceptionSettings settings,
      @Nullable TlsMaterial tls,
      Intake intake,
      MemoryGuard guard,
      RequestListener requests) {
    this.guard = guard;
    this.intake = intake;
    this.maxRequest = maxRequest;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("otlp-grpc-", 0).factory());
    long idle = settings.idle().toMillis();
    long age = settings.age().toMillis();
    this.server =
        NettyServerBuilder.forAddress(address, credentials(tls))
            .executor(threads)
            .addStreamTracerFactory(new InboundBytes.Factory(guard))
            .addStreamTracerFactory(new CallTimes.Factory(METHODS, requests))
            .decompressorRegistry(
                DecompressorRegistry.getDefaultInstance().with(new ZstdMessages(), true))
            .maxInboundMessageSize(maxRequest)
            .maxInboundMetadataSize(LARGEST_HEADERS)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .permitKeepAliveTime(PINGS_AT_MOST_EVERY_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .keepAliveTime(PING_AFTER_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(PING_ANSWER_SECONDS, TimeUnit.SECONDS)
            .maxConnectionIdle(10 * idle, TimeUnit.MILLISECONDS)
            .maxConnectionAge(age, TimeUnit.MILLISECONDS)
            .maxConnectionAgeGrace(idle, TimeUnit.MILLISECONDS)
            .addService(
                service(
                    TelemetryKind.TRACES,
                    TraceServiceGrpc.SERVICE_NAME,
                    TraceServiceGrpc.getExportMethod().getFullMethodName()))
            .addService(
                service(
                    TelemetryKind.LOGS,
                    LogsServiceGrpc.SERVICE_NAME,
                    LogsServiceGrpc.getExportMethod().getFullMethodName()))
            .addService(
                service(
                    TelemetryKind.METRICS,
                    MetricsServiceGrpc.SERVICE_NAME,
                    MetricsServiceGrpc.getExportMethod().getFullMethodName()))
            .build();
  }

  /**
   * Starts listening.
   *
   * @param maxRequest how large a message may be, before and after inflation, in bytes
   * @param requests is told of each call
   * @throws IOException if the address is in use
   */
  static GrpcReceiver start(
      InetSocketAddress address,
      int maxRequest,
      ReceptionSettings settings,
      @Nullable TlsMaterial tls,
      Intake intake,
      MemoryGuard guard,
      RequestListener requests)
      throws IOException {
    GrpcReceiver receiver =
        new GrpcReceiver(
            Ports.resolve(address), maxRequest, settings, tls, intake, guard, requests);
    try {
      receiver.server.start();
    } catch (IOException e) {
      receiver.close();
      throw Ports.inUse("grpc-listen", address, e);
    }
    return receiver;
  }

  /** The port it listens on. */
  int port() {
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

  private static ServerCredentials credentials(@Nullable TlsMaterial tls) {
    if (tls == null) {
      return InsecureServerCredentials.create();
    }
    TlsServerCredentials.Builder credentials =
        TlsServerCredentials.newBuilder().keyManager(tls.keys());
    if (tls.asksForCertificates()) {
      credentials
          .trustManager(tls.authorities())
          .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
    }
    return credentials.build();
  }

  private ServerServiceDefinition service(TelemetryKind kind, String name, String method) {
    MethodDescriptor<RawMessage, MessageLite> export =
        MethodDescriptor.<RawMessage, MessageLite>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method)
            .setRequestMarshaller(new RawMessage.Marshaller())
            .setResponseMarshaller(new RawMessage.Answers())
            .build();
    return ServerServiceDefinition.builder(name)
        .addMethod(export, new ExportCalls(kind, intake, guard, maxRequest, threads))
        .build();
  }

  /** Lets senders compress with zstd, which gRPC does not know by itself. */
  private static final class ZstdMessages implements Decompressor {

    @Override
    public String getMessageEncoding() {
      return ContentCoding.ZSTD.word();
    }

    @Override
    public InputStream decompress(InputStream in) throws IOException {
      return ContentCoding.ZSTD.inflated(in);
    }
  }
}
