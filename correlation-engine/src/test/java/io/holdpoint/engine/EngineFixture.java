// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Detection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** An engine with the shipped rules, and short words for what happens to it. */
final class EngineFixture implements AutoCloseable {
  /** The shipped rules that most tests are about; what packs add has stories of its own. */
  static final RuleSet SHIPPED =
      RuleSet.load(
          Stream.of(
                  "HP-CHAIN-001",
                  "HP-DRIFT-001",
                  "HP-INJ-001",
                  "HP-INJ-002",
                  "HP-INJ-003",
                  "HP-LOOP-001",
                  "HP-LOOP-002")
              .map(id -> Path.of("rules", id + ".yaml"))
              .toList(),
          false,
          null);

  static final ToolRef READ_SECRET =
      Fixtures.tool("read_secret", Set.of(Effect.READ), Set.of(DataLabel.SECRET));
  static final ToolRef SEND_MAIL = Fixtures.tool("send_mail", Set.of(Effect.EGRESS), Set.of());
  static final ToolRef LOOK = Fixtures.tool("look", Set.of(Effect.READ), Set.of());

  final FakeClock clock = new FakeClock();
  final CorrelationEngine engine;
  final List<JournalRecord> journal = new ArrayList<>();
  private final AtomicInteger steps = new AtomicInteger();
  private final AtomicInteger signals = new AtomicInteger();

  EngineFixture() {
    this(settings(2));
  }

  EngineFixture(EngineSettings settings) {
    this(settings, SHIPPED);
  }

  EngineFixture(EngineSettings settings, RuleSet rules) {
    this.engine = new CorrelationEngine(settings, rules, clock);
    engine.reportTo(this::foundAcross);
  }

  static EngineSettings settings(int shards) {
    return new EngineSettings(
        shards, List.of(), true, Duration.ofSeconds(20), 20_000, 20_000, 50, null);
  }

  private void foundAcross(Detection detection, List<Signal> asked) {
    synchronized (journal) {
      asked.forEach(this::published);
    }
  }

  Step.Attempted attempt(Session session, ToolRef tool) {
    return attempt(session, tool, "{\"n\":" + steps.get() + "}");
  }

  Step.Attempted attempt(Session session, ToolRef tool, String arguments) {
    return Fixtures.attempt(steps.incrementAndGet(), session, tool, arguments, clock.instant());
  }

  Assessment assess(Step.Attempted attempt) {
    Assessment answer = engine.assess(attempt).toCompletableFuture().join();
    synchronized (journal) {
      journal.add(new JournalRecord.Attempted(attempt));
      answer.signals().forEach(this::published);
    }
    engine.settle();
    return answer;
  }

  Assessment complete(Step.Attempted attempt, String result) {
    return complete(Fixtures.completion(attempt, result));
  }

  Assessment complete(Step.Completed completion) {
    Assessment answer = engine.complete(completion).toCompletableFuture().join();
    synchronized (journal) {
      journal.add(new JournalRecord.Completed(completion));
      answer.signals().forEach(this::published);
    }
    engine.settle();
    return answer;
  }

  /** A whole call with arguments and result of its own. Returns the answer to the attempt. */
  Assessment call(Session session, ToolRef tool) {
    Step.Attempted attempt = attempt(session, tool);
    Assessment answer = assess(attempt);
    if (answer.decision().verdict().word().equals("permit")) {
      complete(attempt, "\"result " + attempt.id().spanId() + "\"");
    }
    return answer;
  }

  void end(Session session) {
    engine.ended(session, clock.instant());
    journal.add(new JournalRecord.SessionEnded(session, clock.instant()));
  }

  void publish(Signal signal) {
    synchronized (journal) {
      engine.applied(published(signal));
    }
  }

  private Published published(Signal signal) {
    Published published = new Published(signals.incrementAndGet(), signal);
    journal.add(new JournalRecord.Signalled(published));
    return published;
  }

  static String verdict(Assessment answer) {
    return answer.decision().verdict().word();
  }

  @Override
  public void close() {
    engine.close();
  }
}
