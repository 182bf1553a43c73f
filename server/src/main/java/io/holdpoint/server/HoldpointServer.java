// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.Collector;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.gateway.Gateway;
import io.holdpoint.gateway.stdio.daemon.WrapperListener;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.server.cli.Version;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.remote.listener.EnforcementListener;
import io.holdpoint.server.remote.listener.GatewayPresence;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole of Holdpoint in one process. Safe for use by many threads. */
public final class HoldpointServer implements AutoCloseable {

  private final ServerConfig config;
  private final Gateway gateway;
  private final Collector collector;
  private final Dashboard dashboard;
  private final SessionStore store;
  private final SignalBus signals;
  private final CorrelationEngine engine;
  private final Optional<EnforcementListener> enforcement;
  private final Closing closing;

  HoldpointServer(
      ServerConfig config,
      Gateway gateway,
      Collector collector,
      Dashboard dashboard,
      SessionStore store,
      SignalBus signals,
      CorrelationEngine engine,
      Optional<EnforcementListener> enforcement,
      Closing closing) {
    this.config = requireNonNull(config, "config");
    this.gateway = requireNonNull(gateway, "gateway");
    this.collector = requireNonNull(collector, "collector");
    this.dashboard = requireNonNull(dashboard, "dashboard");
    this.store = requireNonNull(store, "store");
    this.signals = requireNonNull(signals, "signals");
    this.engine = requireNonNull(engine, "engine");
    this.enforcement = requireNonNull(enforcement, "enforcement");
    this.closing = requireNonNull(closing, "closing");
  }

  /**
   * Ports in use.
   *
   * @param gateway agents connect here
   * @param control API and page
   * @param otlpGrpc telemetry over gRPC
   * @param otlpHttp telemetry over HTTP
   * @param enforcement gateways of other processes, 0 if they may not connect
   */
  public record ListeningPorts(
      int gateway, int control, int otlpGrpc, int otlpHttp, int enforcement) {}

  /**
   * Starts everything. State is restored from the journal before the first call can pass.
   *
   * @throws DocumentException if a catalogue or rule file is wrong
   * @throws StartFailure if a part cannot start; nothing is left running
   */
  public static HoldpointServer start(ServerConfig config, InstantSource clock) {
    return Starting.orClose(closing -> new Wiring(config, clock, closing).all());
  }

  /** What it was started with. */
  public ServerConfig config() {
    return config;
  }

  /** Where it listens. */
  public ListeningPorts ports() {
    return new ListeningPorts(
        gateway.port(),
        dashboard.port(),
        collector.grpcPort(),
        collector.httpPort(),
        enforcement.map(EnforcementListener::port).orElse(0));
  }

  /**
   * Serves wrapped stdio servers too, until it is closed.
   *
   * @param socket where they connect; its folder must be this user's alone
   * @throws IOException if the socket cannot be made
   */
  public WrapperListener acceptWrappers(Path socket) throws IOException {
    return closing.add(
        "wrappers",
        gateway.acceptWrappers(
            new WrapperListener.Settings(socket, config.gateway().tenant(), Version.current())));
  }

  /** Where agents reach the upstream of a name. */
  public URI endpoint(String upstream) {
    return URI.create(
        config.gateway().scheme() + "://127.0.0.1:" + gateway.port() + "/" + upstream + "/mcp");
  }

  /** The page. */
  public URI page() {
    return dashboard.address();
  }

  /** The page's address that logs a browser in once, within 60 seconds. */
  public URI oneTimeLogin() {
    return dashboard.oneTimeLogin();
  }

  /** The operator's token if this start made it: it can be shown now and never again. */
  public Optional<String> firstToken() {
    return dashboard.firstToken();
  }

  /** What people read. */
  public SessionStore store() {
    return store;
  }

  /** What was ordered. */
  public SignalBus signals() {
    return signals;
  }

  /** The gateways of other processes heard since the start. */
  public List<GatewayPresence> gateways() {
    return enforcement.map(EnforcementListener::gateways).orElse(List.of());
  }

  /** What could not be seen or judged: reason to count. */
  public Map<String, Long> coverageLoss() {
    Map<String, Long> all = new LinkedHashMap<>(engine.coverageLoss());
    for (Count count : Count.values()) {
      if (count.isLoss()) {
        all.put("telemetry." + count.word(), collector.stats().sum(count));
      }
    }
    return all;
  }

  /**
   * Waits until all telemetry acknowledged so far is in the store.
   *
   * @return false if time was up before
   */
  public boolean awaitProjected(Duration limit) throws InterruptedException {
    return collector.awaitProjected(limit);
  }

  @Override
  public void close() {
    closing.close();
  }
}
