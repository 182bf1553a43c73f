// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.bypass.JournaledBypass;
import io.holdpoint.gateway.containment.JournaledDeclarations;
import io.holdpoint.gateway.offer.OfferBook;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Bypass;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.OfferRow;
import io.holdpoint.server.remote.trust.Authority;
import io.holdpoint.server.remote.trust.Enrolment;
import io.holdpoint.server.remote.trust.Seal;
import io.holdpoint.server.remote.wire.EngineWord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held calls, declared sessions and offers of remote gateways, over a wire that can be cut. */
final class RemoteSharingIT {

  private static final String FIRST = Fixtures.stepId(1).source();
  private static final String SECOND = "gw-second";
  private static final Author.Operator MIRA = new Author.Operator("mira");
  private static final Offer TOOL = Offer.tool("mail", "send");
  private static final LinkSettings SETTINGS =
      new LinkSettings(
          EngineSide.LEASE, Duration.ofSeconds(1), Duration.ofSeconds(8), true, FailureModes.USUAL);

  @TempDir static Path keys;
  private static Authority authority;
  private static Enrolment enrolment;
  private static Enrolment second;

  @TempDir Path folder;

  private EngineSide side;
  private TcpCutter wire;
  private Gate one;
  private Gate two;

  @BeforeAll
  static void enrol() {
    authority = Authority.open(keys);
    enrolment = authority.enrol(FIRST, "127.0.0.1:1", URI.create("http://127.0.0.1:4317"));
    second = authority.enrol(SECOND, "127.0.0.1:1", URI.create("http://127.0.0.1:4317"));
  }

  @BeforeEach
  void connect() throws Exception {
    side = new EngineSide(authority);
    wire = new TcpCutter(side.port());
    one = new Gate(enrolment, "one");
    two = new Gate(second, "two");
  }

  @AfterEach
  void disconnect() throws IOException {
    one.engine.close();
    two.engine.close();
    wire.close();
    side.close();
  }

  /** A gateway, as far as this is concerned. */
  private final class Gate {

    final Enrolment who;
    final String name;
    final InMemoryJournal journal = new InMemoryJournal();
    JournaledDeclarations declarations;
    OfferBook offers;
    JournaledBypass bypass;
    RemoteEngine engine;

    Gate(Enrolment who, String name) throws Exception {
      this.who = who;
      this.name = name;
      this.declarations = new JournaledDeclarations(journal, side.clock);
      this.offers = EngineSide.book(journal, side.clock);
      this.bypass = new JournaledBypass(journal, side.clock);
      this.engine = start(SETTINGS, Duration.ofSeconds(2));
    }

    void restart() throws Exception {
      engine.close();
      declarations = new JournaledDeclarations(journal, side.clock);
      offers = EngineSide.book(journal, side.clock);
      journal.replay(offers::restore);
      bypass = new JournaledBypass(journal, side.clock);
      engine = start(SETTINGS, Duration.ofMillis(100));
    }

    RemoteEngine start(LinkSettings settings, Duration patience) throws Exception {
      return RemoteEngine.connect(
          who.at("127.0.0.1:" + wire.port()),
          settings,
          new RemoteEngine.Own(journal, folder.resolve(name), declarations, offers, bypass),
          patience);
    }
  }

