// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.containment.JournaledDeclarations;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.server.remote.listener.GatewayPresence;
import io.holdpoint.server.remote.trust.Authority;
import io.holdpoint.server.remote.trust.Enrolment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ends of the control channel over real TLS, with a wire between them that can be cut. */
final class RemoteEngineIT {

  private static final String GATEWAY = Fixtures.stepId(1).source();
  private static final Session SESSION = Fixtures.session(1);
  private static final Session OTHER =
      Fixtures.session(Fixtures.TRIAGE, PrincipalKind.SHARED, 2, EvidenceGrade.G1);
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final LinkSettings SETTINGS =
      new LinkSettings(EngineSide.LEASE, Duration.ofSeconds(1), PATIENCE, true, FailureModes.USUAL);

  @TempDir static Path keys;
  private static Authority authority;
  private static Enrolment enrolment;
  private static Enrolment second;

  @TempDir Path folder;

  private final InMemoryJournal own = new InMemoryJournal();
  private EngineSide side;
  private TcpCutter wire;
  private RemoteEngine engine;

  @BeforeAll
  static void enrol() {
    authority = Authority.open(keys);
    enrolment = authority.enrol(GATEWAY, "127.0.0.1:1", URI.create("http://127.0.0.1:4317"));
    second = authority.enrol("gw-second", "127.0.0.1:1", URI.create("http://127.0.0.1:4317"));
  }

  @BeforeEach
  void connect() throws Exception {
    side = new EngineSide(authority);
    wire = new TcpCutter(side.port());
    engine = connected(SETTINGS);
  }

  @AfterEach
  void disconnect() throws IOException {
    engine.close();
    wire.close();
    side.close();
  }

  @Test
  void attempt_isJudgedAndJournaledAtTheEngine() {
    Step.Attempted attempt = attempt(1, Effect.EGRESS);

    Assessment assessment =
        wait(engine.monitor().assess(attempt, new ClearView("{\"to\":\"mira\"}")));
    Step.Completed completion = Fixtures.completion(attempt, "{\"ok\":true}");
    wait(engine.monitor().complete(completion, new ClearView("{\"ok\":true}")));

    assertThat(assessment).isEqualTo(ScriptedMonitor.permit(attempt.at()));
    assertThat(side.monitor.steps()).containsExactly(attempt, completion);
    assertThat(side.monitor.clear()).containsExactly("{\"to\":\"mira\"}", "{\"ok\":true}");
    assertThat(side.journal.records())
        .containsExactly(
            new JournalRecord.Attempted(attempt),
            new JournalRecord.Decided(attempt.id(), assessment.decision()),
            new JournalRecord.Completed(completion));
  }

  @Test
  void clearView_staysAtTheGatewayIfToldTo() throws Exception {
    LinkSettings silent =
        new LinkSettings(
            SETTINGS.lease(), SETTINGS.answer(), SETTINGS.hold(), false, SETTINGS.failure());
    try (RemoteEngine other = connected(silent)) {
      wait(other.monitor().assess(attempt(1, Effect.READ), new ClearView("canary")));
    }
    assertThat(side.monitor.clear()).containsExactly("");
  }

