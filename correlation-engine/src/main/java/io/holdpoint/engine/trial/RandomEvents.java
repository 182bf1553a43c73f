// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.trial;

import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.call.Names;
import io.holdpoint.engine.drift.DriftFacts;
import io.holdpoint.engine.event.StepFacts;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import io.holdpoint.engine.provenance.CallOrigin;
import io.holdpoint.engine.provenance.Origins;
import io.holdpoint.engine.provenance.Position;
import io.holdpoint.engine.provenance.Signs;
import io.holdpoint.engine.state.Latches;
import io.holdpoint.engine.state.SessionState;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Events of a few sessions with columns by chance, few values each, so that rules match often. The
 * same seed gives the same events. For one thread.
 */
public final class RandomEvents {
  private static final long BEGIN = 1_750_000_000_000L;

  private final Random random;
  private final Names names = new Names();
  private final List<Session> sessions = new ArrayList<>();
  private final long longestPause;
  private long now = BEGIN;
  private long sequence;

  /**
   * @param seed decides everything
   * @param sessions how many sessions take turns
   * @param longestPause milliseconds between two events at most
   */
  public RandomEvents(long seed, int sessions, long longestPause) {
    this.random = new Random(seed);
    this.longestPause = longestPause;
    for (int i = 0; i < sessions; i++) {
      this.sessions.add(session(i));
    }
  }

  /** The next event: mostly calls and results, seldom telemetry. */
  public Object next() {
    now += random.nextLong(longestPause + 1);
    sequence++;
    int kind = random.nextInt(20);
    if (kind < 10) {
      return new ToolCall(facts(), origin());
    }
    return kind < 19 ? result() : telemetry();
  }

  /** Engine time of the last event. */
  public long now() {
    return now;
  }

  private ToolResult result() {
    StepFacts facts = facts();
    Step.Completed completion =
        new Step.Completed(
            facts.call().id(),
            facts.call().session().id(),
            random.nextInt(3) == 0 ? new Outcome.ToolError() : new Outcome.Succeeded(),
            new Payload(digest(4), random.nextInt(500), ""),
            labels(),
            Instant.ofEpochMilli(now));
    return new ToolResult(facts, completion);
  }

  private Telemetry telemetry() {
    Step.Observed observed =
        new Step.Observed(
            id(),
            one(sessions).id(),
            one(List.of(StepKind.values())),
            "model-" + random.nextInt(3),
            one(List.of(EvidenceGrade.values())),
            Instant.ofEpochMilli(now));
    return new Telemetry(observed, now);
  }

  private StepFacts facts() {
    int tool = random.nextInt(5);
    Step.Attempted attempt =
        new Step.Attempted(
            id(),
            one(sessions),
            StepKind.TOOL_CALL,
            new ToolRef("server-" + tool % 2, "tool-" + tool, "", effects(), labels(), flip()),
            new Payload(digest(4), random.nextInt(500), ""),
            Instant.ofEpochMilli(now));
    Latches.Latch latch = new Latches.Latch(attempt.id(), "server-0/tool-0", now);
    return new StepFacts(
        Call.of(attempt, names, now, sequence),
        Latches.ofLabels(labels(), latch),
        new SessionState.Counters(
            random.nextInt(50),
            random.nextInt(3),
            random.nextInt(50),
            random.nextInt(5),
            random.nextInt(3),
            0),
        random.nextInt(6),
        random.nextInt(4) == 0,
        random.nextInt(40),
        StepFacts.Around.NOTHING,
        drift(),
        now);
  }

  private DriftFacts drift() {
    return new DriftFacts(
        random.nextDouble(-5, 20),
        random.nextDouble(1000),
        random.nextDouble(1000),
        random.nextInt(20),
        seldom(),
        random.nextDouble(-2, 8),
        random.nextDouble(-2, 8),
        random.nextDouble(-2, 8),
        random.nextDouble(-2, 8),
        random.nextDouble(-2, 8),
        flip(),
        flip(),
        flip(),
        random.nextInt(60));
  }

  private CallOrigin origin() {
    Signs signs =
        new Signs(
            seldom(), seldom(), seldom(), seldom(), seldom(), seldom(), seldom(), seldom(),
            seldom(), seldom(), seldom(), seldom(), seldom(), seldom());
    return new CallOrigin(
        signs, flip(), flip(), flip(), flip(), random.nextInt(4), List.of(), origins());
  }

  private Origins origins() {
    return new Origins(
        labels(),
        labels(),
        seldom(),
        flip(),
        flip(),
        seldom(),
        one(List.of(Position.values())),
        random.nextInt(101),
        random.nextInt(101),
        random.nextInt(101),
        List.of());
  }

  private Set<Effect> effects() {
    EnumSet<Effect> effects = EnumSet.of(one(List.of(Effect.values())));
    effects.add(one(List.of(Effect.values())));
    return effects;
  }

  private Set<DataLabel> labels() {
    EnumSet<DataLabel> labels = EnumSet.noneOf(DataLabel.class);
    for (DataLabel label : DataLabel.values()) {
      if (seldom()) {
        labels.add(label);
      }
    }
    return labels;
  }

  private StepId id() {
    return new StepId("trial", "%032x".formatted(sequence + 1), "%016x".formatted(sequence + 1));
  }

  private Digest digest(int different) {
    return new Digest("%032x".formatted(random.nextInt(different)));
  }

  private boolean flip() {
    return random.nextBoolean();
  }

  private boolean seldom() {
    return random.nextInt(4) == 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static Session session(int number) {
    AgentIdentity identity =
        new AgentIdentity("default", "trial", "agent-" + number / 3, null, null);
    SessionId id = new SessionId("s-" + number);
    return new Session(
        id,
        new SessionId("s-" + number / 2 * 2),
        FloorId.of(identity),
        identity,
        number % 2 == 0 ? PrincipalKind.EXCLUSIVE : PrincipalKind.SHARED,
        new SessionKey(KeySource.MCP_SESSION, "k-" + number, EvidenceGrade.G3),
        AgentClaim.NONE,
        "",
        "trial",
        Instant.ofEpochMilli(BEGIN));
  }
}
