// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries now and then whether upstreams accept connections: for people who look, never for a
 * verdict. On a thread of its own.
 */
final class UpstreamProbe implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamProbe.class);
  private static final int CONNECT_MILLIS = 1000;
  private static final int PERIOD_SECONDS = 15;

  private final Map<String, URI> upstreams;
  private final Map<String, String> troubles = new ConcurrentHashMap<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("upstream-probe").daemon().factory());

  private UpstreamProbe(Map<String, URI> upstreams) {
    this.upstreams = Map.copyOf(upstreams);
  }

  /**
   * Starts to try.
   *
   * @param upstreams addresses by name
   */
  static UpstreamProbe start(Map<String, URI> upstreams) {
    UpstreamProbe probe = new UpstreamProbe(upstreams);
    if (!upstreams.isEmpty()) {
      var _ =
          probe.worker.scheduleWithFixedDelay(probe::tryAll, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }
    return probe;
  }

  /** What was wrong with which upstream when it was last tried. */
  Map<String, String> troubles() {
    return Map.copyOf(troubles);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }

  private void tryAll() {
    upstreams.forEach(this::tryOne);
  }

  private void tryOne(String name, URI uri) {
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MILLIS);
      if (troubles.remove(name) != null) {
        LOG.info("upstream {} accepts connections again", name);
      }
    } catch (IOException e) {
      String trouble = uri.getHost() + ":" + port + " accepts no connection";
      if (troubles.put(name, trouble) == null) {
        LOG.warn("upstream {}: {} ({}); calls to it will fail", name, trouble, e.toString());
      }
    }
  }
}
