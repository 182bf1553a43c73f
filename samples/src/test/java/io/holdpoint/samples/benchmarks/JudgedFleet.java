// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

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
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An engine with rules and sessions that all have a past. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method first
public class JudgedFleet {

  private static final int SESSIONS_OF_AN_AGENT = 4;
  private static final int CALLS_BEFORE = 8;
  private static final int TEXTS = 4096;
  private static final int SHORT = 24;
  private static final int ADDRESS = 36;
  private static final int LEAST_RULES = 50;

  private static final List<ToolRef> TOOLS =
      List.of(
          tool("files", "read_file", Set.of(Effect.READ), Set.of()),
          tool("files", "list_directory", Set.of(Effect.DISCOVER), Set.of()),
          tool("files", "write_file", Set.of(Effect.WRITE), Set.of()),
          tool("crm", "find_customer", Set.of(Effect.READ), Set.of()),
          tool("web", "fetch", Set.of(Effect.READ, Effect.EGRESS), Set.of(DataLabel.UNTRUSTED)));

  /** How many generated rules are in force besides the shipped ones, which are over 50. */
  @Param({"0"})
  public int generated;

  /** Whether everything is written down, as the product does. */
  @Param({"true"})
  public boolean recorded;

  /** How many sessions are live. */
  @Param({"10000"})
  public int sessions;

  /** About how long a call's arguments are, in characters. */
  @Param({"24", "1024"})
  public int argumentSize;

  private final AtomicLong now =
      new AtomicLong(Instant.parse("2026-11-22T00:00:00Z").toEpochMilli());

