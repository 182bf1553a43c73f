// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.collector.Collector;
import io.holdpoint.collector.CollectorStats;
import io.holdpoint.collector.forward.ForwardStats;
import io.holdpoint.collector.ledger.SourceReport;
import io.holdpoint.collector.projection.ProjectionStats;
import io.holdpoint.dashboard.DataSource;
import io.holdpoint.server.audit.feed.FeedState;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.remote.listener.EnforcementListener;
import io.holdpoint.server.remote.listener.GatewayPresence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where data comes from, with what does not work now. Safe for use by many threads. */
final class Sources {

  private final ServerConfig config;
  private final Collector collector;
  private final UpstreamProbe probe;
  private final Optional<EnforcementListener> enforcement;
  private final Supplier<List<FeedState>> feeds;
  private final int gatewayPort;

  Sources(
      ServerConfig config,
      int gatewayPort,
      Collector collector,
      UpstreamProbe probe,
      Optional<EnforcementListener> enforcement,
      Supplier<List<FeedState>> feeds) {
    this.config = config;
    this.gatewayPort = gatewayPort;
    this.collector = collector;
    this.probe = probe;
    this.enforcement = enforcement;
    this.feeds = feeds;
  }

  List<DataSource> list() {
    List<DataSource> sources = new ArrayList<>();
    if (config.gateway().anonymous()) {
      sources.add(
          new DataSource(
              DataSource.ANONYMOUS,
              "gateway",
              "",
              true,
              "callers without a credential are admitted: gateway.anonymous"));
    }
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
                      config.gateway().scheme()
                          + "://127.0.0.1:"
                          + gatewayPort
                          + "/"
                          + upstream.name()
                          + "/mcp",
                      trouble.isEmpty(),
                      trouble));
            });
    enforcement.ifPresent(
        listener -> listener.gateways().forEach(gateway -> sources.add(remote(gateway))));
    sources.add(otlp("otlp-grpc", "OTLP/gRPC", collector.grpcPort()));
    sources.add(otlp("otlp-http", "OTLP/HTTP", collector.httpPort()));
    CollectorStats stats = collector.stats();
    stats.sources().forEach(report -> sources.add(sender(report)));
    sources.add(projected(stats.projection()));
    stats.forward().ifPresent(forward -> sources.add(forwarded(forward)));
    feeds.get().forEach(feed -> sources.add(fed(feed)));
    return sources;
  }

  private static DataSource fed(FeedState feed) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("sent", feed.sent());
    counts.put("waiting", feed.waiting());
    counts.put("left-out", feed.leftOut());
    return new DataSource(
        "audit-feed", "journal to " + feed.name(), "", feed.up(), feed.text(), counts);
  }

  /** A gateway that lags behind the signals has not yet stopped what they stop. */
  private static DataSource remote(GatewayPresence gateway) {
    String signals = gateway.applied() + " of " + gateway.latest() + " signals stand there";
    return new DataSource(
        "gateway",
        gateway.name(),
        "",
        gateway.connected(),
        gateway.connected() ? signals : "not heard since " + gateway.heardAt() + "; " + signals);
  }

  /** One that loses is up all the same: what is lost is counted. */
  private static DataSource sender(SourceReport report) {
    Map<String, Long> counts = new LinkedHashMap<>();
    report.counts().forEach((count, sum) -> counts.put(count.word(), sum));
    String heard =
        report.heardAt() == null
            ? "not heard yet"
            : "last heard " + report.heardAt() + ", " + report.lagMillis() + " ms after the fact";
    String lost = report.lost() == 0 ? "" : "; lost " + report.lost();
    return new DataSource(
        DataSource.TELEMETRY, report.source(), "", true, heard + lost, counts, report.skewMillis());
  }

  /** What was taken in is safe before it stands in the store. */
  private static DataSource projected(ProjectionStats stats) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("to-store-bytes", stats.lagBytes());
    counts.put("failed", stats.failed());
    return new DataSource(
        "queue",
        "session store",
        "",
        true,
        stats.failed() == 0 ? "" : stats.failed() + " steps were not taken",
        counts);
  }

  private static DataSource forwarded(ForwardStats stats) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("sent", stats.sent());
    counts.put("left-out", stats.left());
    counts.put("refused", stats.refused());
    counts.put("lost-bytes", stats.lost());
    counts.put("waiting-bytes", stats.lag());
    return new DataSource(
        "forward", "telemetry sent on", "", stats.lost() == 0, stats.lag() + " bytes wait", counts);
  }

  private static DataSource otlp(String kind, String name, int port) {
    return new DataSource(kind, name, "http://127.0.0.1:" + port, true, "");
  }
}
