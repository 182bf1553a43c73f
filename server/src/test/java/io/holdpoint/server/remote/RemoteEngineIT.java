// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.DashboardConfig;
import io.holdpoint.dashboard.HostRoutes;
import io.holdpoint.dashboard.feed.LiveFeed;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sides of the control channel over a real listener. */
final class RemoteEngineIT {

  private static final String TOKEN = "gateway-token-of-the-test";
  private static final String TOKEN_SHA256 = GatewayToken.sha256(TOKEN);
  private static final Session SESSION = Fixtures.session(1);

  @TempDir Path folder;

  private final FakeClock clock = new FakeClock();
  private final InMemorySignalBus signals = new InMemorySignalBus();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final ScriptedMonitor monitor = ScriptedMonitor.permitting();
  private Dashboard dashboard;
  private RemoteEngine engine;

  @BeforeEach
  void connect() {
    dashboard = serve(0);
    engine = RemoteEngine.connect(address(), TOKEN);
  }

  @AfterEach
  void disconnect() {
    engine.close();
    dashboard.close();
  }

  @Test
  void attempt_isJudgedAndJournaledAtTheEngine() {
    Step.Attempted attempt = attempt(1, Effect.EGRESS);

    Assessment assessment = wait(engine.monitor().assess(attempt));
    Step.Completed completion = Fixtures.completion(attempt, "{\"ok\":true}");
    wait(engine.monitor().complete(completion));

    assertThat(assessment).isEqualTo(ScriptedMonitor.permit(attempt.at()));
    assertThat(monitor.steps()).containsExactly(attempt, completion);
    assertThat(journal.records())
        .containsExactly(
            new JournalRecord.Attempted(attempt),
            new JournalRecord.Decided(attempt.id(), assessment.decision()),
            new JournalRecord.Completed(completion));
  }

  @Test
  void kill_givenAtTheEngineStandsAtTheGateway() {
    wait(signals.publish(new Signal.Kill(Fixtures.header("K-1", SESSION, clock.instant()))));

    await()
        .untilAsserted(
            () ->
                assertThat(engine.signals().containment().stateOf(SESSION, clock.instant()))
                    .isInstanceOf(GateState.Killed.class));
    assertThat(wait(engine.monitor().assess(attempt(1, Effect.READ))).decision().verdict())
        .as("also while the signal is still on its way")
        .isInstanceOf(Verdict.Deny.class);
  }

  @Test
  void kill_byRuleAtTheGatewayStandsAtTheEngine() {
    wait(engine.signals().publish(killByRule()));

    assertThat(signals.containment().stateOf(SESSION, clock.instant()))
        .isInstanceOf(GateState.Killed.class);
    assertThat(engine.signals().containment().stateOf(SESSION, clock.instant()))
        .as("at once, not when the next answer comes")
        .isInstanceOf(GateState.Killed.class);
  }

  @Test
  void resume_cannotBeGivenByAGateway() {
    Signal resume = new Signal.Resume(Fixtures.header("R-1", SESSION, clock.instant()));

    assertThatThrownBy(() -> wait(engine.signals().publish(resume)))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("HTTP 400");
    assertThat(signals.signals()).isEmpty();
  }

  @Test
  void gateway_connectingLaterKnowsWhoWasKilledBefore() {
    wait(signals.publish(killByRule()));

    try (RemoteEngine later = RemoteEngine.connect(address(), TOKEN)) {
      assertThat(later.signals().containment().stateOf(SESSION, clock.instant()))
          .isInstanceOf(GateState.Killed.class);
    }
  }

  @Test
  void token_isChecked() {
    assertThatThrownBy(() -> RemoteEngine.connect(address(), "another token"))
        .isInstanceOf(EngineRefusal.class)
        .hasMessageContaining("HTTP 401");
  }

  @Test
  void engineAway_letsOnlyReadsGoOnAndLearnsOfThemFirst() {
    int port = dashboard.port();
    dashboard.close();

    Step.Attempted read = attempt(1, Effect.READ);
    Step.Attempted send = attempt(2, Effect.EGRESS);
    assertThat(wait(engine.monitor().assess(read)).decision().verdict())
        .isInstanceOf(Verdict.Permit.class);
    Step.Completed result = Fixtures.completion(read, "\"AKIA\"");
    wait(engine.monitor().complete(result));
    assertThat(wait(engine.monitor().assess(send)).decision().verdict())
        .isInstanceOf(Verdict.Deny.class);
    assertThat(monitor.steps()).isEmpty();

    dashboard = serve(port);
    Step.Attempted again = attempt(3, Effect.EGRESS);
    assertThat(wait(engine.monitor().assess(again)).decision().verdict())
        .isInstanceOf(Verdict.Permit.class);
    assertThat(monitor.steps()).containsExactly(read, result, again);
  }

  @Test
  void signals_areFollowedAgainOnceTheEngineIsBack() {
    int port = dashboard.port();
    dashboard.close();
    wait(signals.publish(killByRule()));
    dashboard = serve(port);

    await()
        .untilAsserted(
            () ->
                assertThat(engine.signals().containment().stateOf(SESSION, clock.instant()))
                    .isInstanceOf(GateState.Killed.class));
  }

  private Dashboard serve(int port) {
    DashboardConfig any = DashboardConfig.onAnyPort(folder);
    return Dashboard.start(
        new DashboardConfig(
            any.host(), port, List.of(), any.tenant(), any.operator(), any.dataFolder()),
        new Dashboard.Ports(
            "test",
            new InMemorySessionStore(),
            signals,
            new LiveFeed(clock),
            List::of,
            List::of,
            new EnforcementRoutes(monitor, signals, journal, clock)
                .routes(TOKEN_SHA256, "journal-1"),
            HostRoutes.NONE),
        clock);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + dashboard.port());
  }

  private Signal killByRule() {
    return new Signal.Kill(
        new Signal.Header(
            "K-2",
            Target.of(SESSION),
            new Author.ByRule(new RuleRef("HP-CHAIN-001", 1), "d-1"),
            "secret left",
            clock.instant()));
  }

  private Step.Attempted attempt(int n, Effect effect) {
    return Fixtures.attempt(
        n,
        SESSION,
        Fixtures.tool("tool", Set.of(effect), Set.of(DataLabel.SECRET)),
        "{}",
        clock.instant());
  }

  private static <T> T wait(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
