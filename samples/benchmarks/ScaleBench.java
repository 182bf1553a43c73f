// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0

import com.sun.management.OperatingSystemMXBean;
import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.Witness;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.record.file.RecordSettings;
import io.holdpoint.engine.record.file.SealedRecord;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What judging a call and its result costs late in a session and among many sessions, and what a
 * session takes. Run it with the jars of a build in the class path, one question at a time: {@code
 * java -Xmx12g -cp "samples/target/holdpoint/lib/*" samples/benchmarks/ScaleBench.java
 * steps|sessions|memory|events|bare|gateway}. All shipped rules, one caller, one shard, no record;
 * arguments and results of words nobody knows ({@code events} and {@code bare}: none, so that there
 * is nothing to follow); engine time goes on by a second and a half a call, in {@code events} by 50
 * ms, in {@code memory} and {@code bare} by 5, so that all sessions are used within the hour.
 * {@code gateway} asks as load.sh does: 64 sessions of one credential, 8,000 calls a second of
 * engine time, its texts, everything recorded. {@code events} and {@code gateway} make the steps
 * beforehand and tell processor time and bytes allocated.
 */
public final class ScaleBench {
  private static final int ROUNDS = 5;
  private static final int MEASURED = 12;
  private static final int PARTS = 10;
  private static final int PART = 4_000;
  private static final int SESSIONS_OF_AN_AGENT = 4;
  private static final String[] TOOLS = {"search", "read", "list", "note", "fetch"};
  private static final String ANSWER =
      "The quick brown fox jumps over the lazy dog while the agent waits for an answer that is"
          + " about as long as most answers of small tools are.";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private final Random random = new Random(7);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long steps;
  private int sessions;
  private boolean bare;
  private Duration pace = Duration.ofMillis(1_500);

  private ScaleBench() {}

  /** Runs it. */
  public static void main(String[] args) {
    ScaleBench bench = new ScaleBench();
    switch (args.length == 1 ? args[0] : "") {
      case "steps" -> bench.steps();
      case "sessions" -> bench.sessions();
      case "memory" -> bench.memory();
      case "events" -> bench.events();
      case "gateway" -> bench.gateway();
      case "bare" -> {
        bench.bare = true;
        bench.memory();
      }
      default ->
          throw new IllegalArgumentException(
              "got no question (expected: steps, sessions, memory, events, bare or gateway)");
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
    pace = Duration.ofMillis(50);
    try (CorrelationEngine engine = engine(InputRecord.NONE)) {
      List<Session> live = live(engine, 10_000, 8);
      rounds(engine, () -> made(live.get(random.nextInt(live.size()))));
    }
  }

  /** What a call costs the engine as a gateway under load asks it. */
  private void gateway() {
    Path folder = temporary();
    InstantSource clock = () -> now;
    try (SealedRecord record =
            SealedRecord.open(folder, new byte[32], RecordSettings.DEFAULTS, clock);
        CorrelationEngine engine = engine(record)) {
      List<Session> live = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        live.add(loadSession());
      }
      rounds(engine, () -> echo(live.get((int) (steps % live.size()))));
    } finally {
      delete(folder);
    }
  }

  /** An attempt with its end. */
  private record Made(
      Step.Attempted attempt, String arguments, Step.Completed end, String result) {}

