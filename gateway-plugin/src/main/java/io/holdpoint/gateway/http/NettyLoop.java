// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A Netty event loop with the upstream connections that live on it. */
final class NettyLoop implements Loop {

  private final EventLoop eventLoop;
  private final Map<UpstreamTarget, IdleConnections> idle = new HashMap<>();

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
