// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.holdpoint.collector.Collector;
import io.holdpoint.collector.CollectorConfig;
import io.holdpoint.collector.log.LogLimits;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.gateway.telemetry.OtelStepSpans;
import io.holdpoint.gateway.telemetry.StepReport;
import io.holdpoint.gateway.telemetry.StepSpan;
import io.holdpoint.gateway.telemetry.TelemetrySettings;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * What telling of a step costs, from {@code StepSpans.open} to a finished {@code StepRow}: span,
 * export, intake, log, dialect; everything but the store. Prints processor time of the whole
 * process per step for each round.
 */
public final class TellingBenchmark {

  private static final int ROUND = 40_000;
  private static final int SESSIONS = 64;

  /** Rounds run until the compiler has seen enough; the last ones count. */
  private static final int ROUNDS = 30;

  private TellingBenchmark() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("telling");
    CountingStore store = new CountingStore();
    InetSocketAddress anyPort = InetSocketAddress.createUnresolved("127.0.0.1", 0);
    CollectorConfig config =
        new CollectorConfig(
            anyPort,
            anyPort,
            64 << 20,
            new LogLimits(64 << 20, 64 << 20, 2L << 30),
            100,
            List.of(),
            folder);
    try (Collector collector =
            Collector.start(
                config,
                store,
                ScriptedMonitor.permitting(),
                new InMemorySignalBus(),
                List.of(),
                InstantSource.system());
        OtelStepSpans spans = spans(collector)) {
      for (int round = 1; round <= ROUNDS; round++) {
        round(round, spans, store);
      }
    }
  }

  private static OtelStepSpans spans(Collector collector) {
    Source source = new Source("gateway-of-this-process", Trust.GATEWAY);
    return OtelStepSpans.start(
        TelemetrySettings.none("gw-1"), request -> collector.take(source, request));
  }

  private static void round(int round, OtelStepSpans spans, CountingStore store)
      throws InterruptedException {
    long target = store.count.sum() + ROUND;
    long cpu = cpuNanos();
    for (int i = 0; i < ROUND; i++) {
      tell(spans, round * ROUND + i);
    }
    synchronized (store) {
      while (store.count.sum() + spans.lost() < target) {
        store.wait(50);
      }
    }
    System.out.printf(
        "round %d: %.2f us of processor time per step, lost %d%n",
        round, (cpuNanos() - cpu) / 1000.0 / ROUND, spans.lost());
  }

  private static void tell(OtelStepSpans spans, int n) {
    Instant at = Fixtures.NOW.plusMillis(n);
    StepSpan span = spans.open(null, at);
    Step.Attempted attempt =
        new Step.Attempted(
            span.id(), SESSION[n % SESSIONS], StepKind.TOOL_CALL, TOOL, ARGUMENTS[n % 1024], at);
    span.close(
        new StepReport(
            attempt,
            WIRE,
            Decision.of(new Contribution("engine", Verdict.Permit.PLAIN, Reason.NO_OBJECTION), at),
            List.of(),
            n % 100,
            new Outcome.Succeeded(),
            RESULT,
            TOOL.labels()),
        at.plusMillis(3));
  }

  private static final ToolRef TOOL =
      Fixtures.tool("read_file", Set.of(Effect.READ), Set.of(DataLabel.SECRET));
  private static final WireFacts WIRE =
      new WireFacts("tools/call", "4711", "2025-11-25", "mcp-session-0001", "127.0.0.1", 8080);
  private static final Payload RESULT =
      Fixtures.payload("{\"content\":[{\"text\":\"string(120)\",\"type\":\"text\"}]}");
  private static final Session[] SESSION = new Session[SESSIONS];
  private static final Payload[] ARGUMENTS = new Payload[1024];

  static {
    for (int i = 0; i < SESSIONS; i++) {
      Session session = Fixtures.session(i);
      SessionId id = new SessionId("s-" + String.format("%024x", i));
      SESSION[i] =
          new Session(
              id,
              id,
              session.floor(),
              session.identity(),
              session.kind(),
              session.key(),
              session.agent(),
              session.task(),
              session.environment(),
              session.startedAt());
    }
    for (int i = 0; i < ARGUMENTS.length; i++) {
      ARGUMENTS[i] = Fixtures.payload("{\"path\":\"string(" + i + ")\",\"depth\":1}");
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Counts and forgets. */
  private static final class CountingStore implements SessionStore {
    private final LongAdder count = new LongAdder();

    @Override
    public void append(List<StepRow> steps, List<DetectionRow> detections) {
      count.add(steps.size());
      synchronized (this) {
        notifyAll();
      }
    }

    @Override
    public List<SessionRow> sessions(String tenant, int limit) {
      return List.of();
    }

    @Override
    public Optional<SessionRow> session(String tenant, SessionId id) {
      return Optional.empty();
    }

    @Override
    public List<StepRow> steps(String tenant, SessionId id, int offset, int limit) {
      return List.of();
    }

    @Override
    public List<DetectionRow> detections(String tenant, SessionId id) {
      return List.of();
    }

    @Override
    public List<DetectionRow> detections(String tenant, int limit) {
      return List.of();
    }
  }
}
