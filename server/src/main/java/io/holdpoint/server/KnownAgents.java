// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.insight.DriftMark;
import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.dashboard.insight.Registration;
import io.holdpoint.dashboard.insight.ValueOrigin;
import io.holdpoint.engine.drift.DriftFacts;
import io.holdpoint.engine.provenance.Origins;
import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.gateway.registry.RegisteredAgent;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is registered of which principal, and who is behind a session that is judged here.
 *
 * @param registry as it stands, by principal
 * @param live the sessions that are held
 * @param drift how far they are from what is usual
 * @param values where the values of their last calls came from
 */
record KnownAgents(
    Supplier<AgentRegistry> registry,
    Function<SessionId, Optional<Session>> live,
    Function<SessionId, Optional<DriftFacts>> drift,
    BiFunction<SessionId, StepId, Optional<Origins>> values)
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

  @Override
  public Optional<List<ValueOrigin>> origins(SessionId session, StepId step) {
    return values
        .apply(session, step)
        .map(
            origins ->
                origins.arguments().stream()
                    .flatMap(one -> one.shares().stream().map(share -> origin(one, share)))
                    .toList());
  }

  private static ValueOrigin origin(Origins.Argument argument, Origins.Share share) {
    return new ValueOrigin(
        argument.name(),
        argument.named().name().toLowerCase(Locale.ROOT),
        share.step(),
        share.tool(),
        share.labels().stream().map(DataLabel::word).sorted().toList(),
        share.percent());
  }

  @Override
  public Optional<DriftMark> drifted(SessionId id) {
    return drift
        .apply(id)
        .map(facts -> new DriftMark(facts.score(), facts.perThousand(), facts.alarm()));
  }
}
