// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.Difference;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import io.holdpoint.model.view.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SessionStore} does. An implementation extends this class and hands over an
 * empty store. Beyond the port's own words: a row whose session is ended and whose name is empty
 * only marks the end; it is neither counted nor listed as a step.
 */
public abstract class SessionStoreContract {

  /** A store that was empty when the test began, the same one throughout the test. */
  protected abstract SessionStore store();

  /** Facts of the n-th session. */
  public static SessionFacts facts(String tenant, int session, int risk, boolean ended) {
    SessionId id = id(session);
    return new SessionFacts(
        id,
        id,
        tenant,
        "test",
        FloorId.of(Fixtures.TRIAGE),
        PrincipalKind.EXCLUSIVE,
        "support-triage",
        "triage",
        "2.4.1",
        "sort mail",
        "mcp-session",
        Fixtures.NOW,
        risk,
        ended);
  }

  /** The n-th session's id. */
  public static SessionId id(int session) {
    return new SessionId("s-" + String.format("%08x", session));
  }

  /** The n-th step, a permitted read {@code n} seconds after {@link Fixtures#NOW}. */
  public static StepRow step(int n, SessionFacts facts) {
    return step(n, facts, "permit", Set.of(Effect.READ), Set.of(DataLabel.PRIVATE));
  }

  /** The n-th step with a verdict, effects and labels. */
  public static StepRow step(
      int n, SessionFacts facts, String verdict, Set<Effect> effects, Set<DataLabel> labels) {
    return new StepRow(
        Fixtures.stepId(n),
        "00000000000000aa",
        facts,
        StepKind.TOOL_CALL,
        "files",
        "read-" + n,
        Fixtures.NOW.plusSeconds(n),
        1_234_567L,
        verdict,
        "succeeded",
        effects,
        labels,
        List.of(
            new Reason("none", null, "No objection.", List.of()),
            new Reason(
                "rule.matched",
                new RuleRef("HP-CHAIN-001", 3),
                "Secret, then egress.",
                List.of(Fixtures.stepId(n)))),
        Fixtures.payload("{\"path\":\"/notes/" + n + "\"}"),
        Fixtures.payload("{\"text\":\"ok\"}"),
        EvidenceGrade.G0);
  }

  /** The n-th detection, {@code n} seconds after {@link Fixtures#NOW}. */
  public static DetectionRow detection(String tenant, int n, int session) {
    return new DetectionRow(
        tenant,
        new Detection(
            "d-" + n,
            new RuleRef("HP-CHAIN-001", 1),
            DetectionKind.CHAIN,
            Severity.CRITICAL,
            id(session),
            List.of(Fixtures.stepId(n), Fixtures.stepId(n + 1)),
            80,
            Action.KILL,
            Mode.ENFORCE,
            "A secret was read and then something was sent.",
            Fixtures.NOW.plusSeconds(n)));
  }

  @Test
  void returns_steps_as_appended_and_by_time() {
    SessionFacts facts = facts("default", 1, 10, false);
    List<StepRow> rows = List.of(step(1, facts), step(2, facts), step(3, facts));

    store().append(List.of(rows.get(2), rows.get(0)), List.of());
    store().append(List.of(rows.get(1)), List.of());

    assertThat(store().steps("default", id(1), 0, 10)).isEqualTo(rows);
  }

  @Test
  void returns_nothing_for_what_was_never_stored() {
    assertThat(store().sessions("default", 10)).isEmpty();
    assertThat(store().session("default", id(1))).isEmpty();
    assertThat(store().steps("default", id(1), 0, 10)).isEmpty();
    assertThat(store().detections("default", id(1))).isEmpty();
    assertThat(store().detections("default", 10)).isEmpty();
    store().append(List.of(), List.of());
    assertThat(store().sessions("default", 10)).isEmpty();
  }

  @Test
  void changes_nothing_when_a_batch_is_delivered_again() {
    SessionFacts facts = facts("default", 1, 10, false);
    List<StepRow> rows =
        List.of(step(1, facts), step(2, facts, "deny", Set.of(Effect.EGRESS), Set.of()));
    List<DetectionRow> found = List.of(detection("default", 1, 1));
    store().append(rows, found);
    Optional<SessionRow> before = store().session("default", id(1));

    store().append(rows, found);
    store().append(List.of(rows.get(1), rows.get(1), rows.get(0)), found);

    assertThat(store().session("default", id(1))).isEqualTo(before);
    assertThat(before.orElseThrow().steps()).isEqualTo(2);
    assertThat(before.orElseThrow().denied()).isEqualTo(1);
    assertThat(store().steps("default", id(1), 0, 10)).isEqualTo(rows);
    assertThat(store().detections("default", id(1))).isEqualTo(found);
  }

