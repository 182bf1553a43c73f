// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.collector.assembly.Views.Call;
import io.holdpoint.collector.dialect.ToolRequest;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.Difference;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AssemblyTest {

  private static final String ID = "toolu_01A09q90qw90lq917835";

  private final Kept kept = new Kept();
  private final Assembly assembly = new Assembly(Views.CONTENTS);
  private long position;

  AssemblyTest() {
    assembly.expect("default", Views.PRINCIPAL);
    assembly.advance(Views.START, kept);
  }

  @Test
  void joins_by_call_id_whichever_side_comes_first() {
    Call seen = Views.call().in(1, 1, 0).id(ID);
    Call told = Views.call().in(2, 2, 0).id(ID).at(90_000).tool("mcp__crm__search");
    seen(Views.call().in(9, 9, 0).arguments("{}"));

    told(told);
    assertThat(kept.lists(told.told().id())).as("waits").isFalse();
    seen(seen);

    assertThat(claims(seen)).extracting(Claim::way).containsExactly(JoinWay.CALL_ID);
    pass(Duration.ofSeconds(60));
    assertThat(kept.lists(told.told().id())).isFalse();
    assertThat(kept.observed()).isEmpty();
  }

  @Test
  void amends_what_was_told_on_when_the_gateway_comes_late() {
    Call told = Views.call().in(2, 2, 0).id(ID);
    Call seen = Views.call().in(1, 1, 0).id(ID);

    told(told);
    assertThat(kept.lists(told.told().id())).as("nothing to wait for").isTrue();
    pass(Duration.ofSeconds(20));
    seen(seen);

    assertThat(kept.lists(told.told().id())).isFalse();
    assertThat(claims(seen)).extracting(Claim::id).containsExactly(told.told().id());
    assertThat(kept.listed()).hasSize(1);
  }

  @Test
  void joins_by_parent_through_spans_that_are_no_steps_in_any_order() {
    Call told = Views.call().in(1, 2, 0).arguments("");
    Call client = Views.call().in(1, 3, 2);
    Call seen = Views.call().in(1, 4, 3);

    seen(seen);
    told(told);
    pass(Duration.ofSeconds(3));
    assertThat(kept.lists(told.told().id())).isTrue();
    assembly.passed(Views.SOURCE, client.ties(), kept);

    assertThat(claims(seen)).extracting(Claim::way).containsExactly(JoinWay.PARENT);
    assertThat(kept.lists(told.told().id())).isFalse();
  }

  @Test
  void joins_by_arguments_and_time_where_nothing_else_is_known() {
    Call seen = Views.call().in(1, 1, 0);
    Call told = Views.call().in(2, 2, 0).at(-20);
    told.took = Duration.ofMillis(140);

    seen(seen);
    told(told);
    pass(Duration.ofSeconds(3));

    assertThat(claims(seen)).extracting(Claim::way).containsExactly(JoinWay.ARGUMENTS);
  }

  @Test
  void takes_none_where_several_calls_fit() {
    Call told = Views.call().in(2, 2, 0);
    seen(Views.call().in(1, 1, 0));
    seen(Views.call().in(1, 3, 0).at(500));

    told(told);
    pass(Duration.ofSeconds(60));

    assertThat(kept.listed()).allMatch(row -> row.claims().isEmpty());
    assertThat(kept.mismatches()).isEmpty();
    assertThat(kept.lists(told.told().id())).isTrue();
  }

  @Test
  void gives_an_attempt_and_its_repetition_to_the_one_step_around_them() {
    Call told = Views.call().in(1, 2, 0);
    Call first = Views.call().in(1, 3, 2).result("try again");
    Call second = Views.call().in(1, 4, 2).at(200);

    seen(first);
    seen(second);
    told(told);
    pass(Duration.ofSeconds(60));

    assertThat(claims(first)).hasSize(1);
    assertThat(claims(first).getFirst().differences()).contains(Difference.RESULT);
    assertThat(claims(second).getFirst().differences()).isEmpty();
    assertThat(kept.mismatches()).as("one of them delivered it").isEmpty();
  }

  @Test
  void takes_both_spans_around_a_call_and_not_the_tool_that_called_it() {
    Call outer = Views.call().in(1, 2, 0).arguments("{\"q\":\"all\"}");
    Call inner = Views.call().in(1, 3, 2);
    Call client = Views.call().in(1, 4, 3);
    Call seen = Views.call().in(1, 5, 4);

    told(outer);
    told(inner);
    told(client);
    seen(seen);

    assertThat(claims(seen))
        .extracting(Claim::id)
        .containsExactlyInAnyOrder(inner.told().id(), client.told().id());
  }

  @Test
  void leaves_the_gateways_facts_as_they_are() {
    Call seen = Views.call().in(1, 1, 0).id(ID);
    seen.verdict = "deny";
    seen.outcome = "refused";
    Call told = Views.call().in(2, 2, 0).id(ID).arguments("{\"q\":\"other\"}");
    StepRow before = seen.seen();

    seen(seen);
    told(told);
    pass(Duration.ofSeconds(60));

    StepRow after = kept.row(before.id());
    assertThat(after.with(before.reasons(), List.of())).isEqualTo(before);
    assertThat(claims(seen).getFirst().differences())
        .contains(Difference.ARGUMENTS, Difference.STATUS);
  }

  @Test
  void joins_nobody_with_calls_of_others() {
    Call seen = Views.call().in(1, 1, 0).id(ID);
    Call told = Views.call().in(2, 2, 0).id(ID);
    told.grade = EvidenceGrade.G3;
    StepRow other = other(Views.call().in(3, 3, 0).id(ID));

    seen(seen);
    told(told);
    assembly.told(Views.SOURCE, other, Views.call().in(3, 3, 0).ties(), 0, kept);
    pass(Duration.ofSeconds(60));

    assertThat(kept.joins()).isZero();
    assertThat(kept.listed()).hasSize(3);
  }

  @Test
  void tells_of_a_result_that_was_never_delivered() {
    Call seen = Views.call().in(1, 1, 0).id(ID);
    Call told = Views.call().in(2, 2, 0).id(ID).result("no customers at all");

    seen(seen);
    told(told);
    pass(Duration.ofSeconds(3));

    Step.Observed observed = kept.observed().getFirst();
    assertThat(observed.mismatch()).isEqualTo(Mismatch.RESULT_DIFFERS);
    assertThat(observed.session()).as("the gateway's").isEqualTo(Views.GUARDED);
    assertThat(observed.grade()).isEqualTo(EvidenceGrade.G2);
    assertThat(kept.row(seen.seen().id()).reasons())
        .extracting(reason -> reason.code())
        .containsExactly("telemetry.result-differs");
  }

  @Test
  void tells_of_other_arguments_under_the_id_the_model_gave() {
    Call seen = Views.call().in(1, 1, 0).id(ID).arguments("{\"amount\":9000}");
    Call told = Views.call().in(2, 2, 0).id(ID).arguments("{\"amount\":9}");
    seen(seen);
    told(told);
    pass(Duration.ofSeconds(3));

    Step.Observed observed = kept.observed().getFirst();
    assertThat(observed.mismatch()).isEqualTo(Mismatch.ARGUMENTS_DIFFER);
    assertThat(observed.id())
        .as("one that a mismatch of the result does not hide")
        .isNotEqualTo(told.told().id());
    assertThat(kept.row(seen.seen().id()).reasons())
        .extracting(reason -> reason.code())
        .containsExactly("telemetry.arguments-differ");
    assertThat(kept.mismatches()).hasSize(1);
  }

  @Test
  void says_nothing_of_arguments_under_ids_that_come_again_or_through_wrappers() {
    seen(Views.call().in(1, 3, 2).id("call_1").arguments("{\"q\":1}"));
    told(Views.call().in(1, 2, 0).id("call_1").arguments("{\"q\":2}"));
    seen(Views.call().in(5, 3, 2).arguments("{\"q\":1}"));
    told(Views.call().in(5, 2, 0).arguments("{\"q\":2}"));
    pass(Duration.ofSeconds(60));

    assertThat(kept.joins()).isEqualTo(2);
    assertThat(kept.mismatches()).isEmpty();
  }

  @Test
  void says_nothing_of_results_that_were_cut_wrapped_or_masked() {
    for (String result : List.of("three cust…", "{\"output\":\"three customers\"}", "")) {
      Call seen = Views.call().in(1, 1, 0).id(ID);
      seen(seen);
      told(Views.call().in(2, 2, 0).id(ID).result(result.replace("…", "")));
    }
    pass(Duration.ofSeconds(60));

    assertThat(kept.mismatches()).isEmpty();
  }

  @Test
  void tells_of_success_that_is_claimed_of_a_refused_call() {
    Call seen = Views.call().in(1, 1, 0).id(ID).result("");
    seen.verdict = "deny";
    seen.outcome = "refused";
    seen(seen);
    told(Views.call().in(2, 2, 0).id(ID).result("Refused. Reference: D-1"));
    pass(Duration.ofSeconds(3));
    assertThat(kept.mismatches()).as("that is what it was told").isEmpty();

    Call second = Views.call().in(3, 3, 0).id(ID + "2").result("");
    second.verdict = "deny";
    seen(second);
    told(Views.call().in(4, 4, 0).id(ID + "2").result("three customers"));
    pass(Duration.ofSeconds(6));

    assertThat(kept.mismatches()).containsExactly(Mismatch.REFUSED_CLAIMED);
  }

  @Test
  void tells_of_a_call_of_a_guarded_tool_that_no_gateway_saw() {
    seen(Views.call().in(1, 1, 0));
    pass(Duration.ofMinutes(3));
    Call around =
        Views.call().in(2, 2, 0).at(180_000).arguments("{\"q\":\"x\"}").tool("crm_search");
    told(around);
    told(Views.call().in(3, 3, 0).at(180_000).arguments("{}").tool("web_search"));
    told(Views.call().in(4, 4, 0).at(180_000).arguments("{}").tool("add"));
    pass(Duration.ofMinutes(4));

    List<Step.Observed> found =
        kept.observed().stream().filter(step -> step.mismatch() != null).toList();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().id()).isEqualTo(around.told().id());
    assertThat(found.getFirst().mismatch()).isEqualTo(Mismatch.CALL_UNSEEN);
    assertThat(found.getFirst().session()).isEqualTo(Views.GUARDED);
  }

  @Test
  void says_nothing_of_calls_that_began_before_it_listened() {
    seen(Views.call().in(1, 1, 0));
    told(Views.call().in(2, 2, 0).arguments("{\"q\":\"x\"}"));
    pass(Duration.ofMinutes(4));

    assertThat(kept.mismatches()).isEmpty();
  }

  @Test
  void tells_of_a_call_that_no_model_asked_for() {
    Call model = model("search").in(1, 7, 0);
    Call asked = Views.call().in(1, 1, 0);
    Call unasked = Views.call().in(1, 2, 0).tool("wire_money");

    told(model);
    seen(asked);
    seen(unasked);
    pass(Duration.ofSeconds(10));
    told(model("search").in(1, 8, 0));
    pass(Duration.ofSeconds(60));

    Step.Observed found = kept.observed().getLast();
    assertThat(found.mismatch()).isEqualTo(Mismatch.CALL_UNANNOUNCED);
    assertThat(found.name()).isEqualTo("wire_money");
    assertThat(kept.mismatches()).hasSize(1);
    assertThat(kept.row(asked.seen().id()).reasons()).isEmpty();
  }

  @Test
  void keeps_nothing_waiting_for_calls_that_were_told_of() {
    seen(Views.call().in(1, 1, 0).id(ID));
    assertThat(assembly.isWaiting()).isTrue();
    told(Views.call().in(2, 2, 0).id(ID));
    told(model("search").in(2, 3, 0));
    pass(Duration.ofSeconds(3));

    assertThat(assembly.isWaiting()).isFalse();
  }

  @Test
  void says_nothing_of_unasked_calls_where_models_answers_are_not_shown() {
    Call model = model("search").in(1, 7, 0);
    model.requests = List.of();
    told(model);
    seen(Views.call().in(1, 2, 0).tool("wire_money"));
    pass(Duration.ofSeconds(10));
    told(model.in(1, 8, 0));
    pass(Duration.ofSeconds(60));

    assertThat(kept.mismatches()).isEmpty();
  }

  @Test
  void knows_with_what_a_call_was_asked_for_where_its_span_does_not_say() {
    Call model = model("search").in(1, 7, 0);
    Digest arguments = Views.CONTENTS.of("default", "{\"q\":\"acme\"}").digest();
    model.requests = List.of(new ToolRequest("call_1", "search", arguments));
    Call told = Views.call().in(1, 2, 0).id("call_1").arguments("");
    Call seen = Views.call().in(9, 9, 0);

    seen(seen);
    told(told);
    told(model);
    pass(Duration.ofSeconds(3));

    assertThat(claims(seen)).extracting(Claim::way).containsExactly(JoinWay.ARGUMENTS);
  }

  @Test
  void misses_nothing_in_what_was_recalled() {
    told(model("search").in(1, 7, 0));
    seen(Views.call().in(1, 2, 0).tool("wire_money"));
    told(Views.call().in(3, 3, 0).id(ID));
    assembly.recalled(kept);
    assertThat(assembly.isWaiting()).isFalse();
    pass(Duration.ofMinutes(3));
    told(Views.call().in(2, 2, 0).at(180_000).arguments("{\"q\":\"x\"}").tool("wire_money"));
    told(model("search").in(1, 8, 0));
    pass(Duration.ofMinutes(4));
    assertThat(kept.mismatches()).as("nobody knows what was lost in between").isEmpty();

    Call seen = Views.call().in(4, 4, 0).id(ID);
    seen(seen);
    assertThat(claims(seen)).extracting(Claim::way).containsExactly(JoinWay.CALL_ID);
  }

  @Test
  void estimates_how_far_a_clock_is_ahead() {
    for (int i = 1; i < 6; i++) {
      seen(Views.call().in(i, i, 0).id(ID + i).at(1000L * i));
      told(Views.call().in(50 + i, 50 + i, 0).id(ID + i).at(1000L * i + 42_000));
    }
    assertThat(kept.skew(Views.SOURCE)).isEqualTo(42_000);

    Call seen = Views.call().in(9, 9, 0).arguments("{\"q\":1}").at(8000);
    seen(seen);
    seen(Views.call().in(8, 8, 0).arguments("{\"q\":1}").at(8300));
    told(Views.call().in(10, 10, 0).arguments("{\"q\":1}").at(50_000));
    pass(Duration.ofSeconds(60));
    assertThat(claims(seen)).as("told apart by the time, put right").hasSize(1);
  }

  @Test
  void costs_nothing_for_principals_that_no_framework_speaks_for() {
    Assembly idle = new Assembly(Views.CONTENTS);
    idle.seen(Views.call().seen(), kept);

    assertThat(idle.isWaiting()).isFalse();
    assertThat(kept.listed()).containsExactly(Views.call().seen());
  }

  private static Call model(String tool) {
    Call model = Views.call();
    model.kind = StepKind.MODEL_CALL;
    model.tool = "m-1";
    model.requests = List.of(new ToolRequest("", tool, Digest.NONE));
    return model;
  }

  private static StepRow other(Call call) {
    StepRow row = call.told();
    SessionFacts facts = row.session();
    return row.in(
        new SessionFacts(
            facts.id(),
            facts.root(),
            facts.tenant(),
            "",
            null,
            null,
            "somebody-else",
            "",
            "",
            "",
            "trace",
            facts.startedAt(),
            0,
            false));
  }

  private List<Claim> claims(Call seen) {
    return kept.row(seen.seen().id()).claims();
  }

  private void seen(Call call) {
    assembly.seen(call.seen(), kept);
  }

  private void told(Call call) {
    assembly.told(Views.SOURCE, call.told(), call.ties(), position++, kept);
  }

  private void pass(Duration sinceStart) {
    assembly.advance(Views.START.plus(sinceStart), kept);
  }
}
