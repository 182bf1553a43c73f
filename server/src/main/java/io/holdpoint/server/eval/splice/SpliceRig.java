// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.drift.DriftReading;
import io.holdpoint.engine.drift.Method;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.Attempts;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.server.eval.replay.EngineMaker;
import io.holdpoint.server.eval.trace.RecordedStep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One engine that learns an agent's clean sessions and then looks at others. Every session of an
 * agent has the agent's one credential. For one thread.
 */
final class SpliceRig implements AutoCloseable {

  private static final Duration BETWEEN_STEPS = Duration.ofSeconds(2);
  private static final Duration BETWEEN_SESSIONS = Duration.ofHours(1);

  private final CorrelationEngine engine;
  private final Attempts attempts;
  private final boolean declares;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int sessions;

  SpliceRig(EngineMaker engines, ToolCatalogue catalogue, boolean declares) {
    InstantSource clock = () -> now;
    this.engine = engines.start(clock);
    this.attempts = new Attempts(catalogue);
    this.declares = declares;
  }

  /** Plays a session that ends clean, so that it may be learnt from. */
  void learn(String agent, String task, List<RecordedStep> steps) {
    Session session = play(agent, task, steps);
    engine.ended(session, now);
  }

  /** Plays a session that teaches nothing, and tells what was seen of it. */
  Map<Sight, Integer> look(
      String agent, String task, List<RecordedStep> steps, double perThousand) {
    Session session = play(agent, task, steps);
    Map<Sight, Integer> seen = new HashMap<>();
    DriftReading reading = engine.driftReading(session.id()).orElseThrow();
    for (Map.Entry<Method, Integer> alarm : reading.alarms(perThousand).entrySet()) {
      seen.put(new Sight(Optional.of(alarm.getKey())), alarm.getValue());
    }
    if (reading.firstNewTool() > 0) {
      seen.put(Sight.NEW_TOOL, reading.firstNewTool());
    }
    return seen;
  }

  private Session play(String agent, String task, List<RecordedStep> steps) {
    now = now.plus(BETWEEN_SESSIONS);
    Session session = session(agent, declares ? task : "");
    Map<Integer, Step.Attempted> open = new HashMap<>();
    int number = 0;
    for (RecordedStep step : steps) {
      now = now.plus(BETWEEN_STEPS);
      number++;
      switch (step) {
        case RecordedStep.Called called -> open.put(called.step(), call(session, called, number));
        case RecordedStep.Returned returned -> {
          Step.Attempted attempt = open.remove(returned.call());
          if (attempt != null) {
            result(attempt, returned);
          }
        }
        case RecordedStep.UserSaid said -> {}
        case RecordedStep.ModelSaid said -> {}
        case RecordedStep.HandedOff off -> {}
      }
    }
    return session;
  }

  private Step.Attempted call(Session session, RecordedStep.Called called, int number) {
    StepId id =
        new StepId("splice", session.id().value().substring(2), String.format("%016x", number));
    Step.Attempted attempt =
        attempts.attempted(
            id,
            session,
            StepKind.TOOL_CALL,
            called.upstream(),
            called.tool(),
            called.arguments(),
            null,
            now);
    engine.assess(attempt, new ClearView(called.arguments())).toCompletableFuture().join();
    return attempt;
  }

  private void result(Step.Attempted attempt, RecordedStep.Returned returned) {
    Outcome outcome = returned.failed() ? new Outcome.ToolError() : new Outcome.Succeeded();
    Step.Completed completed = attempts.completed(attempt, outcome, returned.result(), now);
    engine.complete(completed, new ClearView(returned.result())).toCompletableFuture().join();
  }

  private Session session(String agent, String task) {
    sessions++;
    String name = Hashes.sha256Hex(32, agent, String.valueOf(sessions));
    SessionId id = new SessionId("s-" + name);
    AgentIdentity identity = new AgentIdentity("default", "holdpoint:splice", agent, null, null);
    return new Session(
        id,
        id,
        FloorId.of(identity),
        identity,
        PrincipalKind.SHARED,
        task.isEmpty()
            ? new SessionKey(KeySource.MCP_SESSION, name, EvidenceGrade.G3)
            : new SessionKey(KeySource.DECLARED, name, EvidenceGrade.G1),
        AgentClaim.NONE,
        task,
        "splice",
        now);
  }

  @Override
  public void close() {
    engine.close();
  }
}
