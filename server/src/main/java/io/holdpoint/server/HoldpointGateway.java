// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.Gateway;
import io.holdpoint.gateway.telemetry.TelemetrySettings;
import io.holdpoint.server.config.ServerConfig;
import java.net.URI;
import java.time.InstantSource;

/** A gateway without an engine of its own. */
public final class HoldpointGateway implements AutoCloseable {

  private final Gateway gateway;
  private final Closing closing;

  HoldpointGateway(Gateway gateway, Closing closing) {
    this.gateway = requireNonNull(gateway, "gateway");
    this.closing = requireNonNull(closing, "closing");
  }

  /**
   * Starts it, once it knows all signals of the engine's process.
   *
   * @param config its own data folder, gateway and catalogues; the rest is not used
   * @param engine the control API of the process with the engine
   * @param token that process's gateway token
   * @param telemetry where its steps are told to: the collector of that process
   * @throws StartFailure if it cannot start; nothing is left running
   */
  public static HoldpointGateway start(
      ServerConfig config,
      URI engine,
      String token,
      TelemetrySettings telemetry,
      InstantSource clock) {
    return Starting.orClose(
        closing -> new Wiring(config, clock, closing).gateway(engine, token, telemetry));
  }

  /** The port agents connect to. */
  public int port() {
    return gateway.port();
  }

  @Override
  public void close() {
    closing.close();
  }
}
