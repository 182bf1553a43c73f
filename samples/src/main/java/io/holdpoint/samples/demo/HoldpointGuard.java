// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.server.HoldpointServer;
import io.holdpoint.server.config.ServerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** Holdpoint itself, all in this process. */
final class HoldpointGuard implements Guard {

  private final HoldpointServer server;
  private final Views views;

  private HoldpointGuard(HoldpointServer server, InstantSource clock) {
    this.server = server;
    this.views = new Views(server.signals(), Insights.NONE, clock);
  }

  /** Starts Holdpoint from a configuration file. */
  static Guard start(Path configuration) {
    InstantSource clock = InstantSource.system();
    ServerConfig config = ServerConfig.load(configuration, Map.of());
    return new HoldpointGuard(HoldpointServer.start(config, clock), clock);
  }

  @Override
  public Map<String, URI> endpoints() {
    Map<String, URI> endpoints = new TreeMap<>();
    server
        .config()
        .gateway()
        .upstreams()
        .forEach(upstream -> endpoints.put(upstream.name(), server.endpoint(upstream.name())));
    return endpoints;
  }

  @Override
  public URI page() {
    return server.oneTimeLogin();
  }

  @Override
  public SessionStore store() {
    return server.store();
  }

  @Override
  public SignalBus signals() {
    return server.signals();
  }

  @Override
  public String stateOf(SessionRow session) {
    return views.session(session).state();
  }

  @Override
  public void close() {
    server.close();
  }
}