  @Test
  void kill_givenAtTheEngineStandsAtTheGatewayAndIsAcknowledged() {
    wait(side.signals.publish(killByOperator("K-1")));

    await().untilAsserted(() -> assertKilled(engine));
    assertThat(wait(engine.monitor().assess(attempt(1, Effect.READ))).decision().verdict())
        .as("also while the signal is still on its way")
        .isInstanceOf(Verdict.Deny.class);
    await()
        .untilAsserted(
            () ->
                assertThat(side.listener().gateways())
                    .extracting(
                        GatewayPresence::name,
                        GatewayPresence::connected,
                        GatewayPresence::applied,
                        GatewayPresence::latest)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(GATEWAY, true, 1L, 1L)));
  }

  @Test
  void kill_byRuleAtTheGatewayStandsAtBoth() {
    Published published = wait(engine.signals().publish(killByRule("K-2")));

    assertThat(published.sequence()).isEqualTo(1);
    assertThat(side.signals.containment().stateOf(SESSION, side.clock.instant()))
        .isInstanceOf(GateState.Killed.class);
    assertKilled(engine);
  }

  @Test
  void kill_reachesEveryGateway() throws Exception {
    try (RemoteEngine other = connected(second, SETTINGS, new InMemoryJournal(), "second")) {
      wait(engine.signals().publish(killByRule("K-2")));

      await().untilAsserted(() -> assertKilled(other));
    }
  }

  @Test
  void resume_cannotBeGivenByAGateway() {
    Signal resume = new Signal.Resume(Fixtures.header("R-1", SESSION, side.clock.instant()));

    assertThatThrownBy(() -> wait(engine.signals().publish(resume)))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("expected: a pause, restriction or kill by a rule, not of all");
    assertThat(side.signals.signals()).isEmpty();
  }

  /** Adversary d at this port: a gateway that speaks for another one. */
  @Test
  void stepOfAnotherGateway_isRefused() throws Exception {
    try (RemoteEngine liar = connected(second, SETTINGS, new InMemoryJournal(), "liar")) {
      Assessment assessment = wait(liar.monitor().assess(attempt(1, Effect.DESTROY)));

      assertThat(assessment.decision().verdict()).isInstanceOf(Verdict.Deny.class);
      assertThat(side.monitor.steps()).isEmpty();
      assertThat(side.journal.records()).isEmpty();
    }
  }

  @Test
  void certificate_ofAnotherAuthorityOpensNothing(@TempDir Path elsewhere) {
    Enrolment foreign =
        Authority.open(elsewhere).enrol(GATEWAY, "127.0.0.1:1", URI.create("http://127.0.0.1:1"));

    assertThatThrownBy(() -> connected(foreign, SETTINGS, new InMemoryJournal(), "foreign").close())
        .isInstanceOf(EngineAwayException.class);
    assertThat(side.listener().gateways()).hasSize(1);
  }

  @Test
  void revoked_isOutAtItsNextCall() {
    Enrolment revoked =
        authority.enrol("gw-revoked", "127.0.0.1:1", URI.create("http://127.0.0.1:1"));
    authority.gateways().remove("gw-revoked");

    assertThatThrownBy(() -> connected(revoked, SETTINGS, new InMemoryJournal(), "revoked").close())
        .isInstanceOf(EngineAwayException.class);
  }

  @Test
  void cut_letsReadsGoOnAndTheEngineLearnsOfThemFirst() {
    wire.cut();
    await().until(() -> !engine.isAlive());
    Step.Attempted read = attempt(1, Effect.READ);
    assertThat(wait(engine.monitor().assess(read)).decision().verdict())
        .isInstanceOf(Verdict.Permit.class);
    Step.Completed result = Fixtures.completion(read, "\"AKIA\"");
    wait(engine.monitor().complete(result));
    assertThat(wait(engine.monitor().assess(attempt(2, Effect.PAY))).decision().verdict())
        .as("what cannot be undone is refused at once")
        .isInstanceOf(Verdict.Deny.class);

    Step.Attempted send = attempt(3, Effect.EGRESS);
    CompletableFuture<Assessment> held = engine.monitor().assess(send).toCompletableFuture();
    assertThat(held).as("what changes waits").isNotDone();
    assertThat(side.monitor.steps()).isEmpty();
    wire.mend();

    assertThat(wait(held).decision().verdict()).isInstanceOf(Verdict.Permit.class);
    assertThat(side.monitor.steps()).containsExactly(read, result, send);
  }

  @Test
  void held_isRefusedWhenTheEngineStaysAway() throws Exception {
    LinkSettings impatient =
        new LinkSettings(
            SETTINGS.lease(), SETTINGS.answer(), Duration.ofMillis(50), true, SETTINGS.failure());
    try (RemoteEngine other = connected(impatient)) {
      wire.cut();
      await().until(() -> !other.isAlive());
      Assessment assessment = wait(other.monitor().assess(attempt(1, Effect.WRITE)));

      assertThat(assessment.decision().verdict()).isInstanceOf(Verdict.Deny.class);
      assertThat(assessment.decision().contributions().getFirst().reason().code())
          .isEqualTo("engine.unreachable");
    }
  }

  /** A wire that takes bytes and brings none looks whole; the lease finds out. */
  @Test
  void clogged_isFoundOutByTheLease() {
    wire.clog();

    await().until(() -> !engine.isAlive());
    assertThat(wait(engine.monitor().assess(attempt(1, Effect.EXEC))).decision().verdict())
        .isInstanceOf(Verdict.Deny.class);
    wire.mend();
    await().until(engine::isAlive);
  }

  @Test
  void slow_changesNothingButTime() {
    wire.delay(40);

    wait(side.signals.publish(killByOperator("K-1")));
    await().untilAsserted(() -> assertKilled(engine));
    assertThat(engine.isAlive()).isTrue();
    assertThat(wait(engine.monitor().assess(attempt(1, Effect.READ))).decision().verdict())
        .isInstanceOf(Verdict.Deny.class);
  }

  @Test
  void signalsGivenDuringACut_standAfterIt() {
    wire.cut();
    await().until(() -> !engine.isAlive());
    wait(side.signals.publish(killByOperator("K-1")));
    wire.mend();

    await().untilAsserted(() -> assertKilled(engine));
    await().until(engine::isAlive);
  }

  @Test
  void engineRestarted_isFollowedAgain() throws IOException {
    wait(side.signals.publish(pause("P-1")));
    side.restart();
    wire.leadsTo(side.port());
    wait(side.signals.publish(killByOperator("K-1")));

    await().untilAsserted(() -> assertKilled(engine));
  }

  /** Adversary f or a broken disk: the engine comes back without its journal. */
  @Test
  void engineThatBeganAnew_releasesNobody() throws IOException {
    wait(side.signals.publish(killByOperator("K-1")));
    await().untilAsserted(() -> assertKilled(engine));
    InMemorySignalBus none = new InMemorySignalBus();
    side.beginAnew(none);
    wire.leadsTo(side.port());
    await().until(() -> side.listener().gateways().size() == 1 && engine.isAlive());

    assertKilled(engine);
    wait(none.publish(new Signal.Kill(Fixtures.header("K-9", OTHER, side.clock.instant()))));
    await()
        .untilAsserted(
            () ->
                assertThat(engine.signals().containment().stateOf(OTHER, side.clock.instant()))
                    .isInstanceOf(GateState.Killed.class));
  }

  @Test
  void gatewayRestartedWithoutEngine_stillKnowsWhoWasKilled() throws Exception {
    wait(side.signals.publish(killByOperator("K-1")));
    await().until(() -> own.records().size() == 1);
    engine.close();
    wire.cut();

    engine =
        RemoteEngine.connect(at(enrolment), SETTINGS, keeps(own, "origin"), Duration.ofMillis(300));

    assertKilled(engine);
    assertThat(engine.isAlive()).isFalse();
    wire.mend();
    await().until(engine::isAlive);
    assertThat(own.records()).as("told once only").hasSize(1);
  }

  @Test
  void gatewayWithoutAnyMemory_doesNotOpenWithoutEngine() {
    wire.cut();

    assertThatThrownBy(
            () ->
                RemoteEngine.connect(
                        at(enrolment),
                        SETTINGS,
                        keeps(new InMemoryJournal(), "nothing"),
                        Duration.ofMillis(200))
                    .close())
        .isInstanceOf(EngineAwayException.class)
        .hasMessageContaining("enforcement.listen");
  }

  @Test
  void end_ofASessionIsTold() {
    engine.monitor().ended(SESSION, side.clock.instant());

    await().untilAsserted(() -> assertThat(side.monitor.ended()).containsExactly(SESSION));
  }

  private RemoteEngine connected(LinkSettings settings) throws EngineAwayException {
    return connected(enrolment, settings, own, "origin");
  }

  private RemoteEngine connected(
      Enrolment who, LinkSettings settings, InMemoryJournal journal, String origin)
      throws EngineAwayException {
    return RemoteEngine.connect(at(who), settings, keeps(journal, origin), FIRST);
  }

  private RemoteEngine.Own keeps(InMemoryJournal journal, String origin) {
    return new RemoteEngine.Own(
        journal,
        folder.resolve(origin),
        new JournaledDeclarations(journal, side.clock),
        EngineSide.book(journal, side.clock),
        new JournaledBypass(journal, side.clock));
  }

  private Enrolment at(Enrolment who) {
    return who.at("127.0.0.1:" + wire.port());
  }

  private void assertKilled(RemoteEngine at) {
    assertThat(at.signals().containment().stateOf(SESSION, side.clock.instant()))
        .isInstanceOf(GateState.Killed.class);
  }

  private Signal killByOperator(String ref) {
    return new Signal.Kill(Fixtures.header(ref, SESSION, side.clock.instant()));
  }

  private Signal pause(String ref) {
    return new Signal.Pause(Fixtures.header(ref, SESSION, side.clock.instant()));
  }

  private Signal killByRule(String ref) {
    return new Signal.Kill(
        new Signal.Header(
            ref,
            Target.of(SESSION),
            new Author.ByRule(new RuleRef("HP-CHAIN-001", 1), "d-1"),
            "secret left",
            side.clock.instant()));
  }

  private Step.Attempted attempt(int n, Effect effect) {
    return Fixtures.attempt(
        n,
        SESSION,
        Fixtures.tool("tool", Set.of(effect), Set.of(DataLabel.SECRET)),
        "{}",
        side.clock.instant());
  }

  private static <T> T wait(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
