// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.esper.Match;
import io.holdpoint.engine.event.ToolResult;
import io.holdpoint.engine.fleet.Fleet;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.trial.RandomEvents;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rules across sessions: what one shard sees, another one acts on. */
final class FleetTest {
  private static final RuleSet RULES =
      RuleSet.load(
          List.of(Path.of("rules/HP-MULTI-003.yaml"), Path.of("rules/HP-MULTI-010.yaml")),
          false,
          null);
  private static final ToolRef READ = Fixtures.tool("read", Set.of(Effect.READ), Set.of());
  private static final ToolRef UPDATE = Fixtures.tool("update", Set.of(Effect.WRITE), Set.of());

  @Test
  void holds_inOneSessionWhatOthersGaveReasonToDoubt() {
    try (EngineFixture fixture = new EngineFixture(EngineFixture.settings(4), RULES)) {
      fail(fixture, 5);

      assertThat(EngineFixture.verdict(fixture.assess(fixture.attempt(other(9), UPDATE))))
          .isEqualTo("hold");
      assertThat(EngineFixture.verdict(fixture.call(other(9), READ))).isEqualTo("permit");
    }
  }

  @Test
  void flags_whatOneMoreStepGaveReasonFor() {
    try (EngineFixture fixture = new EngineFixture(EngineFixture.settings(2), RULES)) {
      fail(fixture, 4);
      Step.Attempted fifth = fixture.attempt(other(5), READ);
      fixture.assess(fifth);
      fixture.engine.complete(failed(fifth)).toCompletableFuture().join();
      fixture.engine.settle();

      assertThat(EngineFixture.verdict(fixture.assess(fixture.attempt(other(9), UPDATE))))
          .isEqualTo("hold");
    }
  }

  @Test
  void knows_afterARestartWhatWasFlagged() {
    try (EngineFixture before = new EngineFixture(EngineFixture.settings(2), RULES);
        EngineFixture after = new EngineFixture(EngineFixture.settings(3), RULES)) {
      fail(before, 5);
      before.journal.forEach(after.engine::restore);

      assertThat(EngineFixture.verdict(after.assess(after.attempt(other(9), UPDATE))))
          .isEqualTo("hold");
    }
  }

  @Test
  void counts_whatItsQueueCannotHold() throws InterruptedException {
    RuleSet rules =
        RuleSet.of(
            "slow.yaml",
            """
            apiVersion: holdpoint/v1
            kind: Rule
            id: ACME-MULTI-001
            title: Every result
            description: Matches with every result of anybody.
            scope: fleet
            detect: {epl: 'select r as event from ToolResult#length(1) as r'}
            action: {verdict: alert}
            explain: matched
            """);
    AtomicInteger lost = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Fleet.Listener listener =
        new Fleet.Listener() {
          @Override
          public void found(Match match, long at, boolean history) {
            busy.countDown();
            try {
              go.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void lost() {
            lost.incrementAndGet();
          }
        };
    RandomEvents events = new RandomEvents(7, 3, 10);
    try (Fleet fleet = new Fleet(rules.forFleet(), 4, listener)) {
      bring(fleet, events, 1);
      busy.await();
      bring(fleet, events, 10);
      go.countDown();
      fleet.settle();
    }

    assertThat(lost).hasValue(6);
  }

  private static void bring(Fleet fleet, RandomEvents events, int results) {
    int brought = 0;
    while (brought < results) {
      if (events.next() instanceof ToolResult result) {
        fleet.bring(result, events.now());
        brought++;
      }
    }
  }

  private static void fail(EngineFixture fixture, int sessions) {
    for (int i = 1; i <= sessions; i++) {
      Step.Attempted attempt = fixture.attempt(other(i), READ);
      fixture.assess(attempt);
      fixture.complete(failed(attempt));
    }
  }

  private static Step.Completed failed(Step.Attempted attempt) {
    Step.Completed worked = Fixtures.completion(attempt, "\"no\"");
    return new Step.Completed(
        worked.id(),
        worked.session(),
        new Outcome.ToolError(),
        worked.result(),
        worked.labels(),
        worked.at());
  }

  private static Session other(int n) {
    return Fixtures.session(n);
  }
}
