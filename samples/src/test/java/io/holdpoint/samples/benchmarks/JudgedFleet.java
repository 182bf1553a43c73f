// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
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
  private static final int PAYLOADS = 4096;

  private static final List<ToolRef> TOOLS =
      List.of(
          tool("files", "read_file", Set.of(Effect.READ), Set.of()),
          tool("files", "list_directory", Set.of(Effect.DISCOVER), Set.of()),
          tool("files", "write_file", Set.of(Effect.WRITE), Set.of()),
          tool("crm", "find_customer", Set.of(Effect.READ), Set.of()),
          tool("web", "fetch", Set.of(Effect.READ, Effect.EGRESS), Set.of(DataLabel.UNTRUSTED)));

  /** How many rules are shipped. */
  private static final int SHIPPED = 7;

  /** How many rules are in force: the shipped ones and generated variants. */
  @Param({"7", "50"})
  public int rules;

  /** How many sessions are live. */
  @Param({"10000"})
  public int sessions;

  /** About how long a call's arguments are, in characters. */
  @Param({"24"})
  public int argumentSize;

  private final InstantSource clock = InstantSource.system();
  private final AtomicLong callers = new AtomicLong();
  private final List<Session> live = new ArrayList<>();
  private final List<Payload> payloads = new ArrayList<>(PAYLOADS);
  private CorrelationEngine engine;

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
    RuleSet set = GeneratedRules.load(rules - SHIPPED);
    if (set.rules().size() != rules) {
      throw new IllegalStateException(
          "rules: got " + set.rules().size() + " (expected: " + rules + ")");
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
            clock);
    PayloadDigester digester =
        new PayloadDigester("benchmark-digest-key".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < PAYLOADS; i++) {
      String json = arguments(i, new SplittableRandom(i));
      payloads.add(new Payload(digester.digest(json), json.length(), json));
    }
    for (int i = 0; i < sessions; i++) {
      live.add(session(i));
    }
    giveThemAPast();
  }

  /** A few words, or as many as are asked for, with an address and some numbers among them. */
  private String arguments(int number, SplittableRandom random) {
    StringBuilder json = new StringBuilder("{\"query\":\"number ").append(number).append('"');
    if (argumentSize > json.length() + 2) {
      json.append(",\"text\":\"see mail").append(number).append("@firm.example");
      while (json.length() < argumentSize - 2) {
        json.append(' ');
        int length = 2 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
          json.append((char) ('a' + random.nextInt(26)));
        }
        if (random.nextInt(12) == 0) {
          json.append(' ').append(random.nextInt(100_000)).append('.');
        }
      }
      json.append('"');
    }
    return json.append('}').toString();
  }

  private void giveThemAPast() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < live.size(); i++) {
      for (int call = 0; call < CALLS_BEFORE; call++) {
        StepId id =
            new StepId(
                "past",
                "%032x".formatted(i + 1),
                "%016x".formatted((long) i * CALLS_BEFORE + call + 1));
        Step.Attempted attempt = attempt(live.get(i), id, random);
        if (!(assess(attempt).decision().verdict() instanceof Verdict.Permit)) {
          throw new IllegalStateException("the fleet is not harmless: " + assess(attempt));
        }
        complete(attempt);
      }
    }
  }

  /** Stops the engine; says so if it did not judge all that it was asked. */
  @TearDown(Level.Trial)
  public void stop() {
    System.err.println("coverage loss: " + engine.coverageLoss());
    engine.close();
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
        payloads.get(random.nextInt(PAYLOADS)),
        clock.instant());
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
