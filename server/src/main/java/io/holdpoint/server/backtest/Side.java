// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.event.StepEvent;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One set of rules in an engine of its own, told what was recorded as if nothing had been
 * contained: what a rule would have done does not depend on what another one did. For one thread.
 */
final class Side implements AutoCloseable {
  private final Tally tally = new Tally();
  private final CorrelationEngine engine;
  private final boolean counts;
  private final Function<Session, String> agents;
  private final Map<SessionId, Known> sessions = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private boolean counting;

  /** What is known of a session: its agent, how many calls, and the numbers of those under way. */
  private static final class Known {
    private final String agent;
    private int calls;
    private final Map<StepId, Integer> open = new HashMap<>();

    Known(String agent) {
      this.agent = agent;
    }
  }

  /**
   * @param agents names the agent of a session
   * @param counts false only replays
   */
  Side(RuleSet rules, EngineSettings settings, Function<Session, String> agents, boolean counts) {
    this.agents = agents;
    this.counts = counts;
    this.engine =
        new CorrelationEngine(
            settings.withShards(1),
            rules,
            InstantSource.fixed(Instant.EPOCH),
            Vocabulary.shipped(),
            InputRecord.NONE,
            this::matched);
  }

  Tally tally() {
    return tally;
  }

  /**
   * @param counted false for what came before the time that counts: it is told, for taint and
   *     habits reach back, and not counted
   */
  void take(Entry entry, boolean counted) {
    counting = counted && counts;
    if (entry instanceof Entry.Told toldNow) {
      switch (toldNow.input()) {
        case Input.Attempt attempt -> called(attempt);
        case Input.Applied a -> {
          return;
        }
        case Input.Latched l -> {
          return;
        }
        case Input.Rules r -> {
          return;
        }
        case Input.Completion c -> {}
        case Input.Observation o -> {}
        case Input.Ended e -> {}
        case Input.Joined j -> {}
      }
    }
    engine.replay(entry).ifPresent(answer -> answer.detections().forEach(d -> hit(d, false)));
    if (entry instanceof Entry.Told toldNow && toldNow.input() instanceof Input.Completion ended) {
      Known known = sessions.get(ended.step().session());
      if (known != null && toldNow.way() == Entry.Way.WHOLE) {
        known.open.remove(ended.step().id());
      }
    }
  }

  @Override
  public void close() {
    engine.close();
  }

  private void called(Input.Attempt attempt) {
    Session session = attempt.step().session();
    Known known = sessions.computeIfAbsent(session.id(), id -> new Known(agents.apply(session)));
    if (!known.open.containsKey(attempt.step().id())) {
      known.calls++;
      known.open.put(attempt.step().id(), known.calls);
      if (counting) {
        tally.called(session.id().value(), known.agent);
      }
    }
  }

  private void matched(Detection detection, StepEvent trigger, List<Object> chain) {
    hit(detection, trigger instanceof ToolCall);
  }

  /** Once for each detection, whoever tells it first. */
  private void hit(Detection detection, boolean beforeItLeft) {
    if (!counting || !told.add(detection.id())) {
      return;
    }
    Known known = sessions.get(detection.session());
    tally.hit(
        new Hit(
            detection.rule().id(),
            detection.action(),
            detection.mode(),
            detection.session().value(),
            known == null ? "unknown" : known.agent,
            known == null ? 0 : known.open.getOrDefault(detection.chain().getLast(), known.calls),
            beforeItLeft));
  }

  /** The name an agent claims, with its version; else its credential's. */
  static String agent(Session session) {
    AgentClaim claim = session.agent();
    if (claim.name().isEmpty()) {
      return session.identity().subject();
    }
    return claim.version().isEmpty() ? claim.name() : claim.name() + " " + claim.version();
  }
}
