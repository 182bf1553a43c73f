// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.gateway.registry.RegisteredAgent;
import io.holdpoint.gateway.testing.NameCatalogue;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.approval.Asked;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whose word lets a held call go: several people's, others' after a time, never the agent's. */
final class ApprovalTermsTest {

  private static final ApprovalTerms TWO =
      new ApprovalTerms(Set.of(), 2, Set.of(), Duration.ZERO, Set.of("erin"), true);
  private static final ApprovalTerms DANA_THEN_LEADS =
      new ApprovalTerms(Set.of("dana"), 1, Set.of("leads"), Duration.ofMinutes(5), Set.of(), false);

  private final FakeClock clock = new FakeClock();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final Edits edits = new Edits(new HoldSecret(new byte[32]), new NameCatalogue());
  private AgentRegistry registry = AgentRegistry.EMPTY;
  private JournaledApprovalDesk desk = desk();
  private int steps;

  @Test
  void waitsForTwo_alsoOverRestart() {
    String ref = waits(request(TWO, "1"));
    assertThat(decide(ref, once("mira")).isPending()).isTrue();
    assertThat(redeem(ref, request(TWO, "1"))).isFalse();
    assertThat(find(ref).missing()).isEqualTo(1);

    desk = desk();
    assertThat(find(ref).votes()).hasSize(1);
    assertThatThrownBy(() -> decide(ref, once(" MIRA"))).hasMessageContaining("another person");
    assertThat(decide(ref, once("nils")).state()).isInstanceOf(ApprovalState.Granted.class);
    assertThat(redeem(ref, request(TWO, "1"))).isTrue();
    assertThat(redeem(ref, request(TWO, "1"))).isFalse();
  }

