// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.listener;

import static java.util.Objects.requireNonNull;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.wire.WireFormatException;
import io.holdpoint.server.remote.trust.Authority;
import io.holdpoint.server.remote.wire.ChannelMethods;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where gateways of other processes reach the engine: gRPC, certificates on both sides. */
public final class EnforcementListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EnforcementListener.class);
  private static final int CALLS_PER_CONNECTION = 4096;
  private static final long KEEP_ALIVE_SECONDS = 1;
  private static final long CLOSING_SECONDS = 5;

  private final ExecutorService threads;
  private final Sealing sealing;
  private final Followers followers;
  private final Server server;

  private EnforcementListener(
      InetSocketAddress address, Authority authority, Parts parts, Duration lease) {
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.sealing = new Sealing(parts.signals(), parts.journalId(), authority.sealing());
    this.followers = new Followers(parts.signals(), sealing, parts.facts(), lease, parts.clock());
    Enforcement enforcement =
        new Enforcement(
            parts.monitor(), parts.signals(), parts.approvals(), parts.journal(), parts.clock());
    this.server =
        NettyServerBuilder.forAddress(
                address,
                TlsServerCredentials.newBuilder()
                    .keyManager(authority.engine().keyManagers())
                    .trustManager(authority.engine().trustManagers())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                    .build())
            .executor(threads)
            .maxInboundMessageSize(ChannelMethods.MAX_MESSAGE)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .permitKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .addService(
                ServerInterceptors.intercept(
                    service(enforcement, new DeskDoor(parts.approvals())),
                    new CertifiedGateways(authority.gateways())))
            .build();
  }

  /**
   * What gateways are given access to.
   *
   * @param monitor the engine
   * @param signals its signals
   * @param approvals where people decide on what gateways hold
   * @param facts what gateways are to know beside signals
   * @param journal takes in what gateways report
   * @param journalId names that journal: a gateway that meets another one starts over
   * @param clock for gate states that end by themselves
   */
  public record Parts(
      SessionMonitor monitor,
      SignalBus signals,
      ApprovalDesk approvals,
      SharedFacts facts,
      Journal journal,
      String journalId,
      InstantSource clock) {
    public Parts {
      requireNonNull(monitor, "monitor");
      requireNonNull(signals, "signals");
      requireNonNull(approvals, "approvals");
      requireNonNull(facts, "facts");
      requireNonNull(journal, "journal");
      requireNonNull(journalId, "journalId");
      requireNonNull(clock, "clock");
    }
  }

  /**
   * Starts listening.
   *
   * @param lease after which a silent gateway counts as gone
   * @throws IOException if the address cannot be bound
   */
  public static EnforcementListener start(
      InetSocketAddress address, Authority authority, Parts parts, Duration lease)
      throws IOException {
    EnforcementListener listener = new EnforcementListener(address, authority, parts, lease);
    try {
      listener.server.start();
    } catch (IOException e) {
      listener.close();
      throw new IOException(
          "enforcement.listen: got "
              + address.getHostString()
              + ":"
              + address.getPort()
              + " (expected: an address of this machine that nothing else listens on)",
          e);
    }
    return listener;
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** The gateways heard since the start. */
  public List<GatewayPresence> gateways() {
    return followers.list();
  }

  @Override
  public void close() {
    server.shutdownNow();
    sealing.close();
    try {
      if (!server.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("control channel: calls were still running {} s after its end", CLOSING_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }

  private ServerServiceDefinition service(Enforcement enforcement, DeskDoor desk) {
    return ServerServiceDefinition.builder(ChannelMethods.SERVICE)
        .addMethod(ChannelMethods.ASSESS, unary(enforcement::assess))
        .addMethod(ChannelMethods.COMPLETE, unary(enforcement::complete))
        .addMethod(ChannelMethods.ENDED, unary(enforcement::ended))
        .addMethod(ChannelMethods.PUBLISH, unary(enforcement::publish))
        .addMethod(ChannelMethods.DESK, unary(desk::answer))
        .addMethod(
            ChannelMethods.FOLLOW,
            ServerCalls.asyncBidiStreamingCall(
                out -> followers.follow(CertifiedGateways.GATEWAY.get(), out)))
        .build();
  }

  private static io.grpc.ServerCallHandler<byte[], byte[]> unary(
      BiFunction<String, byte[], CompletionStage<byte[]>> method) {
    return ServerCalls.asyncUnaryCall(
        (body, out) -> {
          CompletionStage<byte[]> answer;
          try {
            answer = method.apply(CertifiedGateways.GATEWAY.get(), body);
          } catch (WireFormatException | IllegalArgumentException e) {
            out.onError(invalid(e));
            return;
          }
          answer.whenComplete((bytes, failure) -> answer(out, bytes, failure));
        });
  }

  private static void answer(
      StreamObserver<byte[]> out,
      byte @org.jspecify.annotations.Nullable [] bytes,
      @org.jspecify.annotations.Nullable Throwable failure) {
    if (bytes != null) {
      out.onNext(bytes);
      out.onCompleted();
      return;
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof IllegalArgumentException invalid) {
      out.onError(invalid(invalid));
    } else {
      LOG.error("control channel: a call failed", cause);
      out.onError(
          Status.INTERNAL.withDescription("the engine's process failed").asRuntimeException());
    }
  }

  private static RuntimeException invalid(RuntimeException e) {
    return Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException();
  }
}
