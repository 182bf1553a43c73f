// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;

/**
 * The ports Holdpoint listens on in the demo; 0 lets the system choose.
 *
 * @param gateway for agents
 * @param control for the page and the REST API
 * @param grpc for OTLP over gRPC
 * @param http for OTLP over HTTP
 */
record DemoPorts(int gateway, int control, int grpc, int http) {

  /** Those a reader of the documentation expects. */
  static final DemoPorts DEFAULT = new DemoPorts(7420, 7421, 4317, 4318);

  /** Whatever is free. */
  static final DemoPorts AUTO = new DemoPorts(0, 0, 0, 0);

  /** The same ports, with 0 for each that is in use; {@code notice} is told of those. */
  DemoPorts whereFree(Consumer<String> notice) {
    return new DemoPorts(
        free("gateway", gateway, notice),
        free("page", control, notice),
        free("OTLP/gRPC", grpc, notice),
        free("OTLP/HTTP", http, notice));
  }

  private static int free(String what, int port, Consumer<String> notice) {
    if (port == 0) {
      return 0;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return port;
    } catch (IOException inUse) {
      notice.accept("port " + port + " (" + what + ") is in use; taking a free one");
      return 0;
    }
  }
}
