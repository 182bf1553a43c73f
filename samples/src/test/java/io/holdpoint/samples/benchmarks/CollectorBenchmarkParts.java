// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

import io.grpc.CallOptions;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.holdpoint.collector.Collector;
import io.holdpoint.collector.CollectorConfig;
import io.holdpoint.collector.log.LogLimits;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** The processes of {@link CollectorBenchmark}: sender, sink, collector. */
final class CollectorBenchmarkParts {

  private static final String CREW = "crew-token-0123456789";
  private static final String GATEWAY = "gateway-token-0123456789";
  private static final InetSocketAddress ANY_PORT =
      InetSocketAddress.createUnresolved("127.0.0.1", 0);

  private CollectorBenchmarkParts() {}

  /** Does what a line asks for. */
  private interface Part {
    long answer(String[] words) throws Exception;
  }

  /** Runs one of them until its input ends. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "sender" -> sender();
      case "sink" -> sink();
      case "collector" -> collector();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void serve(int port, Part part) throws Exception {
    System.out.println("= " + port);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      long answer =
          line.equals("cpu") ? CollectorBenchmark.cpuNanos() : part.answer(line.split(" "));
      System.out.println("= " + answer);
    }
  }

  /** Two connections, one of a framework and one of a gateway, each a request at a time. */
  private static void sender() throws Exception {
    SpanLoad load = new SpanLoad(42);
    serve(
        0,
        words -> {
          ManagedChannel channel =
              ManagedChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(words[1]))
                  .usePlaintext()
                  .build();
          try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (int i = Integer.parseInt(words[2]); i > 0; i--) {
              load.next(
                  (framework, gateway) -> {
                    var told = both.submit(() -> send(channel, CREW, framework));
                    var seen = both.submit(() -> send(channel, GATEWAY, gateway));
                    finished(told);
                    finished(seen);
                  });
            }
          } finally {
            channel.shutdownNow();
          }
          return 0;
        });
  }

  private static void finished(java.util.concurrent.Future<?> sending) {
    try {
      sending.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As exporters do it: what is put off is sent again. */
  private static void send(ManagedChannel channel, String token, byte[] request) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    while (true) {
      try {
        ClientCalls.blockingUnaryCall(
            io.grpc.ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
            EXPORT,
            CallOptions.DEFAULT,
            request);
        return;
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          throw e;
        }
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  private static final MethodDescriptor<byte[], byte[]> EXPORT =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName(TraceServiceGrpc.getExportMethod().getFullMethodName())
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Parses with the generated classes, counts, forgets. */
  private static void sink() throws Exception {
    LongAdder parsed = new LongAdder();
    Server server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .executor(Executors.newFixedThreadPool(2))
            .addService(
                new TraceServiceGrpc.TraceServiceImplBase() {
                  @Override
                  public void export(
                      ExportTraceServiceRequest request,
                      StreamObserver<ExportTraceServiceResponse> answer) {
                    request
                        .getResourceSpansList()
                        .forEach(
                            spans ->
                                spans
                                    .getScopeSpansList()
                                    .forEach(scope -> parsed.add(scope.getSpansCount())));
                    answer.onNext(ExportTraceServiceResponse.getDefaultInstance());
                    answer.onCompleted();
                  }
                })
            .build()
            .start();
    long[] awaited = new long[1];
    serve(
        server.getPort(),
        words -> {
          awaited[0] += Long.parseLong(words[1]);
          if (parsed.sum() != awaited[0]) {
            throw new IllegalStateException("sink: got " + parsed + " spans, not " + awaited[0]);
          }
          return 0;
        });
    server.shutdownNow();
    Runtime.getRuntime().exit(0);
  }

  /** As in one process with a gateway, but for what the gateway itself does. */
  private static void collector() throws Exception {
    Path folder = Files.createTempDirectory("collector-benchmark");
    PayloadDigester digester = new PayloadDigester(Arrays.copyOf(new byte[] {1}, 32));
    InMemorySignalBus signals = new InMemorySignalBus();
    CollectorConfig config =
        new CollectorConfig(
            ANY_PORT,
            ANY_PORT,
            64 << 20,
            new LogLimits(64 << 20, 256 << 20, 64 << 20),
            100,
            List.of(
                new RegisteredSource(
                    CREW,
                    0,
                    new Source("crew", Trust.FRAMEWORK, "default", List.of(SpanLoad.PRINCIPAL))),
                new RegisteredSource("own-gateway", GATEWAY, Trust.GATEWAY)),
            folder.resolve("telemetry"));
    try (CorrelationEngine engine =
            new CorrelationEngine(
                EngineSettings.DEFAULTS,
                RuleSet.load(List.of(), true, null),
                InstantSource.system());
        SqlSessionStore store = SqlSessionStore.open(folder.resolve("store"));
        Collector collector =
            Collector.start(
                config,
                store,
                engine,
                signals,
                new Collector.Listeners(
                    List.of(), List.of(), io.holdpoint.model.port.RequestListener.NONE),
                (tenant, text) -> {
                  byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                  return text.isEmpty()
                      ? Payload.NONE
                      : new Payload(
                          digester.digest(text, utf8), utf8.length, "", digester.prints().in(text));
                },
                InstantSource.system())) {
      serve(
          collector.grpcPort(),
          words -> {
            if (!collector.awaitProjected(Duration.ofMinutes(3))) {
              throw new IllegalStateException("collector: not stored after 3 minutes");
            }
            return 0;
          });
      System.err.println(collector.stats());
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
