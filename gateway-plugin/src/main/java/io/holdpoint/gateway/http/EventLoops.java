// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The event loops of a gateway: native epoll where it loads, NIO elsewhere. */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write ends in channelInactive.
public final class EventLoops implements AutoCloseable {

  private static final int STALE_CHECK_SECONDS = 5;
  private static final int CLIENT_CHECK_SECONDS = 1;

  private final EventLoopGroup group;
  private final boolean epoll;
  private final IdentityHashMap<EventExecutor, NettyLoop> loops = new IdentityHashMap<>();

  /**
   * @param count how many, at least 1
   */
  public EventLoops(int count) {
    this.epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.group =
        new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("gateway", true), io);
    for (EventExecutor executor : group) {
      NettyLoop loop = new NettyLoop((io.netty.channel.EventLoop) executor);
      loops.put(executor, loop);
      loop.eventLoop()
          .scheduleAtFixedRate(
              () -> loop.closeStale(System.nanoTime()),
              STALE_CHECK_SECONDS,
              STALE_CHECK_SECONDS,
              TimeUnit.SECONDS);
      loop.eventLoop()
          .scheduleAtFixedRate(
              () -> loop.checkClients(System.nanoTime()),
              CLIENT_CHECK_SECONDS,
              CLIENT_CHECK_SECONDS,
              TimeUnit.SECONDS);
    }
  }

  /** All loops, in no particular order. */
  public List<Loop> all() {
    return List.copyOf(loops.values());
  }

  EventLoopGroup group() {
    return group;
  }

  NettyLoop of(EventExecutor executor) {
    NettyLoop loop = loops.get(executor);
    if (loop == null) {
      throw new IllegalStateException("event loop: got a foreign one (expected: one of ours)");
    }
    return loop;
  }

  Class<? extends ServerSocketChannel> serverChannel() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  Class<? extends SocketChannel> clientChannel() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** Ends the loops and every connection on them; waits at most two seconds. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
