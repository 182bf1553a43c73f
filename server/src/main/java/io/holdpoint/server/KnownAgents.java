// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.Insights;
import io.holdpoint.dashboard.inventory.Registration;
import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.gateway.registry.RegisteredAgent;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is registered of which principal, and who is behind a session that is judged here.
 *
 * @param registry as it stands, by principal
 * @param live the sessions that are held
 */
record KnownAgents(Supplier<AgentRegistry> registry, Function<SessionId, Optional<Session>> live)
    implements Insights {

  @Override
  public Optional<String> owner(String principal) {
    return Optional.of(registry.get().of(principal).owner()).filter(owner -> !owner.isEmpty());
  }

  @Override
  public Optional<Registration> registration(String principal) {
    AgentRegistry now = registry.get();
    if (!now.knows(principal)) {
      return Optional.empty();
    }
    RegisteredAgent agent = now.of(principal);
    Set<Effect> allowed = agent.allowed();
    return Optional.of(
        new Registration(
            agent.owner(),
            agent.team(),
            agent.purpose(),
            allowed == null ? null : allowed.stream().map(Effect::word).sorted().toList(),
            List.copyOf(agent.approvers())));
  }

  @Override
  public Optional<Session> session(SessionId id) {
    return live.apply(id);
  }
}