  @Test
  void heldCall_isDecidedAtTheEngine_andItsGrantUsedUpByOneOfAll() {
    Asked.Waits waits = (Asked.Waits) ask(one, request(FIRST, 1));
    assertThat(wait(side.desk.list()))
        .extracting(Approval::ref, a -> a.state().word(), a -> a.request().envelope())
        .containsExactly(org.assertj.core.groups.Tuple.tuple(waits.ref(), "pending", "sealed"));
    Asked.Waits same = (Asked.Waits) ask(two, request(SECOND, 2));
    assertThat(same.ref()).isEqualTo(waits.ref());
    assertThat(waits.settled().toCompletableFuture()).isNotDone();

    approve(waits.ref());

    assertThat(wait(waits.settled()).state()).isInstanceOf(ApprovalState.Granted.class);
    assertThat(wait(same.settled()).state()).isInstanceOf(ApprovalState.Granted.class);
    assertThat(ask(two, request(SECOND, 3))).isEqualTo(new Asked.MayGo(waits.ref()));
    List<CompletableFuture<Boolean>> tries =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    (i % 2 == 0 ? one : two)
                        .engine
                        .approvals()
                        .redeem(waits.ref(), request(i % 2 == 0 ? FIRST : SECOND, 10 + i))
                        .toCompletableFuture())
            .toList();
    assertThat(tries.stream().filter(RemoteSharingIT::wait)).hasSize(1);
    assertThat(side.facts.records().getLast()).isInstanceOf(JournalRecord.ApprovalRedeemed.class);
  }

  @Test
  void wordGivenDuringACut_isHeardAfterIt_andAfterARestartOfTheEngine() throws Exception {
    Asked.Waits denied = (Asked.Waits) ask(one, request(FIRST, 1));
    Asked.Waits approved = (Asked.Waits) ask(one, request(FIRST, 2, "other"));
    wire.cut();
    await().until(() -> !one.engine.isAlive());
    CompletableFuture<Boolean> early =
        one.engine
            .approvals()
            .redeem(approved.ref(), request(FIRST, 3, "other"))
            .toCompletableFuture();
    wait(side.desk.decide(denied.ref(), new ApprovalWord.Deny(spoken())));
    approve(approved.ref());
    assertThat(denied.settled().toCompletableFuture()).isNotDone();
    assertThat(early).as("nothing is let go without the engine").isNotDone();
    side.restart();
    wire.leadsTo(side.port());
    wire.mend();

    assertThat(wait(denied.settled()).state()).isInstanceOf(ApprovalState.Denied.class);
    assertThat(wait(approved.settled()).state())
        .as("as it stands when the engine is asked again")
        .isInstanceOfAny(ApprovalState.Granted.class, ApprovalState.Used.class);
    assertThat(wait(early)).isTrue();
  }

  @Test
  void bypass_reachesAllGateways_standsThereOverARestart_andEndsByItself() throws Exception {
    wait(side.bypass.begin(Duration.ofMinutes(10), "mira", "incident 4711"));
    await().until(() -> one.bypass.isOn() && two.bypass.isOn());
    assertThat(one.journal.records())
        .filteredOn(JournalRecord.Bypassed.class::isInstance)
        .singleElement()
        .asString()
        .contains("mira", "incident 4711");
    wire.cut();
    one.restart();
    assertThat(one.bypass.isOn()).as("the engine is away").isTrue();
    side.clock.advance(Duration.ofMinutes(11));
    assertThat(one.bypass.isOn()).as("its time is over").isFalse();
    wire.mend();
    await().until(one.engine::isAlive);
    assertThat(one.bypass.isOn()).isFalse();
  }

  /** Against a gateway that was cut off when people ended it, and against old words. */
  @Test
  void bypass_endsEverywhere_alsoWhereItsEndCameLate() throws Exception {
    Bypass begun = wait(side.bypass.begin(Duration.ofMinutes(10), "mira", "incident 4711"));
    await().until(() -> one.bypass.isOn() && two.bypass.isOn());
    wire.cut();
    await().until(() -> !one.engine.isAlive());
    wait(side.bypass.end("mira"));
    assertThat(one.bypass.isOn()).isTrue();
    wire.mend();
    await().until(() -> !one.bypass.isOn() && !two.bypass.isOn());

    wait(one.bypass.learn(begun));
    assertThat(one.bypass.isOn()).as("told once more").isFalse();
    Instant now = side.clock.instant().plusSeconds(1);
    wait(one.bypass.learn(new Bypass(now, now.plus(Duration.ofHours(5)), "mira", "too long")));
    side.clock.advance(Duration.ofSeconds(2));
    assertThat(one.bypass.isOn()).as("longer than there is").isFalse();
  }

  @Test
  void nobodyIsAsked_whileTheEngineStaysAway() throws Exception {
    one.engine.close();
    LinkSettings hasty =
        new LinkSettings(
            SETTINGS.lease(), SETTINGS.answer(), Duration.ofMillis(50), true, SETTINGS.failure());
    one.engine = one.start(hasty, Duration.ofSeconds(2));
    wire.cut();
    await().until(() -> !one.engine.isAlive());

    CompletionStage<Asked> asked = one.engine.approvals().ask(request(FIRST, 1));
    assertThatThrownBy(() -> wait(asked)).hasMessageContaining("expected: it within the hold");
    assertThat(wait(side.desk.list())).isEmpty();
  }

  /** Adversary b with a gateway's certificate: it speaks for itself only. */
  @Test
  void callOfAnotherGateway_isNeitherAskedNorTold() {
    Asked.Waits waits = (Asked.Waits) ask(one, request(FIRST, 1));

    assertThatThrownBy(() -> ask(two, request(FIRST, 2, "forged")))
        .hasMessageContaining("step source");
    assertThatThrownBy(() -> wait(two.engine.approvals().redeem(waits.ref(), request(FIRST, 2))))
        .hasMessageContaining("step source");
    assertThat(wait(two.engine.approvals().find(waits.ref()))).isEmpty();
    wait(two.engine.approvals().withdraw(waits.ref(), "not mine"));
    assertThat(wait(one.engine.approvals().find(waits.ref()))).get().matches(Approval::isPending);
    wait(one.engine.approvals().withdraw(waits.ref(), "mine"));
    assertThat(wait(waits.settled()).state()).isInstanceOf(ApprovalState.Closed.class);
  }

  @Test
  void killAtTheEngine_closesWhatWaits_andTaintEndsAGrantForTheSession() {
    Asked.Waits waits = (Asked.Waits) ask(one, request(FIRST, 1));
    wait(
        side.desk.decide(
            waits.ref(),
            new ApprovalWord.ForSession(
                spoken(), side.clock.instant().plus(Duration.ofMinutes(5)))));
    assertThat(wait(one.engine.approvals().redeem(waits.ref(), request(FIRST, 2)))).isTrue();

    Step.Attempted read = attempt(FIRST, 3, "read");
    wait(one.engine.monitor().assess(read));
    wait(
        one.engine
            .monitor()
            .complete(
                new Step.Completed(
                    read.id(),
                    read.session().id(),
                    new Outcome.Succeeded(),
                    Fixtures.payload("\"x\""),
                    Set.of(DataLabel.SECRET),
                    side.clock.instant())));

    assertThat(wait(one.engine.approvals().redeem(waits.ref(), request(FIRST, 4)))).isFalse();
    Asked.Waits again = (Asked.Waits) ask(one, request(FIRST, 5));
    side.desk.signalled(
        new Published(
            1, new Signal.Kill(Fixtures.header("K-1", Fixtures.session(1), side.clock.instant()))));
    assertThat(wait(again.settled()).state()).isInstanceOf(ApprovalState.Closed.class);
  }

  @Test
  void declaredSession_isKnownAtEveryGateway_alsoAfterACutAndARestart() throws Exception {
    DeclaredSession before = side.declarations.declare(declaration());
    await().until(() -> one.declarations.find(before.handle()).isPresent());
    wire.cut();
    await().until(() -> !one.engine.isAlive());
    DeclaredSession meanwhile = side.declarations.declare(declaration());
    assertThat(one.declarations.find(meanwhile.handle())).isEmpty();
    wire.mend();
    await().until(() -> one.engine.isAlive() && two.engine.isAlive());

    assertThat(one.declarations.find(meanwhile.handle())).contains(meanwhile);
    assertThat(two.declarations.find(before.handle())).contains(before);
    wire.cut();
    one.restart();
    assertThat(one.declarations.find(meanwhile.handle())).contains(meanwhile);
    assertThat(one.journal.records().stream().filter(JournalRecord.Declared.class::isInstance))
        .as("kept once")
        .hasSize(2);
  }

  @Test
  void changedTool_isQuarantinedEverywhere_untilAPersonApprovesItAtTheEngine() throws Exception {
    one.offers.sighted(seen("one"));
    await().untilAsserted(() -> assertThat(two.offers.offers()).hasSize(1));
    assertThat(row(two.offers).digest()).isEqualTo(digest("one"));
    assertThat(row(two.offers).pin()).isEqualTo(OfferRow.Pin.PINNED);

    two.offers.sighted(seen("two"));
    await().until(() -> one.offers.isQuarantined(TOOL) && side.offers.isQuarantined(TOOL));
    assertThat(two.offers.isQuarantined(TOOL)).isTrue();
    side.offers.approve(TOOL, digest("two"), MIRA, "checked");
    await().until(() -> !one.offers.isQuarantined(TOOL) && !two.offers.isQuarantined(TOOL));
    assertThat(row(one.offers).digest()).isEqualTo(digest("two"));

    side.offers.classify(
        TOOL, new Classification(Set.of(Effect.PAY), Set.of(), Map.of()), MIRA, "it pays");
    await().until(() -> row(one.offers).effects().equals(Set.of(Effect.PAY)));
    wire.cut();
    one.restart();
    assertThat(row(one.offers).effects()).containsExactly(Effect.PAY);
    assertThat(one.offers.isQuarantined(TOOL)).isFalse();
  }

  /** Both trusted what they saw first, and nobody could tell them that it was not the same. */
  @Test
  void toolsThatDifferAfterACut_waitForAPerson() {
    wire.cut();
    await().until(() -> !one.engine.isAlive() && !two.engine.isAlive());
    one.offers.sighted(seen("one"));
    two.offers.sighted(seen("two"));
    assertThat(one.offers.isQuarantined(TOOL)).isFalse();
    wire.mend();

    await().until(() -> one.offers.isQuarantined(TOOL) && two.offers.isQuarantined(TOOL));
    assertThat(side.offers.isQuarantined(TOOL)).isTrue();
    int kept = one.journal.records().size();
    wire.cut();
    await().until(() -> !one.engine.isAlive());
    wire.mend();
    await().until(one.engine::isAlive);
    assertThat(one.journal.records()).as("told again, kept once").hasSize(kept);
  }

  /** What loosens comes from the engine or not at all. */
  @Test
  void wordWithoutTheEnginesSeal_isNotTaken() throws Exception {
    KeyPair engine = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    ToldFacts facts = new ToldFacts(one.declarations, one.offers, one.bypass, engine.getPublic());
    DeclaredSession declared =
        new DeclaredSession("hp-forged", declaration(), side.clock.instant());
    JournalRecord fact = new JournalRecord.Declared(declared);

    assertThat(facts.take(new EngineWord.Told(fact, Seal.on(fact, "j", other.getPrivate())), "j"))
        .isFalse();
    assertThat(facts.take(new EngineWord.Told(fact, Seal.on(fact, "k", engine.getPrivate())), "j"))
        .isFalse();
    assertThat(one.declarations.find("hp-forged")).isEmpty();
    assertThat(facts.take(new EngineWord.Told(fact, Seal.on(fact, "j", engine.getPrivate())), "j"))
        .isTrue();
    assertThat(one.declarations.find("hp-forged")).contains(declared);
  }

  private static OfferRow row(OfferBook book) {
    return book.offers().stream().filter(row -> row.offer().equals(TOOL)).findFirst().orElseThrow();
  }

  private OfferEvent.Sighted seen(String description) {
    return new OfferEvent.Sighted(
        TOOL, digest(description), json(description), true, List.of(), side.clock.instant());
  }

  private static String json(String description) {
    return "{\"description\":\"" + description + "\",\"name\":\"send\"}";
  }

  private static String digest(String description) {
    return Hashes.sha256Hex(64, json(description));
  }

  private static SessionDeclaration declaration() {
    return new SessionDeclaration(
        "default", "triage", new AgentClaim("triage", "1"), "sort mail", "", "", "host", null);
  }

  private void approve(String ref) {
    wait(
        side.desk.decide(
            ref,
            new ApprovalWord.Once(spoken(), side.clock.instant().plus(Duration.ofMinutes(5)))));
  }

  private ApprovalWord.Spoken spoken() {
    return new ApprovalWord.Spoken("mira", "checked", side.clock.instant());
  }

  private Asked ask(Gate gate, ApprovalRequest request) {
    return wait(gate.engine.approvals().ask(request));
  }

  private ApprovalRequest request(String gateway, int n) {
    return request(gateway, n, "same");
  }

  private ApprovalRequest request(String gateway, int n, String bound) {
    Step.Attempted attempt = attempt(gateway, n, "send");
    return new ApprovalRequest(
        attempt,
        "",
        Set.of(),
        Fixtures.payload("\"" + bound + "\"").digest(),
        Fixtures.payload("\"" + bound + "\"").digest(),
        List.of(Reason.NO_OBJECTION),
        Duration.ofMinutes(10),
        "sealed");
  }

  private Step.Attempted attempt(String gateway, int n, String tool) {
    Step.Attempted attempt =
        Fixtures.attempt(
            n,
            Fixtures.session(1),
            Fixtures.tool(tool, Set.of(Effect.EGRESS), Set.of()),
            "{}",
            side.clock.instant());
    StepId id = attempt.id();
    return new Step.Attempted(
        new StepId(gateway, id.traceId(), id.spanId()),
        attempt.session(),
        attempt.kind(),
        attempt.tool(),
        attempt.arguments(),
        attempt.at());
  }

  private static <T> T wait(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