  @Test
  void counts_each_step_once_when_old_and_new_ones_come_in_one_batch() {
    SessionFacts facts = facts("default", 1, 10, false);
    store().append(List.of(step(1, facts), step(2, facts)), List.of());

    store().append(List.of(step(2, facts), step(3, facts), step(3, facts)), List.of());

    assertThat(store().session("default", id(1)).orElseThrow().steps()).isEqualTo(3);
    assertThat(store().steps("default", id(1), 0, 10)).hasSize(3);
  }

  @Test
  void replaces_a_step_and_its_share_of_the_counts() {
    SessionFacts facts = facts("default", 1, 10, false);
    store().append(List.of(step(1, facts), step(2, facts)), List.of());
    StepRow denied = step(1, facts, "deny", Set.of(Effect.READ), Set.of(DataLabel.SECRET));

    store().append(List.of(denied), List.of());

    SessionRow session = store().session("default", id(1)).orElseThrow();
    assertThat(session.steps()).isEqualTo(2);
    assertThat(session.denied()).isEqualTo(1);
    assertThat(session.lastStep()).isEqualTo("files/read-2");
    assertThat(store().steps("default", id(1), 0, 1)).containsExactly(denied);
  }

  @Test
  void keeps_claims_beside_the_step_and_lists_no_step_that_was_withdrawn() {
    SessionFacts facts = facts("default", 1, 10, false);
    StepRow told = step(2, facts);
    store().append(List.of(step(1, facts), told), List.of());
    Claim claim = Claim.of(told, JoinWay.CALL_ID, Set.of(Difference.RESULT, Difference.TIMES));
    StepRow both = step(1, facts).with(List.of(), List.of(claim, claim));

    store().append(List.of(both, told.withdrawn()), List.of());

    assertThat(store().session("default", id(1)).orElseThrow().steps()).isEqualTo(1);
    assertThat(store().steps("default", id(1), 0, 10)).containsExactly(both);
  }

  @Test
  void moves_a_step_that_comes_back_with_another_session_or_time() {
    store().append(List.of(step(1, facts("default", 1, 0, false))), List.of());
    store().append(List.of(step(2, facts("default", 1, 0, false))), List.of());
    StepRow row = step(1, facts("default", 2, 0, false));
    StepRow moved = at(row, Fixtures.NOW.plusSeconds(60));

    store().append(List.of(moved), List.of());

    assertThat(store().session("default", id(1)).orElseThrow().steps()).isEqualTo(1);
    assertThat(store().steps("default", id(1), 0, 10)).hasSize(1);
    assertThat(store().steps("default", id(2), 0, 10)).containsExactly(moved);
  }

  @Test
  void derives_the_session_from_its_steps() {
    store()
        .append(
            List.of(
                step(1, facts("default", 1, 10, false)),
                step(
                    2,
                    facts("default", 1, 90, false),
                    "deny",
                    Set.of(Effect.EGRESS),
                    Set.of(DataLabel.SECRET)),
                step(
                    3,
                    facts("default", 1, 40, false),
                    "permit",
                    Set.of(Effect.WRITE, Effect.MEMORY_WRITE),
                    Set.of())),
            List.of(detection("default", 2, 1), detection("default", 3, 1)));

    SessionRow session = store().session("default", id(1)).orElseThrow();

    assertThat(session)
        .isEqualTo(
            new SessionRow(
                facts("default", 1, 40, false),
                3,
                1,
                2,
                90,
                Set.of(Effect.READ, Effect.WRITE, Effect.MEMORY_WRITE),
                Set.of(DataLabel.PRIVATE, DataLabel.SECRET),
                "files/read-3",
                Fixtures.NOW.plusSeconds(3),
                Usage.NONE,
                List.of(10, 90, 40)));
  }

  @Test
  void keeps_the_facts_of_the_newest_step_when_an_older_one_comes_late() {
    store().append(List.of(step(5, facts("default", 1, 70, false))), List.of());
    store().append(List.of(step(2, facts("default", 1, 20, false))), List.of());

    SessionRow session = store().session("default", id(1)).orElseThrow();

    assertThat(session.facts().risk()).isEqualTo(70);
    assertThat(session.lastStep()).isEqualTo("files/read-5");
    assertThat(session.steps()).isEqualTo(2);
  }

