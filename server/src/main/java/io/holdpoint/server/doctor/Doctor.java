// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import io.holdpoint.server.config.ServerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at machine, upstreams and agent configurations, and says what is wrong with them. */
public final class Doctor {

  private final ServerConfig config;
  private final Surroundings surroundings;
  private final Duration limit;

  /**
   * @param limit how long one answer of an upstream may take
   */
  public Doctor(ServerConfig config, Surroundings surroundings, Duration limit) {
    this.config = config;
    this.surroundings = surroundings;
    this.limit = limit;
  }

  /** Everything it saw, in the order it looked. Starts stdio upstreams and ends them again. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(new Machine(config, surroundings.clock()).examine());
    findings.addAll(new UpstreamHealth(config.gateway(), surroundings.clock(), limit).examine());
    AgentServers agents = AgentServers.find(surroundings);
    findings.addAll(agents.unreadable());
    Routes routes = new Routes(config.gateway());
    for (AgentServer server : agents.servers()) {
      findings.add(routes.judge(server));
      findings.addAll(SecretSearch.in(server, config.gateway()));
      findings.addAll(Patience.of(server, config.gateway().holdLimit()));
    }
    return findings;
  }
}
