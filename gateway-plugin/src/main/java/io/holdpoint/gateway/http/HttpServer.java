// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.holdpoint.gateway.tls.ListenerTls;
import io.holdpoint.gateway.tls.TlsPeer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Serves HTTP/1.1 on the event loops, one request of a connection after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write ends in channelInactive.
public final class HttpServer implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int CLIENT_IDLE_SECONDS = 75;
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  private final Channel listening;
  private final ChannelGroup connections;

  private HttpServer(Channel listening, ChannelGroup connections) {
    this.listening = listening;
    this.connections = connections;
  }

  /**
   * Binds and serves.
   *
   * @param tls what its connections are secured by, or null for plain text
   * @throws IOException if the address cannot be bound
   */
  public static HttpServer start(
      EventLoops loops,
      InetSocketAddress listen,
      ServerLimits limits,
      @Nullable ListenerTls tls,
      RequestHandler handler)
      throws IOException {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    AtomicLong ids = new AtomicLong();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (connections.size() >= limits.maxConnections()) {
                      refuse(channel, tls != null);
                      return;
                    }
                    connections.add(channel);
                    TlsPeer peer = tls == null ? null : tls.accept();
                    ServerConnection connection =
                        new ServerConnection(
                            loops.of(channel.eventLoop()),
                            ids.incrementAndGet(),
                            limits,
                            handler,
                            peer);
                    channel
                        .pipeline()
                        .addLast(new IdleStateHandler(CLIENT_IDLE_SECONDS, 0, 0, TimeUnit.SECONDS));
                    if (peer != null) {
                      channel.pipeline().addLast(secured(peer, limits));
                    }
                    channel
                        .pipeline()
                        .addLast(new Decoder(connection))
                        .addLast(new ResponseEncoder())
                        .addLast(connection);
                  }
                });
    ChannelFuture bound = bootstrap.bind(listen).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot bind " + listen, bound.cause());
    }
    return new HttpServer(bound.channel(), connections);
  }

  /** The arithmetic of handshakes is done away from the loops. */
  private static SslHandler secured(TlsPeer peer, ServerLimits limits) {
    SslHandler handler =
        new SslHandler(
            peer.engine(), task -> Thread.ofVirtual().name("gateway-handshake").start(task));
    handler.setHandshakeTimeoutMillis(Math.min(HANDSHAKE.toMillis(), limits.request().toMillis()));
    return handler;
  }

  /** One connection too many: told before anything is read, where it can be read. */
  private static void refuse(SocketChannel channel, boolean secure) {
    if (secure) {
      channel.close();
      return;
    }
    HttpHeaders fields = Headers.of("content-type", "text/plain", "retry-after", "1").netty();
    byte[] text = "too many connections\n".getBytes(StandardCharsets.US_ASCII);
    channel
        .writeAndFlush(HeadBytes.response(503, fields, text, false, true, channel.alloc()))
        .addListener(LingeringClose.INSTANCE);
  }

  /** Tells its connection of bytes before they are a request. */
  private static final class Decoder extends HttpRequestDecoder {

    private final ServerConnection connection;

    Decoder(ServerConnection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
      connection.bytesCame();
      super.channelRead(ctx, bytes);
    }
  }

  /** The port bound. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Takes no more connections; those open go on. */
  public void stopAccepting() {
    listening.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
  }

  /** Ends every connection. */
  @Override
  public void close() {
    stopAccepting();
    connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
