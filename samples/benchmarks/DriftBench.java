// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.rules.RuleSet;
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
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What comparing with a baseline adds to judging one call and its result: an agent with 120 clean
 * sessions behind it against one without, in turn, 200 calls a session, tasks declared or not. Run
 * it with the jars of a build in the class path: {@code java -cp "samples/target/holdpoint/lib/*"
 * samples/benchmarks/DriftBench.java}.
 */
public final class DriftBench {
  private static final int ROUND = 200_000;
  private static final int CALLS = 200;
  private static final String[] TOOLS = {"search", "read", "list", "note", "mail", "book"};

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long steps;
  private int sessions;

  private DriftBench() {}

  /** Runs it. */
  public static void main(String[] args) {
    new DriftBench().run();
  }

  private void run() {
    EngineSettings settings =
        new EngineSettings(1, List.of(), true, Duration.ofSeconds(1), 10_000, 10_000, 1_000, null);
    RuleSet rules = RuleSet.load(List.of(), true, null);
    try (CorrelationEngine engine = new CorrelationEngine(settings, rules, () -> now)) {
      for (int i = 0; i < 120; i++) {
        Session session = session("known", "");
        play(engine, session, new Random(i), 8 + i % 7);
        engine.ended(session, now);
      }
      for (int round = 1; round <= 8; round++) {
        double none = round(engine, "unknown", "");
        double known = round(engine, "known", "");
        double declared = round(engine, "known", "Search the tickets and read the newest ones");
        System.out.printf(
            "round %d: %.2f us a call and its result without a baseline, %.2f with, %.2f with and"
                + " declared%n",
            round, none, known, declared);
      }
    }
  }

  private double round(CorrelationEngine engine, String agent, String task) {
    Random random = new Random(7);
    long began = System.nanoTime();
    for (int i = 0; i < ROUND / CALLS; i++) {
      play(engine, session(agent, task), random, CALLS);
    }
    return (System.nanoTime() - began) / 1000.0 / ROUND;
  }

  private void play(CorrelationEngine engine, Session session, Random random, int calls) {
    for (int i = 0; i < calls; i++) {
      steps++;
      now = now.plusMillis(1_500);
      StepId id = new StepId("bench", String.format("%032x", steps), String.format("%016x", steps));
      String arguments =
          "{\"q\":\"ticket " + random.nextInt(1_000_000) + "\",\"to\":\"ann@example.test\"}";
      ToolRef tool =
          new ToolRef(
              "crm",
              TOOLS[random.nextInt(TOOLS.length)],
              "",
              Set.of(Effect.READ),
              Set.of(),
              true,
              Map.of());
      engine.assess(
          new Step.Attempted(id, session, StepKind.TOOL_CALL, tool, payload(arguments), now));
      engine.complete(
          new Step.Completed(
              id, session.id(), new Outcome.Succeeded(), payload("\"ok\""), Set.of(), now));
    }
  }

  private static Payload payload(String text) {
    return new Payload(new Digest(String.format("%032x", text.hashCode())), text.length(), text);
  }

  private Session session(String agent, String task) {
    SessionId id = new SessionId("s-" + String.format("%08x", ++sessions));
    AgentIdentity identity = new AgentIdentity("default", "bench", agent, null, null);
    return new Session(
        id,
        id,
        FloorId.of(identity),
        identity,
        PrincipalKind.SHARED,
        new SessionKey(KeySource.DECLARED, id.value(), EvidenceGrade.G1),
        AgentClaim.NONE,
        task,
        "bench",
        now);
  }
}