  @Test
  void marks_the_end_of_a_session_without_counting_it_as_a_step() {
    store().append(List.of(step(1, facts("default", 1, 30, false))), List.of());
    StepRow end = named(step(2, facts("default", 1, 30, true)), "");

    store().append(List.of(end), List.of());
    store().append(List.of(end), List.of());

    SessionRow session = store().session("default", id(1)).orElseThrow();
    assertThat(session.facts().ended()).isTrue();
    assertThat(session.steps()).isEqualTo(1);
    assertThat(session.lastStep()).isEqualTo("files/read-1");
    assertThat(session.lastStepAt()).isEqualTo(Fixtures.NOW.plusSeconds(1));
    assertThat(store().steps("default", id(1), 0, 10)).hasSize(1);
  }

  @Test
  void keeps_a_session_ended_when_an_older_step_comes_late() {
    store().append(List.of(named(step(9, facts("default", 1, 0, true)), "")), List.of());
    store().append(List.of(step(1, facts("default", 1, 0, false))), List.of());

    SessionRow session = store().session("default", id(1)).orElseThrow();
    assertThat(session.facts().ended()).isTrue();
    assertThat(session.steps()).isEqualTo(1);
    assertThat(session.lastStep()).isEqualTo("files/read-1");
  }

  @Test
  void counts_a_step_with_a_name_that_ends_its_session() {
    store().append(List.of(step(1, facts("default", 1, 0, true))), List.of());

    SessionRow session = store().session("default", id(1)).orElseThrow();
    assertThat(session.facts().ended()).isTrue();
    assertThat(session.steps()).isEqualTo(1);
  }

  @Test
  void lists_sessions_by_their_last_step_newest_first() {
    store().append(List.of(step(1, facts("default", 1, 0, false))), List.of());
    store().append(List.of(step(2, facts("default", 2, 0, false))), List.of());
    store().append(List.of(step(3, facts("default", 3, 0, false))), List.of());
    store().append(List.of(step(4, facts("default", 1, 0, false))), List.of());

    assertThat(store().sessions("default", 10))
        .extracting(row -> row.facts().id())
        .containsExactly(id(1), id(3), id(2));
    assertThat(store().sessions("default", 2))
        .extracting(row -> row.facts().id())
        .containsExactly(id(1), id(3));
  }

  @Test
  void cuts_steps_by_offset_and_limit() {
    SessionFacts facts = facts("default", 1, 0, false);
    store().append(IntStream.range(0, 20).mapToObj(n -> step(n, facts)).toList(), List.of());

    assertThat(store().steps("default", id(1), 5, 3))
        .extracting(StepRow::name)
        .containsExactly("read-5", "read-6", "read-7");
    assertThat(store().steps("default", id(1), 18, 10)).hasSize(2);
    assertThat(store().steps("default", id(1), 20, 10)).isEmpty();
  }

