// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.Gateway;
import io.holdpoint.gateway.telemetry.TelemetrySettings;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.remote.link.RemoteEngine;
import io.holdpoint.server.remote.trust.Enrolment;
import java.time.InstantSource;

/** A gateway without an engine of its own. */
public final class HoldpointGateway implements AutoCloseable {

  private final Gateway gateway;
  private final RemoteEngine engine;
  private final Closing closing;

  HoldpointGateway(Gateway gateway, RemoteEngine engine, Closing closing) {
    this.gateway = requireNonNull(gateway, "gateway");
    this.engine = requireNonNull(engine, "engine");
    this.closing = requireNonNull(closing, "closing");
  }

  /**
   * Starts it: once it knows all signals of the engine's process, or with those it knew at its last
   * end if that process is away.
   *
   * @param config its own data folder, gateway, catalogues and {@code engine-link}; the rest is not
   *     used
   * @param enrolment who it is, and where the engine
   * @throws StartFailure if it cannot start; nothing is left running
   */
  public static HoldpointGateway start(
      ServerConfig config, Enrolment enrolment, InstantSource clock) {
    TelemetrySettings telemetry =
        TelemetrySettings.to(
            enrolment.gateway(), enrolment.collector(), enrolment.telemetryToken());
    return Starting.orClose(
        closing -> new RemoteWiring(config, clock, closing).gateway(enrolment, telemetry));
  }

  /** The port agents connect to. */
  public int port() {
    return gateway.port();
  }

  /** True if the engine was heard within the lease; else the failure mode of each effect holds. */
  public boolean isEngineAlive() {
    return engine.isAlive();
  }

  @Override
  public void close() {
    closing.close();
  }
}