  /** Calls are 10 ms apart, however fast they are judged: rules count calls in minutes. */
  private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());

  private final Queue<String> found = new ConcurrentLinkedQueue<>();
  private final AtomicLong callers = new AtomicLong();
  private final List<Session> live = new ArrayList<>();
  private final List<String> texts = new ArrayList<>(TEXTS);
  private final AtomicLong made = new AtomicLong();
  private PayloadDigester digester;
  private CorrelationEngine engine;
  private @Nullable Path folder;
  private @Nullable SealedRecord record;

  /** The calls of one caller, each of another session. */
  final class Calls {
    private final SplittableRandom random;
    private final String trace;
    private long number;

    private Calls(long caller) {
      this.random = new SplittableRandom(caller);
      this.trace = HexFormat.of().toHexDigits(caller + 1).repeat(2);
    }

    Step.Attempted next() {
      number++;
      return attempt(
          live.get(random.nextInt(live.size())),
          new StepId("bench", trace, HexFormat.of().toHexDigits(number)),
          random);
    }
  }

  /** Starts the engine and gives every session a past. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    RuleSet set = GeneratedRules.load(generated);
    if (set.rules().size() < LEAST_RULES + generated) {
      throw new IllegalStateException(
          "rules: got %d (expected: at least %d)"
              .formatted(set.rules().size(), LEAST_RULES + generated));
    }
    EngineSettings defaults = EngineSettings.DEFAULTS;
    engine =
        new CorrelationEngine(
            new EngineSettings(
                defaults.shards(),
                List.of(),
                true,
                defaults.deadline(),
                20_000,
                defaults.maxSessionsPerPrincipal(),
                defaults.baselineSessionsPerDay(),
                null),
            set,
            clock,
            Vocabulary.shipped(),
            recorded ? openRecord() : InputRecord.NONE,
            Witness.NONE);
    engine.reportTo((detection, signals) -> found.add(detection.rule().toString()));
    digester = new PayloadDigester("benchmark-digest-key".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < TEXTS; i++) {
      texts.add(text(new SplittableRandom(i)));
    }
    for (int i = 0; i < sessions; i++) {
      live.add(session(i));
    }
    giveThemAPast();
  }

  private SealedRecord openRecord() throws IOException {
    Path made = Files.createTempDirectory("holdpoint-bench-record-");
    folder = made;
    SealedRecord opened = SealedRecord.open(made, new byte[32], RecordSettings.DEFAULTS, clock);
    record = opened;
    return opened;
  }

  /** No two alike: what many agents send word for word is looked for. */
  private Payload payload(Session session, SplittableRandom random) {
    String json =
        "{\"query\":\"number "
            + made.incrementAndGet()
            + '"'
            + (argumentSize > SHORT
                ? ",\"text\":\"see " + session.identity().subject() + "@firm.example"
                : "")
            + texts.get(random.nextInt(TEXTS))
            + '}';
    return new Payload(digester.digest(json), json.length(), json);
  }

  /** As many words as are asked for, with some numbers among them. */
  private String text(SplittableRandom random) {
    if (argumentSize <= SHORT) {
      return "";
    }
    StringBuilder json = new StringBuilder();
    while (json.length() < argumentSize - SHORT - ADDRESS) {
      json.append(' ');
      int length = 2 + random.nextInt(8);
      for (int i = 0; i < length; i++) {
        json.append((char) ('a' + random.nextInt(26)));
      }
      if (random.nextInt(12) == 0) {
        json.append(' ').append(random.nextInt(100_000)).append('.');
      }
    }
    return json.append('"').toString();
  }

  private void giveThemAPast() {
    SplittableRandom random = new SplittableRandom(7);
    for (int call = 0; call < CALLS_BEFORE; call++) {
      for (int i = 0; i < live.size(); i++) {
        StepId id =
            new StepId(
                "past",
                "%032x".formatted(i + 1),
                "%016x".formatted((long) i * CALLS_BEFORE + call + 1));
        Step.Attempted attempt = attempt(live.get(i), id, random);
        Assessment answer = assess(attempt);
        if (!(answer.decision().verdict() instanceof Verdict.Permit)) {
          throw new IllegalStateException("the fleet is not harmless: " + answer + " " + found);
        }
        complete(attempt);
      }
    }
  }

  /** Stops the engine; says so if it did not judge all that it was asked. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    System.err.println("coverage loss: " + engine.coverageLoss());
    System.err.println("found across sessions: " + found);
    engine.close();
    if (record != null && folder != null) {
      System.err.println("recorded megabytes: " + (record.bytesWritten() >> 20));
      record.close();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  Calls newCalls() {
    return new Calls(callers.incrementAndGet());
  }

  Assessment assess(Step.Attempted attempt) {
    ClearView arguments = new ClearView(attempt.arguments().masked());
    return engine.assess(attempt, arguments).toCompletableFuture().join();
  }

  Assessment complete(Step.Attempted attempt) {
    return complete(completion(attempt));
  }

  Assessment complete(Step.Completed completion) {
    ClearView result = new ClearView(completion.result().masked());
    return engine.complete(completion, result).toCompletableFuture().join();
  }

  Step.Completed completion(Step.Attempted attempt) {
    return new Step.Completed(
        attempt.id(),
        attempt.session().id(),
        new Outcome.Succeeded(),
        attempt.arguments(),
        attempt.tool().labels(),
        clock.instant());
  }

  private Step.Attempted attempt(Session session, StepId id, SplittableRandom random) {
    return new Step.Attempted(
        id,
        session,
        StepKind.TOOL_CALL,
        TOOLS.get(random.nextInt(TOOLS.size())),
        payload(session, random),
        Instant.ofEpochMilli(now.addAndGet(10)));
  }

  private Session session(int number) {
    AgentIdentity identity =
        new AgentIdentity(
            "default", "holdpoint:key", "agent-" + number / SESSIONS_OF_AN_AGENT, null, "key");
    SessionId id = new SessionId("s-%08x".formatted(number));
    return new Session(
        id,
        id,
        FloorId.of(identity),
        identity,
        PrincipalKind.EXCLUSIVE,
        new SessionKey(KeySource.BAGGAGE, "run-" + number, EvidenceGrade.G3),
        new AgentClaim("agent", "1.0.0"),
        "",
        "bench",
        clock.instant());
  }

  private static ToolRef tool(
      String upstream, String name, Set<Effect> effects, Set<DataLabel> labels) {
    return new ToolRef(upstream, name, "", effects, labels, true);
  }
}
