// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.collector.Collector;
import io.holdpoint.dashboard.DataSource;
import io.holdpoint.server.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where data comes from, with what does not work now. Safe for use by many threads. */
final class Sources {

  private final ServerConfig config;
  private final Collector collector;
  private final UpstreamProbe probe;
  private volatile int gatewayPort;

  Sources(ServerConfig config, Collector collector, UpstreamProbe probe) {
    this.config = config;
    this.collector = collector;
    this.probe = probe;
  }

  /** The gateway listens now. */
  void listening(int port) {
    gatewayPort = port;
  }

  List<DataSource> list() {
    List<DataSource> sources = new ArrayList<>();
    Map<String, String> troubles = probe.troubles();
    config
        .gateway()
        .upstreams()
        .forEach(
            upstream -> {
              String trouble = troubles.getOrDefault(upstream.name(), "");
              sources.add(
                  new DataSource(
                      "upstream",
                      upstream.name(),
                      "http://127.0.0.1:" + gatewayPort + "/" + upstream.name() + "/mcp",
                      trouble.isEmpty(),
                      trouble));
            });
    sources.add(otlp("otlp-grpc", "OTLP/gRPC", collector.grpcPort()));
    sources.add(otlp("otlp-http", "OTLP/HTTP", collector.httpPort()));
    return sources;
  }

  private static DataSource otlp(String kind, String name, int port) {
    return new DataSource(kind, name, "http://127.0.0.1:" + port, true, "");
  }
}