  @Test
  void countsOnePersonOnce_howeverManyAtOnce() throws Exception {
    String ref = waits(request(TWO, "1"));
    List<Callable<Boolean>> votes = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      votes.add(() -> counts(ref, once("mira")));
    }
    int counted = 0;
    try (ExecutorService people = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> vote : people.invokeAll(votes)) {
        counted += vote.get() ? 1 : 0;
      }
    }

    assertThat(counted).isEqualTo(1);
    assertThat(find(ref).isPending()).isTrue();
  }

  @Test
  void refusesWord_ofWhoeverActsForTheAgent_byNameOrGroup() {
    String ref = waits(request(TWO, "1"));

    assertThatThrownBy(() -> decide(ref, once("Erin"))).hasMessageContaining("behind the agent");
    assertThatThrownBy(() -> decide(ref, once("olga"))).hasMessageContaining("behind the agent");
    assertThatThrownBy(() -> decide(ref, once("nils", "Olga")))
        .hasMessageContaining("behind the agent");
    assertThat(find(ref).votes()).isEmpty();
  }

  /**
   * b: whoever owns an agent, or is no approver of it, cannot let it go; as the registry stands.
   */
  @Test
  void asksTheRegistry_whoMayApproveForTheAgent() {
    registry = registered("kim", "ann", "desk-leads");
    String ref = waits(request(ApprovalTerms.ANYBODY, "1"));

    assertThat(find(ref).request().owner()).isEqualTo("kim");
    assertThatThrownBy(() -> decide(ref, once("mira")))
        .hasMessageContaining("ann or desk-leads, whom the agent registry names for");
    assertThatThrownBy(() -> decide(ref, once("Kim", "desk-leads")))
        .hasMessageContaining("behind the agent");
    registry = registered("nils", "ann", "desk-leads");
    assertThatThrownBy(() -> decide(ref, once("nils", "desk-leads")))
        .as("owner since")
        .hasMessageContaining("behind the agent");
    assertThat(decide(ref, once("mira", "Desk-Leads")).state())
        .isInstanceOf(ApprovalState.Granted.class);
    String other = waits(request(ApprovalTerms.ANYBODY, "2"));
    assertThat(decide(other, new ApprovalWord.Deny(spoken("zoe"))).state())
        .as("anybody may refuse")
        .isInstanceOf(ApprovalState.Denied.class);
  }

  @Test
  void asksPolicyAndRegistry_whereBothNameSomebody_alsoAfterEscalation() {
    registry = registered("kim", "ann", "leads");
    String ref = waits(request(ApprovalTerms.of(Set.of("dana", "ann")), "1"));
    assertThatThrownBy(() -> decide(ref, once("dana"))).hasMessageContaining("registry");
    assertThatThrownBy(() -> decide(ref, once("x", "leads")))
        .hasMessageContaining("ann or dana, whom the policy names");
    assertThat(decide(ref, once("dana", "leads")).state())
        .as("by name here, by group there")
        .isInstanceOf(ApprovalState.Granted.class);

    String late = waits(request(DANA_THEN_LEADS, "2"));
    registry = registered("kim", "ann");
    clock.advance(Duration.ofMinutes(5));
    assertThatThrownBy(() -> decide(late, once("nils", "leads"))).hasMessageContaining("registry");
    assertThat(decide(late, once("ann", "leads")).state())
        .isInstanceOf(ApprovalState.Granted.class);
  }

  private AgentRegistry registered(String owner, String... approvers) {
    String principal = request(TWO, "1").attempt().session().identity().subject();
    return AgentRegistry.of(new RegisteredAgent(principal, owner, "", "", null, Set.of(approvers)));
  }

  @Test
  void takesOneRefusal_forAll() {
    String ref = waits(request(TWO, "1"));
    decide(ref, once("mira"));
    decide(ref, new ApprovalWord.Deny(spoken("nils")));

    assertThat(find(ref).state()).isInstanceOf(ApprovalState.Denied.class);
    assertThatThrownBy(() -> decide(ref, once("dana"))).hasMessageContaining("denied");
  }

  @Test
  void grantsTheNarrowest_ofWhatAllSaid() {
    String ref = waits(request(TWO, "1"));
    decide(ref, new ApprovalWord.ForSession(spoken("mira"), clock.instant().plusSeconds(3600)));
    Approval granted = decide(ref, once("nils"));

    assertThat(((ApprovalState.Granted) granted.state()).said())
        .isInstanceOf(ApprovalWord.Once.class);
    assertThat(((ApprovalState.Granted) granted.state()).until())
        .isEqualTo(clock.instant().plusSeconds(600));
  }

  @Test
  void asksOthers_onceNobodyAnswered_alsoOverRestart() {
    String ref = waits(request(DANA_THEN_LEADS, "1"));
    List<String> told = new ArrayList<>();
    assertThatThrownBy(() -> decide(ref, once("nils", "leads"))).hasMessageContaining("the policy");
    clock.advance(Duration.ofMinutes(5));
    desk = desk();
    desk.subscribe(approval -> told.add(approval.ref()));
    desk.expire();
    desk.expire();

    assertThat(told).containsExactly(ref);
    assertThatThrownBy(() -> decide(ref, once("mira"))).hasMessageContaining("the policy");
    assertThat(decide(ref, once("nils", "leads")).state())
        .isInstanceOf(ApprovalState.Granted.class);
  }

  @Test
  void letsEditedGrantGo_asEditedOnly() {
    String ref = waits(request(TWO, "1"));
    Approval proposed = edit(ref, "mira", "{\"text\":\"2\"}");
    ApprovalWord.Edit edit = proposed.proposed();
    assertThat(edit).isNotNull();
    assertThat(journal.records().toString()).doesNotContain("\"text\":\"2\"}, shown");
    assertThatThrownBy(() -> decide(ref, once("nils"))).hasMessageContaining("as it came");
    decide(ref, new ApprovalWord.Once(spoken("nils"), clock.instant().plusSeconds(600), edit));

    desk = desk();
    ApprovalRequest retry = request(TWO, "1");
    assertThat(((Asked.MayGo) ask(retry)).edit()).isEqualTo(edit);
    assertThat(redeem(ref, retry)).isFalse();
    ApprovalWord.Edit other = edits.seal(retry, "{\"text\":\"3\"}");
    assertThat(redeem(ref, retry.goingAs(retry.attempt(), other))).isFalse();
    assertThat(redeem(ref, retry.goingAs(retry.attempt(), edit))).isTrue();
    assertThat(redeem(ref, retry.goingAs(retry.attempt(), edit))).isFalse();
  }

  @Test
  void asksAllAgain_whenSomebodyEdits() {
    String ref = waits(request(TWO, "1"));
    decide(ref, once("mira"));
    edit(ref, "mira", "{\"text\":\"2\"}");
    edit(ref, "mira", "{\"text\":\"3\"}");

    assertThat(find(ref).isPending()).isTrue();
    assertThat(find(ref).votes()).hasSize(1);
    assertThatThrownBy(() -> edit(ref, "mira", "{\"text\":\"3\"}"))
        .hasMessageContaining("another person");
    assertThat(edit(ref, "nils", "{\"text\":\"3\"}").state())
        .isInstanceOf(ApprovalState.Granted.class);
  }

  @Test
  void refusesEdit_ofWhatTheGatewayDoesNotSend_andAfterItsTime() {
    String fixed = waits(request(ApprovalTerms.ANYBODY, "1"));
    assertThatThrownBy(() -> edit(fixed, "mira", "{\"text\":\"2\"}")).hasMessageContaining("edit");
    String ref = waits(request(TWO, "2"));
    clock.advance(Duration.ofMinutes(10));

    assertThatThrownBy(() -> edit(ref, "mira", "{\"text\":\"2\"}")).hasMessageContaining("closed");
    assertThatThrownBy(() -> decide(ref, once("mira"))).hasMessageContaining("closed");
  }

  @Test
  void endsRaceOfTimeAndWord_oneWay() throws Exception {
    for (int i = 0; i < 50; i++) {
      String ref = waits(request(ApprovalTerms.ANYBODY, "race " + i));
      try (ExecutorService both = Executors.newFixedThreadPool(2)) {
        Future<Boolean> said = both.submit(() -> counts(ref, once("mira")));
        Future<?> over =
            both.submit(
                () -> {
                  clock.advance(Duration.ofMinutes(10));
                  desk.expire();
                });
        over.get();
        assertThat(said.get()).isEqualTo(wasDecided(ref));
      }
    }
  }

  @Test
  void namesAlikeOnes_underTheOldestThatWaits() {
    String first = waits(request(ApprovalTerms.ANYBODY, "1"));
    String second = waits(request(ApprovalTerms.ANYBODY, "2"));
    desk = desk();
    String third = waits(request(ApprovalTerms.ANYBODY, "3"));

    assertThat(List.of(find(second).batch(), find(third).batch())).containsOnly(first);
  }

  @Test
  void addsWhatIsUsual_toWhatAPolicySays() {
    ApprovalTerms both = DANA_THEN_LEADS.and(TWO);
    assertThat(both).isEqualTo(TWO.and(DANA_THEN_LEADS));
    assertThat(both.quorum()).isEqualTo(2);
    assertThat(both.approvers()).containsExactly("dana");
    ApprovalTerms closed = ApprovalTerms.of(Set.of("x")).and(DANA_THEN_LEADS);
    assertThat(closed.approvers()).containsExactly("");
    assertThat(closed.escalateTo()).containsExactly("");
  }

  private boolean wasDecided(String ref) {
    return journal.records().stream()
        .anyMatch(
            r ->
                r instanceof io.holdpoint.model.port.JournalRecord.ApprovalDecided decided
                    && decided.ref().equals(ref));
  }

  private boolean counts(String ref, ApprovalWord word) {
    try {
      decide(ref, word);
      return true;
    } catch (CompletionException refused) {
      return false;
    }
  }

  private ApprovalRequest request(ApprovalTerms terms, String text) {
    ToolRef tool = new ToolRef("mail", "send", "", Set.of(Effect.EGRESS), Set.of(), true);
    Step.Attempted attempt =
        Fixtures.attempt(
            ++steps, Fixtures.session(1), tool, "{\"text\":\"" + text + "\"}", clock.instant());
    return new ApprovalRequest(
        attempt,
        "olga",
        Set.of(),
        attempt.arguments().digest(),
        attempt.arguments().digest(),
        List.of(),
        Duration.ofMinutes(10),
        "",
        terms,
        Digest.NONE);
  }

  private ApprovalWord once(String by, String... groups) {
    return new ApprovalWord.Once(
        new ApprovalWord.Spoken(by, "why not", clock.instant(), Set.of(groups)),
        clock.instant().plusSeconds(600));
  }

  private ApprovalWord.Spoken spoken(String by) {
    return new ApprovalWord.Spoken(by, "why not", clock.instant());
  }

  private Approval edit(String ref, String by, String change) {
    return join(desk.edit(ref, spoken(by), clock.instant().plusSeconds(600), change));
  }

  private Approval decide(String ref, ApprovalWord word) {
    return join(desk.decide(ref, word));
  }

  private boolean redeem(String ref, ApprovalRequest request) {
    return join(desk.redeem(ref, request));
  }

  private Asked ask(ApprovalRequest request) {
    return join(desk.ask(request));
  }

  private String waits(ApprovalRequest request) {
    return ((Asked.Waits) ask(request)).ref();
  }

  private Approval find(String ref) {
    return join(desk.find(ref)).orElseThrow();
  }

  private JournaledApprovalDesk desk() {
    return new JournaledApprovalDesk(
        journal, ApprovalSettings.DEFAULTS, Optional.of(edits), () -> registry, clock);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