  @Test
  void refuses_limits_out_of_range() {
    for (int limit : new int[] {0, -1, 1001}) {
      assertThatThrownBy(() -> store().sessions("default", limit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("limit: got " + limit + " (expected: 1 to 1000)");
      assertThatThrownBy(() -> store().steps("default", id(1), 0, limit))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store().detections("default", limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void returns_detections_of_a_session_oldest_first_and_of_all_newest_first() {
    store()
        .append(
            List.of(step(1, facts("default", 1, 0, false))),
            List.of(
                detection("default", 3, 1),
                detection("default", 1, 1),
                detection("default", 2, 2)));

    assertThat(store().detections("default", id(1)))
        .containsExactly(detection("default", 1, 1), detection("default", 3, 1));
    assertThat(store().detections("default", 2))
        .containsExactly(detection("default", 3, 1), detection("default", 2, 2));
  }

  @Test
  void counts_detections_that_came_before_the_first_step() {
    store().append(List.of(), List.of(detection("default", 1, 1)));
    store().append(List.of(step(1, facts("default", 1, 0, false))), List.of());

    assertThat(store().session("default", id(1)).orElseThrow().detections()).isEqualTo(1);
  }

  @Test
  void keeps_tenants_apart() {
    store()
        .append(
            List.of(step(1, facts("acme", 1, 10, false)), step(1, facts("umbrella", 1, 20, false))),
            List.of(detection("acme", 1, 1)));

    assertThat(store().session("acme", id(1)).orElseThrow().facts().risk()).isEqualTo(10);
    assertThat(store().session("umbrella", id(1)).orElseThrow().facts().risk()).isEqualTo(20);
    assertThat(store().steps("acme", id(1), 0, 10)).hasSize(1);
    assertThat(store().detections("umbrella", id(1))).isEmpty();
    assertThat(store().detections("umbrella", 10)).isEmpty();
    assertThat(store().sessions("default", 10)).isEmpty();
  }

  @Test
  void takes_steps_known_from_telemetry_alone() {
    SessionFacts bare =
        new SessionFacts(
            id(1), id(1), "default", "", null, null, "", "", "", "", "", Fixtures.NOW, 0, false);
    StepRow row =
        new StepRow(
            new StepId("otlp:app", "0".repeat(31) + "1", "0".repeat(15) + "1"),
            "",
            bare,
            StepKind.MODEL_CALL,
            "",
            "gpt",
            Fixtures.NOW.plusNanos(123_456_789),
            0,
            "",
            "",
            Set.of(),
            Set.of(),
            List.of(),
            Payload.NONE,
            Payload.NONE,
            EvidenceGrade.G3);

    store().append(List.of(row), List.of());

    assertThat(store().steps("default", id(1), 0, 1)).containsExactly(row);
    SessionRow session = store().session("default", id(1)).orElseThrow();
    assertThat(session.facts()).isEqualTo(bare);
    assertThat(session.lastStep()).isEqualTo("gpt");
    assertThat(session.effects()).isEmpty();
  }

  @Test
  void keeps_any_text() {
    String text = "名前 – \"quoted\" \\ \n\t\u0000 \uD83D\uDE80 \u202Ertl Ünïcödé '; DROP TABLE x --";
    SessionFacts facts =
        new SessionFacts(
            id(1),
            id(1),
            text,
            text,
            null,
            null,
            text,
            text,
            text,
            text,
            text,
            Fixtures.NOW,
            0,
            false);
    StepRow row = named(step(1, facts), text);

    store().append(List.of(row), List.of());

    assertThat(store().steps(text, id(1), 0, 10)).containsExactly(row);
    assertThat(store().session(text, id(1)).orElseThrow().facts()).isEqualTo(facts);
  }

  @Test
  void keeps_payload_views_of_a_hundred_thousand_characters() {
    SessionFacts facts = facts("default", 1, 0, false);
    StepRow row = step(1, facts);
    Payload large = new Payload(row.result().digest(), 100_002, "\"" + "ä".repeat(100_000) + "\"");
    StepRow big = withResult(row, large);

    store().append(List.of(big), List.of());

    assertThat(store().steps("default", id(1), 0, 10)).containsExactly(big);
  }

  @Test
  void takes_big_batches_over_many_sessions() {
    List<StepRow> rows = new ArrayList<>();
    for (int n = 0; n < 3000; n++) {
      rows.add(step(n, facts("default", n % 50, n % 101, false)));
    }

    store().append(rows, List.of());

    assertThat(store().sessions("default", 1000)).hasSize(50);
    assertThat(store().session("default", id(7)).orElseThrow().steps()).isEqualTo(60);
    assertThat(store().steps("default", id(7), 0, 1000)).hasSize(60);
  }

  @Test
  void counts_right_when_many_threads_append_to_one_session() throws Exception {
    SessionFacts facts = facts("default", 1, 0, false);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int first = t * 50; // each batch overlaps the next one by half
      tasks.add(
          () -> {
            store()
                .append(
                    IntStream.range(first, first + 100).mapToObj(n -> step(n, facts)).toList(),
                    List.of());
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    }

    assertThat(store().session("default", id(1)).orElseThrow().steps()).isEqualTo(450);
    assertThat(store().steps("default", id(1), 0, 1000)).hasSize(450);
  }

  private static StepRow at(StepRow row, Instant startedAt) {
    return copy(row, row.name(), startedAt, row.result());
  }

  /** {@code row} under another name. */
  public static StepRow named(StepRow row, String name) {
    return copy(row, name, row.startedAt(), row.result());
  }

  /** {@code row} with another result. */
  public static StepRow withResult(StepRow row, Payload result) {
    return copy(row, row.name(), row.startedAt(), result);
  }

  private static StepRow copy(StepRow row, String name, Instant startedAt, Payload result) {
    return new StepRow(
        row.id(),
        row.parentSpanId(),
        row.session(),
        row.kind(),
        row.upstream(),
        name,
        startedAt,
        row.durationNanos(),
        row.verdict(),
        row.outcome(),
        row.effects(),
        row.labels(),
        row.reasons(),
        row.arguments(),
        result,
        row.grade());
  }
}