  /** Each round makes its steps first, so that only judging them is measured. */
  private void rounds(CorrelationEngine engine, Supplier<Made> make) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long caller = Thread.currentThread().threadId();
    long fleet = fleetThread();
    for (int round = 1; round <= MEASURED; round++) {
      long own = 0;
      long other = 0;
      long all = 0;
      long bytes = 0;
      long nanos = 0;
      for (int part = 0; part < PARTS; part++) {
        List<Made> calls = new ArrayList<>();
        for (int i = 0; i < PART; i++) {
          calls.add(make.get());
        }
        long[] before = {
          threads.getThreadCpuTime(caller),
          threads.getThreadCpuTime(fleet),
          process.getProcessCpuTime(),
          threads.getThreadAllocatedBytes(caller),
          System.nanoTime()
        };
        for (Made made : calls) {
          now = made.attempt().at();
          engine.assess(made.attempt(), new ClearView(made.arguments()));
          engine.complete(made.end(), new ClearView(made.result()));
        }
        nanos += System.nanoTime() - before[4];
        own += threads.getThreadCpuTime(caller) - before[0];
        bytes += threads.getThreadAllocatedBytes(caller) - before[3];
        LockSupport.parkNanos(20_000_000);
        other += threads.getThreadCpuTime(fleet) - before[1];
        all += process.getProcessCpuTime() - before[2];
      }
      double calls = PARTS * PART;
      System.out.printf(
          "round %2d: caller %.2f us of processor a call (%,.0f events a second of it), rules"
              + " across sessions %.2f, process %.2f; %.2f us by the clock; %,.0f bytes a call%n",
          round,
          own / calls / 1000,
          2e9 * calls / own,
          other / calls / 1000,
          all / calls / 1000,
          nanos / calls / 1000,
          bytes / calls);
    }
    System.out.println("coverage loss: " + engine.coverageLoss());
  }

  private static long fleetThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("holdpoint-fleet"))
        .mapToLong(Thread::threadId)
        .max()
        .orElseThrow();
  }

  /** What 20,000 sessions take while they are used by turns, and two hours later. */
  private void memory() {
    int count = 20_000;
    pace = Duration.ofMillis(5);
    try (CorrelationEngine engine = engine()) {
      Session other = session();
      play(engine, other, 1_000);
      long empty = used();
      List<Session> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(session());
      }
      for (int call = 0; call < 30; call++) {
        all.forEach(session -> play(engine, session, 1));
      }
      System.out.printf("live, 30 calls behind: %d bytes a session%n", (used() - empty) / count);
      now = now.plus(Duration.ofHours(2));
      for (int i = 0; i < 2 * count; i++) {
        play(engine, i % 1_000 == 0 ? session() : other, 1); // somebody goes on
      }
      System.out.printf("two hours idle: %d bytes a session%n", (used() - empty) / count);
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
    return engine(InputRecord.NONE);
  }

  private CorrelationEngine engine(InputRecord record) {
    EngineSettings settings =
        new EngineSettings(1, List.of(), true, Duration.ofSeconds(1), 300_000, 10_000, 1_000, null);
    return new CorrelationEngine(
        settings,
        RuleSet.load(List.of(), true, null),
        () -> now,
        Vocabulary.shipped(),
        record,
        Witness.NONE);
  }

  private void play(CorrelationEngine engine, Session session, int calls) {
    for (int i = 0; i < calls; i++) {
      Made made = made(session);
      engine.assess(made.attempt(), new ClearView(made.arguments()));
      engine.complete(made.end(), new ClearView(made.result()));
    }
  }

  private Made made(Session session) {
    now = now.plus(pace);
    StepId id = nextStep();
    String tool = TOOLS[random.nextInt(TOOLS.length)];
    boolean foreign = tool.equals("fetch");
    Set<DataLabel> labels = foreign ? Set.of(DataLabel.UNTRUSTED) : Set.of();
    ToolRef ref = new ToolRef("crm", tool, "", Set.of(Effect.READ), labels, true, Map.of());
    String arguments =
        bare ? "" : "{\"q\":\"" + words(8) + "\",\"id\":\"" + words(1) + steps + "\"}";
    String result = bare ? "" : "{\"text\":\"" + words(30) + "\"}";
    return made(id, session, ref, arguments, result);
  }

  /** The call of call.lua and the answer of stub.c. */
  private Made echo(Session session) {
    now = now.plusNanos(125_000);
    StepId id = nextStep();
    String message = String.format("w1234567-8-%08d", steps);
    String arguments = "{\"message\":\"" + message + "\",\"note\":\"" + "x".repeat(167) + "\"}";
    String result =
        "{\"content\":[{\"type\":\"text\",\"text\":\"" + ANSWER + "\"}],\"isError\":false}";
    ToolRef ref = new ToolRef("stub", "echo", "", Set.of(Effect.READ), Set.of(), true, Map.of());
    return made(id, session, ref, arguments, result);
  }

  private Made made(StepId id, Session session, ToolRef tool, String arguments, String result) {
    return new Made(
        new Step.Attempted(id, session, StepKind.TOOL_CALL, tool, payload(arguments), now),
        arguments,
        new Step.Completed(
            id, session.id(), new Outcome.Succeeded(), payload(result), tool.labels(), now),
        result);
  }

  private StepId nextStep() {
    steps++;
    return new StepId("bench", String.format("%032x", steps), String.format("%016x", steps));
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
    return session(
        id, "agent-" + sessions / SESSIONS_OF_AN_AGENT, KeySource.DECLARED, EvidenceGrade.G1);
  }

  private Session loadSession() {
    SessionId id = new SessionId("s-" + String.format("%08x", ++sessions));
    return session(id, "load", KeySource.BAGGAGE, EvidenceGrade.G3);
  }

  private Session session(SessionId id, String agent, KeySource source, EvidenceGrade grade) {
    AgentIdentity identity = new AgentIdentity("default", "bench", agent, null, null);
    return new Session(
        id,
        id,
        FloorId.of(identity),
        identity,
        PrincipalKind.SHARED,
        new SessionKey(source, id.value(), grade),
        AgentClaim.NONE,
        "",
        "bench",
        now);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("holdpoint-bench-record-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
