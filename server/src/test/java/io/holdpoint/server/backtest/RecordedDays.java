// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.Witness;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Two days of ten sessions each, of which every fifth mails a secret; with the shipped rules. */
final class RecordedDays {
  static final RuleSet SHIPPED = RuleSet.load(List.of(), true, null);

  private static final ToolRef LOOK = Fixtures.tool("look", Set.of(Effect.READ), Set.of());
  private static final ToolRef READ =
      Fixtures.tool("read_secret", Set.of(Effect.READ), Set.of(DataLabel.SECRET));
  private static final ToolRef SEND = Fixtures.tool("send_mail", Set.of(Effect.EGRESS), Set.of());

  private final FakeClock clock;
  private int steps;

  private RecordedDays(FakeClock clock) {
    this.clock = clock;
  }

  /** Lets an engine judge them that writes down what it is told. */
  static void play(InputRecord record, FakeClock clock) {
    CorrelationEngine engine =
        new CorrelationEngine(
            EngineSettings.DEFAULTS.withShards(1),
            SHIPPED,
            clock,
            Vocabulary.shipped(),
            record,
            Witness.NONE);
    RecordedDays days = new RecordedDays(clock);
    try (engine) {
      for (int n = 0; n < 20; n++) {
        if (n == 10) {
          clock.advance(Duration.ofDays(2));
        }
        Session session =
            Fixtures.session(
                new AgentIdentity("default", "test", "agent-" + n, null, null),
                PrincipalKind.EXCLUSIVE,
                n,
                EvidenceGrade.G3);
        days.call(engine, session, LOOK);
        days.call(engine, session, n % 5 == 0 ? READ : LOOK);
        days.call(engine, session, SEND);
        days.call(engine, session, SEND);
      }
    }
  }

  private void call(CorrelationEngine engine, Session session, ToolRef tool) {
    clock.advance(Duration.ofSeconds(1));
    steps++;
    Step.Attempted attempt =
        Fixtures.attempt(steps, session, tool, "{\"n\":" + steps + "}", clock.instant());
    Verdict verdict =
        engine
            .assess(attempt, new ClearView("{\"n\":" + steps + "}"))
            .toCompletableFuture()
            .join()
            .decision()
            .verdict();
    if (verdict instanceof Verdict.Permit) {
      engine.complete(Fixtures.completion(attempt, "[]"), new ClearView("[]"));
    }
  }
}
