// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import io.holdpoint.collector.log.LogLimits;
import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.StepListener;
import io.holdpoint.model.testing.InMemorySignalBus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A whole collector on ports of its own. */
final class TestCollector implements AutoCloseable {

  static final String GATEWAY_TOKEN = "gateway-token-0123456789";
  static final String FRAMEWORK_TOKEN = "framework-token-0123456789";
  static final int MAX_REQUEST = 4 << 20;

  final SessionStore store;
  final InMemorySignalBus signals = new InMemorySignalBus();
  final Collector collector;

  /** With the real store. */
  TestCollector(Path folder, SessionMonitor monitor, StepListener... listeners) throws IOException {
    this(
        config(folder.resolve("telemetry")),
        SqlSessionStore.open(folder.resolve("store")),
        monitor,
        listeners);
  }

  TestCollector(
      CollectorConfig config, SessionStore store, SessionMonitor monitor, StepListener... listeners)
      throws IOException {
    this.store = store;
    try {
      collector =
          Collector.start(
              config, store, monitor, signals, List.of(listeners), InstantSource.system());
    } catch (IOException | RuntimeException e) {
      closeStore();
      throw e;
    }
  }

  static CollectorConfig config(Path folder) {
    return config(folder, 64 << 20);
  }

  static CollectorConfig config(Path folder, long backlog) {
    InetSocketAddress anyPort = InetSocketAddress.createUnresolved("127.0.0.1", 0);
    return new CollectorConfig(
        anyPort,
        anyPort,
        MAX_REQUEST,
        new LogLimits(64 << 20, 64 << 20, backlog),
        100,
        List.of(
            new RegisteredSource("own-gateway", GATEWAY_TOKEN, Trust.GATEWAY),
            new RegisteredSource("crew", FRAMEWORK_TOKEN, Trust.FRAMEWORK)),
        folder);
  }

  boolean projected() throws InterruptedException {
    return collector.awaitProjected(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    collector.close();
    closeStore();
  }

  private void closeStore() {
    if (store instanceof SqlSessionStore h2) {
      h2.close();
    }
  }
}
