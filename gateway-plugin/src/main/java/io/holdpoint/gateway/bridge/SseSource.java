// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bridge;

import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.http.UpstreamClient;
import io.holdpoint.gateway.http.UpstreamTarget;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Servers of HTTP+SSE (2024-11-05): one stream for each session, messages posted next to it. */
final class SseSource implements Pipe.Source {

  private final String name;
  private final UpstreamClient client;
  private final UpstreamTarget target;
  private final List<Loop> loops;
  private final AtomicInteger next = new AtomicInteger();
  private final Set<SsePipe> open = ConcurrentHashMap.newKeySet();

  SseSource(String name, UpstreamClient client, UpstreamTarget target, List<Loop> loops) {
    this.name = name;
    this.client = client;
    this.target = target;
    this.loops = List.copyOf(loops);
  }

  @Override
  public void open(Pipe.Listener listener, Consumer<@Nullable Pipe> then) {
    Loop loop = loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
    SsePipe pipe = new SsePipe(name, client, target, loop, listener, then, open::remove);
    open.add(pipe);
    loop.execute(pipe::start);
  }

  /** A server that is not there says so at once. */
  @Override
  public int secondsToWait() {
    return 0;
  }

  @Override
  public UpstreamTransport.Address address() {
    return new UpstreamTransport.Address(target.host(), target.port(), target.authority());
  }

  @Override
  public void close() {
    open.forEach(SsePipe::end);
  }
}
