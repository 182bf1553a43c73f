// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.util.Objects.requireNonNull;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.holdpoint.server.remote.trust.Authority;
import io.holdpoint.server.remote.trust.TlsIdentity;
import io.holdpoint.server.remote.wire.ChannelMethods;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The connection to the engine's process. Safe for use by many threads. */
final class EngineCalls implements AutoCloseable {

  private static final long CLOSING_SECONDS = 2;
  private static final long KEEP_ALIVE_SECONDS = 10;

  private final String engine;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ManagedChannel channel;

  /**
   * @param host of the engine's process
   * @param port of its control channel
   */
  EngineCalls(String host, int port, TlsIdentity identity) {
    this.engine = host + ":" + port;
    this.channel =
        NettyChannelBuilder.forAddress(
                host,
                port,
                TlsChannelCredentials.newBuilder()
                    .keyManager(requireNonNull(identity, "identity").keyManagers())
                    .trustManager(identity.trustManagers())
                    .build())
            .overrideAuthority(Authority.ENGINE_NAME)
            .executor(threads)
            .maxInboundMessageSize(ChannelMethods.MAX_MESSAGE)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveWithoutCalls(true)
            .build();
  }

  /** host:port. */
  String engine() {
    return engine;
  }

  /** Asks; the future fails with gRPC's status if there is no answer within {@code limit}. */
  CompletableFuture<byte[]> ask(
      MethodDescriptor<byte[], byte[]> method, byte[] body, Duration limit) {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    ClientCalls.asyncUnaryCall(
        channel.newCall(
            method, CallOptions.DEFAULT.withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)),
        body,
        new StreamObserver<>() {
          @Override
          public void onNext(byte[] bytes) {
            answer.complete(bytes);
          }

          @Override
          public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
          }

          @Override
          public void onCompleted() {
            // The answer came before.
          }
        });
    return answer;
  }

  /** Opens the stream of signals. */
  StreamObserver<byte[]> follow(StreamObserver<byte[]> in) {
    return ClientCalls.asyncBidiStreamingCall(
        channel.newCall(ChannelMethods.FOLLOW, CallOptions.DEFAULT), in);
  }

  /** Forgets how long it waited between tries so far: the next one is made at once. */
  void tryAgain() {
    channel.resetConnectBackoff();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }
}
