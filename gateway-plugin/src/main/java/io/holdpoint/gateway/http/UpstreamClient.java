// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/**
 * Calls upstreams over pooled HTTP/1.1 connections, each on the loop of the client connection it
 * serves.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write ends in channelInactive.
public final class UpstreamClient {

  private final EventLoops loops;
  private final Duration connectTimeout;
  private final Duration answerTimeout;
  private final SslContext tls;
  private final Executor resolving = task -> Thread.ofVirtual().name("gateway-resolve").start(task);

  /**
   * @param connectTimeout how long a connection may take
   * @param answerTimeout how long an answer may take; an event stream only its head
   */
  public UpstreamClient(EventLoops loops, Duration connectTimeout, Duration answerTimeout) {
    this.loops = loops;
    this.connectTimeout = connectTimeout;
    this.answerTimeout = answerTimeout;
    try {
      this.tls = SslContextBuilder.forClient().build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS: not offered by this Java runtime", e);
    }
  }

  /** Sends a request. Call it on {@code loop}. */
  public UpstreamCall send(
      Loop loop, UpstreamTarget target, UpstreamRequest request, UpstreamListener listener) {
    ActiveCall call = new ActiveCall(this, (NettyLoop) loop, target, request, listener);
    call.start();
    return call;
  }

  Duration answerTimeout() {
    return answerTimeout;
  }

  /** Opens a connection; the name is looked up away from the loop, which must not block. */
  void connect(ActiveCall call, NettyLoop loop, UpstreamTarget target) {
    resolving.execute(
        () -> {
          InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
          loop.execute(() -> connect(call, loop, target, address));
        });
  }

  private void connect(
      ActiveCall call, NettyLoop loop, UpstreamTarget target, InetSocketAddress address) {
    if (address.isUnresolved()) {
      call.notConnected(UpstreamFailure.UNREACHABLE);
      return;
    }
    UpstreamConnection connection = new UpstreamConnection(loop, target);
    new Bootstrap()
        .group(loop.eventLoop())
        .channel(loops.clientChannel())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                if (target.secure()) {
                  channel
                      .pipeline()
                      .addLast(tls.newHandler(channel.alloc(), target.host(), target.port()));
                }
                channel.pipeline().addLast(new HttpResponseDecoder()).addLast(connection);
              }
            })
        .connect(address)
        .addListener(
            connected -> {
              if (connected.isSuccess()) {
                call.connected(connection);
              } else {
                boolean late =
                    connected.cause() instanceof io.netty.channel.ConnectTimeoutException;
                call.notConnected(
                    late ? UpstreamFailure.CONNECT_TIMEOUT : UpstreamFailure.UNREACHABLE);
              }
            });
  }
}
