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
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What judging a call and its result costs late in a session and among many sessions, and what a
 * session takes. Run it with the jars of a build in the class path, one question at a time: {@code
 * java -Xmx12g -cp "samples/target/holdpoint/lib/*" samples/benchmarks/ScaleBench.java
 * steps|sessions|memory|events|bare}. All shipped rules, one caller, one shard, no record;
 * arguments and results of words nobody knows ({@code events} and {@code bare}: none, so that there
 * is nothing to follow); engine time goes on by a second and a half a call.
 */
public final class ScaleBench {
  private static final int ROUNDS = 5;
  private static final int SESSIONS_OF_AN_AGENT = 4;
  private static final String[] TOOLS = {"search", "read", "list", "note", "fetch"};
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private final Random random = new Random(7);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long steps;
  private int sessions;
  private boolean bare;

  private ScaleBench() {}

  /** Runs it. */
  public static void main(String[] args) {
    ScaleBench bench = new ScaleBench();
    switch (args.length == 1 ? args[0] : "") {
      case "steps" -> bench.steps();
      case "sessions" -> bench.sessions();
      case "memory" -> bench.memory();
      case "events" -> bench.events();
      case "bare" -> {
        bench.bare = true;
        bench.memory();
      }
      default ->
          throw new IllegalArgumentException(
              "got no question (expected: steps, sessions, memory, events or bare)");
    }
  }

  /** Steps 100 of many sessions against step 100,000 of one, in turn. */
  private void steps() {
    try (CorrelationEngine engine = engine()) {
      for (int i = 0; i < 300; i++) {
        play(engine, session(), 200);
      }
      Session old = session();
      play(engine, old, 100_000);
      double[] early = new double[ROUNDS];
      double[] late = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        long nanos = 0;
        for (int i = 0; i < 100; i++) {
          Session young = session();
          play(engine, young, 90);
          long began = System.nanoTime();
          play(engine, young, 20);
          nanos += System.nanoTime() - began;
        }
        early[round] = nanos / 1000.0 / 2_000;
        long began = System.nanoTime();
        play(engine, old, 2_000);
        late[round] = (System.nanoTime() - began) / 1000.0 / 2_000;
      }
      tell("step 100", early, "step 100,000", late);
    }
  }

  /** A thousand live sessions against a hundred thousand, in turn, each with a past of 8 calls. */
  private void sessions() {
    try (CorrelationEngine few = engine();
        CorrelationEngine many = engine()) {
      List<Session> one = live(few, 1_000, 8);
      List<Session> other = live(many, 100_000, 8);
      double[] small = new double[ROUNDS];
      double[] large = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        small[round] = visit(few, one);
        large[round] = visit(many, other);
      }
      tell("1,000 sessions", small, "100,000 sessions", large);
    }
  }

  /** How many attempts and ends a caller gets judged in a second, 10,000 sessions live. */
  private void events() {
    bare = true;
    try (CorrelationEngine engine = engine()) {
      List<Session> live = live(engine, 10_000, 8);
      for (int round = 0; round < 2 * ROUNDS; round++) {
        double micros = visit(engine, live);
        System.out.printf(
            "round %d: %.2f us a call, %,.0f events a second%n", round + 1, micros, 2e6 / micros);
      }
    }
  }

  /** What 20,000 sessions take while they are used, and an hour later. */
  private void memory() {
    int count = 20_000;
    try (CorrelationEngine engine = engine()) {
      play(engine, session(), 1_000);
      long empty = used();
      List<Session> all = live(engine, count, 30);
      System.out.printf("live, 30 calls behind: %d bytes a session%n", (used() - empty) / count);
      now = now.plus(Duration.ofHours(2));
      live(engine, count / 2, 1);
      long idle = used();
      System.out.printf(
          "two hours idle, and half as many young ones (one call) beside: %d bytes for each of"
              + " all%n",
          (idle - empty) / (count + count / 2));
      System.out.println(all.size() + " sessions kept alive by this program");
    }
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void tell(String one, double[] first, String other, double[] second) {
    for (int i = 0; i < ROUNDS; i++) {
      System.out.printf(
          "round %d: %.2f us at %s, %.2f us at %s%n", i + 1, first[i], one, second[i], other);
    }
    Arrays.sort(first);
    Arrays.sort(second);
    System.out.printf(
        "medians: %.2f, %.2f: %.2f times%n",
        first[ROUNDS / 2], second[ROUNDS / 2], second[ROUNDS / 2] / first[ROUNDS / 2]);
  }

  private double visit(CorrelationEngine engine, List<Session> live) {
    int calls = 20_000;
    long began = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      play(engine, live.get(random.nextInt(live.size())), 1);
    }
    return (System.nanoTime() - began) / 1000.0 / calls;
  }

  private List<Session> live(CorrelationEngine engine, int count, int past) {
    List<Session> live = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Session session = session();
      play(engine, session, past);
      live.add(session);
    }
    return live;
  }

  private CorrelationEngine engine() {
    EngineSettings settings =
        new EngineSettings(1, List.of(), true, Duration.ofSeconds(1), 300_000, 10_000, 1_000, null);
    return new CorrelationEngine(settings, RuleSet.load(List.of(), true, null), () -> now);
  }

  private void play(CorrelationEngine engine, Session session, int calls) {
    for (int i = 0; i < calls; i++) {
      steps++;
      now = now.plusMillis(1_500);
      StepId id = new StepId("bench", String.format("%032x", steps), String.format("%016x", steps));
      String tool = TOOLS[random.nextInt(TOOLS.length)];
      boolean foreign = tool.equals("fetch");
      ToolRef ref =
          new ToolRef(
              "crm",
              tool,
              "",
              Set.of(Effect.READ),
              foreign ? Set.of(DataLabel.UNTRUSTED) : Set.of(),
              true,
              Map.of());
      String arguments =
          bare ? "" : "{\"q\":\"" + words(8) + "\",\"id\":\"" + words(1) + steps + "\"}";
      engine.assess(
          new Step.Attempted(id, session, StepKind.TOOL_CALL, ref, payload(arguments), now),
          new ClearView(arguments));
      String result = bare ? "" : "{\"text\":\"" + words(30) + "\"}";
      engine.complete(
          new Step.Completed(
              id,
              session.id(),
              new Outcome.Succeeded(),
              payload(result),
              foreign ? Set.of(DataLabel.UNTRUSTED) : Set.of(),
              now),
          new ClearView(result));
    }
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ");
      for (int k = 3 + random.nextInt(6); k > 0; k--) {
        text.append(LETTERS.charAt(random.nextInt(26)));
      }
    }
    return text.toString();
  }

  private Payload payload(String text) {
    int digest = text.isEmpty() ? random.nextInt() : text.hashCode();
    return new Payload(new Digest(String.format("%032x", digest)), text.length(), text);
  }

  private Session session() {
    SessionId id = new SessionId("s-" + String.format("%08x", ++sessions));
    String agent = "agent-" + sessions / SESSIONS_OF_AN_AGENT;
    AgentIdentity identity = new AgentIdentity("default", "bench", agent, null, null);
    return new Session(
        id,
        id,
        FloorId.of(identity),
        identity,
        PrincipalKind.SHARED,
        new SessionKey(KeySource.DECLARED, id.value(), EvidenceGrade.G1),
        AgentClaim.NONE,
        "",
        "bench",
        now);
  }
}
