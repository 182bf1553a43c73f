// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.collector.assembly.Views.Call;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.view.StepRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Whatever the order in which spans come, and however often, the same steps come of them. */
final class AnyOrderTest {

  private static final SessionId OUTER = new SessionId("s-d1");
  private static final SessionId INNER = new SessionId("s-d2");

  /** Something that comes. */
  private interface Item extends BiConsumer<Assembly, Kept> {}

  @Test
  void any_order_ends_in_the_same_steps() {
    List<StepRow> expected = play(items());
    assertThat(expected).hasSize(9);
    assertThat(expected).filteredOn(row -> !row.claims().isEmpty()).hasSize(5);

    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<Item> mixed = items();
      mixed.addAll(items().subList(0, random.nextInt(4)));
      Collections.shuffle(mixed, random);
      assertThat(play(mixed)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void steps_have_from_the_spans_around_them_what_they_do_not_tell() {
    List<StepRow> steps = play(items());

    StepRow model = step(steps, "m-1");
    assertThat(model.session().id()).isEqualTo(OUTER);
    assertThat(model.session().agentName()).isEqualTo("triage");
    StepRow inner = step(steps, "m-2");
    assertThat(inner.session().id()).isEqualTo(INNER);
    assertThat(inner.session().root()).as("the tree of sessions").isEqualTo(OUTER);
    assertThat(inner.session().agentName()).isEqualTo("billing");
  }

  @Test
  void waits_no_longer_than_it_may() {
    Kept kept = new Kept();
    Assembly assembly = assembly(kept);
    told(agent("triage", OUTER, 5, 1, 0)).accept(assembly, kept);
    Call orphan = model("m-1", 3, 2);

    told(orphan).accept(assembly, kept);
    assertThat(assembly.firstWaiting(99)).isZero();
    assertThat(kept.lists(orphan.told().id())).isFalse();
    assembly.advance(Views.START.plus(Assembly.WAIT), kept);

    assertThat(kept.lists(orphan.told().id())).isTrue();
    assertThat(kept.observed()).hasSize(2);
    assertThat(assembly.firstWaiting(99)).isEqualTo(99);
  }

  /** Two agents, the second called by the first, with calls joined in all three ways. */
  private static List<Item> items() {
    List<Item> items = new ArrayList<>();
    items.add(told(agent("triage", OUTER, 1, 1, 0)));
    items.add(told(model("m-1", 2, 1)));
    both(items, Views.call().in(1, 3, 1), Views.call().in(1, 30, 3));
    both(
        items,
        Views.call().in(1, 4, 1).id("call_1").arguments("{\"q\":4}").at(500),
        Views.call().in(1, 40, 0).id("call_1").arguments("{\"q\":4}").at(500));
    items.add(
        (assembly, kept) -> assembly.passed(Views.SOURCE, Views.call().in(1, 5, 4).ties(), kept));
    items.add(told(agent("billing", INNER, 1, 6, 5)));
    items.add(told(model("m-2", 7, 6)));
    both(
        items,
        Views.call().in(1, 8, 6).arguments("{\"q\":8}").at(900),
        Views.call().in(2, 80, 0).arguments("{\"q\":8}").at(900));
    both(
        items,
        Views.call().in(1, 9, 6).arguments("").at(1500),
        Views.call().in(1, 90, 11).arguments("{\"q\":9}").at(1500));
    items.add(
        (assembly, kept) -> assembly.passed(Views.SOURCE, Views.call().in(1, 11, 10).ties(), kept));
    items.add(
        (assembly, kept) -> assembly.passed(Views.SOURCE, Views.call().in(1, 10, 9).ties(), kept));
    both(
        items,
        Views.call().in(3, 12, 0).id("toolu_0123456789abcdef").at(1600),
        Views.call().in(4, 13, 0).id("toolu_0123456789abcdef").at(1600));
    return items;
  }

  private static void both(List<Item> items, Call told, Call seen) {
    items.add(told(told));
    items.add((assembly, kept) -> assembly.seen(seen.seen(), kept));
  }

  private static Item told(Call call) {
    return (assembly, kept) -> assembly.told(Views.SOURCE, call.told(), call.ties(), 0, kept);
  }

  private static Call agent(String name, SessionId session, int trace, int span, int parent) {
    Call agent = Views.call().in(trace, span, parent).tool(name);
    agent.kind = StepKind.HAND_OFF;
    agent.session = session;
    agent.agent = name;
    return agent;
  }

  private static Call model(String name, int span, int parent) {
    Call model = Views.call().in(1, span, parent).tool(name);
    model.kind = StepKind.MODEL_CALL;
    return model;
  }

  private static StepRow step(List<StepRow> steps, String name) {
    return steps.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
  }

  private static Assembly assembly(Kept kept) {
    Assembly assembly = new Assembly(Views.CONTENTS);
    assembly.expect("default", Views.PRINCIPAL);
    assembly.advance(Views.START, kept);
    return assembly;
  }

  private static List<StepRow> play(List<Item> items) {
    Kept kept = new Kept();
    Assembly assembly = assembly(kept);
    items.forEach(item -> item.accept(assembly, kept));
    assembly.advance(Views.START.plus(Duration.ofSeconds(3)), kept);
    return kept.listed();
  }
}
