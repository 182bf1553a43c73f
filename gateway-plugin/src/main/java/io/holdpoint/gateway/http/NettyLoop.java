// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A Netty event loop with the upstream connections that live on it. */
final class NettyLoop implements Loop {

  private final EventLoop eventLoop;
  private final Map<UpstreamTarget, IdleConnections> idle = new HashMap<>();
  private final Set<ServerConnection> served = new HashSet<>();

  NettyLoop(EventLoop eventLoop) {
    this.eventLoop = eventLoop;
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  /** The pooled connections to a target; only on the loop. */
  IdleConnections idle(UpstreamTarget target) {
    return idle.computeIfAbsent(target, t -> new IdleConnections());
  }

  /** A client connection begins; only on the loop. */
  void serves(ServerConnection connection) {
    served.add(connection);
  }

  /** A client connection is over; only on the loop. */
  void leaves(ServerConnection connection) {
    served.remove(connection);
  }

  /** Ends connections of clients that keep everybody waiting; only on the loop. */
  void checkClients(long nowNanos) {
    for (ServerConnection connection : List.copyOf(served)) {
      connection.check(nowNanos);
    }
  }

  /** Closes pooled connections that were idle for too long; only on the loop. */
  void closeStale(long nowNanos) {
    idle.values().forEach(connections -> connections.closeStale(nowNanos));
  }

  @Override
  public boolean isCurrent() {
    return eventLoop.inEventLoop();
  }

  @Override
  public void execute(Runnable task) {
    eventLoop.execute(task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Future<?> future = eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }
}
