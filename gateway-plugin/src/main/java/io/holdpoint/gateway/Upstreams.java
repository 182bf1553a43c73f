// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.bridge.BridgeLimits;
import io.holdpoint.gateway.bridge.Bridges;
import io.holdpoint.gateway.call.Upstream;
import io.holdpoint.gateway.credential.TokenVault;
import io.holdpoint.gateway.http.EventLoops;
import io.holdpoint.gateway.http.UpstreamClient;
import io.holdpoint.gateway.http.UpstreamTarget;
import io.holdpoint.gateway.stdio.ChildProcess;
import io.holdpoint.gateway.stdio.OrphanGuard;
import io.holdpoint.gateway.upstream.HttpUpstream;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The servers behind a gateway, and the processes among them. */
final class Upstreams implements AutoCloseable {

  private static final int MOST_WAITING = 256;
  private static final int MOST_STREAMS = 1000;
  private static final Duration STREAM_END = Duration.ofSeconds(2);
  private static final long MOST_QUEUED = 32L * 1024 * 1024;

  private final GatewayConfig config;
  private final EventLoops loops;
  private final UpstreamClient client;
  private final OrphanGuard guard = new OrphanGuard();
  private final Map<String, Upstream> byName = new LinkedHashMap<>();

  Upstreams(GatewayConfig config, EventLoops loops, TokenVault vault, InstantSource clock) {
    this.config = config;
    this.loops = loops;
    this.client = new UpstreamClient(loops, config.connectTimeout(), config.answerTimeout());
    for (GatewayConfig.UpstreamServer server : config.upstreams()) {
      UpstreamTransport transport =
          Credentials.towards(config, server.name(), transport(server), vault, clock);
      byName.put(server.name(), new Upstream(server.name(), transport));
    }
  }

  Map<String, Upstream> byName() {
    return Map.copyOf(byName);
  }

  /** Ends the processes, side by side; waits for a few seconds. */
  @Override
  public void close() {
    Thread[] closing =
        byName.values().stream()
            .map(u -> Thread.ofVirtual().start(() -> u.transport().close()))
            .toArray(Thread[]::new);
    try {
      for (Thread one : closing) {
        one.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    guard.close();
  }

  private UpstreamTransport transport(GatewayConfig.UpstreamServer server) {
    return switch (server.access()) {
      case GatewayConfig.Access.Http http ->
          new HttpUpstream(client, UpstreamTarget.of(http.url()));
      case GatewayConfig.Access.HttpSse sse ->
          Bridges.httpSse(
              server.name(),
              client,
              UpstreamTarget.of(sse.url()),
              loops.all(),
              new BridgeLimits(
                  false,
                  MOST_STREAMS,
                  MOST_WAITING,
                  config.idleGap(),
                  config.answerTimeout(),
                  STREAM_END));
      case GatewayConfig.Access.Stdio stdio ->
          Bridges.stdio(
              server.name(),
              stdio.words(),
              stdio.environment(),
              stdio.folder(),
              new BridgeLimits(
                  stdio.shared(),
                  stdio.maxChildren(),
                  MOST_WAITING,
                  stdio.idle(),
                  config.answerTimeout(),
                  stdio.grace()),
              new ChildProcess.Limits(stdio.maxLine(), MOST_QUEUED, stdio.grace()),
              guard);
    };
  }
}
