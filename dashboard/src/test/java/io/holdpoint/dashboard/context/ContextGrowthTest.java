// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.MemoryStore;
import io.holdpoint.dashboard.Trace;
import io.holdpoint.dashboard.outline.Outlines;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.StepDetail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ContextGrowthTest {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final Session guarded = Fixtures.session(1);
  private final Trace trace = new Trace(guarded, 1_000, START);

  @Test
  void calls_areMeasuredAgainstTheOneBefore_withWhatCameBetween() {
    trace.effects(Effect.READ).brings(500);
    trace.call("files/read", 5);
    trace.given(1_000, 2).model("m", 300);
    trace.effects(Effect.READ).brings(2_000);
    trace.call("files/read", 5);
    trace.effects(Effect.MEMORY_READ).brings(100);
    int recall = trace.call("notes/recall", 5);
    trace.effects(Effect.MEMORY_WRITE);
    trace.call("notes/keep", 5);
    trace.given(1_900, 6).model("m", 300);

    List<ContextCall> calls = growth().calls();

    ContextCall first = calls.getFirst();
    assertThat(first.results()).isEqualTo(1);
    assertThat(first.resultBytes()).isEqualTo(500);
    assertThat(first.grownTokens()).isNull();
    assertThat(first.addedMessages()).isNull();
    ContextCall second = calls.getLast();
    assertThat(second.place()).isEqualTo(6);
    assertThat(second.inputTokens()).isEqualTo(1_900);
    assertThat(second.grownTokens()).isEqualTo(900);
    assertThat(second.addedMessages()).isEqualTo(4);
    assertThat(second.results()).isEqualTo(2);
    assertThat(second.resultBytes()).isEqualTo(2_100);
    assertThat(second.memory().reads()).isEqualTo(1);
    assertThat(second.memory().writes()).isEqualTo(1);
    assertThat(second.memory().steps()).hasSize(2).contains(trace.id(recall).toString());
    assertThat(second.fell()).isEmpty();
  }

  @Test
  void contexts_ofSubAgentsAndOfSmallModels_areApart() {
    trace.given(9_000, 20).model("large", 300);
    trace.given(40, 1).model("small", 30);
    int writer = trace.handOff("writer", 900);
    trace.in(writer).given(300, 2).model("large", 300);
    trace.in(writer).effects(Effect.MEMORY_READ).brings(70);
    trace.call("notes/recall", 5);
    trace.in(writer).given(380, 4).model("large", 300);
    trace.given(9_500, 22).model("large", 300);

    List<ContextCall> calls = growth().calls();

    assertThat(calls).extracting(ContextCall::fell).containsOnly("");
    assertThat(calls)
        .extracting(ContextCall::grownTokens)
        .containsExactly(null, null, null, 80L, 500L);
    assertThat(calls.get(3).within()).isEqualTo(trace.id(writer).toString());
    assertThat(calls.get(3).memory().reads()).isEqualTo(1);
    assertThat(calls.get(4).memory().reads()).as("that was the writer's").isZero();
  }

  @Test
  void what_isNotGivenAnyMore_isSeen() {
    trace.given(9_000, 40).model("m", 300);
    trace.given(2_000, 6).model("m", 300);
    trace.given(2_500, 0).model("m", 300);
    trace.given(1_100, 0).model("m", 300);

    assertThat(growth().calls())
        .extracting(ContextCall::fell)
        .containsExactly("", "messages", "", "tokens");
  }

  @Test
  void what_telemetryDoesNotTell_isNotMadeUp() {
    trace.given(1_000, 3).model("m", 300);
    trace.model("m", 300);
    trace.given(1_500, 5).model("m", 300);

    ContextCall silent = growth().calls().get(1);
    assertThat(silent.inputTokens()).isNull();
    assertThat(silent.grownTokens()).isNull();
    assertThat(silent.messages()).isNull();
    assertThat(growth().calls().get(2).grownTokens()).as("since the last that told").isEqualTo(500);
  }

  @Test
  void guardedSession_hasTheModelCallsOfTheFrameworkThatToldOfItsCalls() {
    Session told = Fixtures.session(2);
    Duration ahead = Duration.ofHours(1);
    Trace thoughts = new Trace(told, 5_000, START.plus(ahead));
    thoughts.at(0).given(1_000, 2).model("m", 300);
    thoughts.at(2_000).given(4_000, 4).model("m", 300);
    store.append(thoughts.rows(), List.of());
    trace.at(1_000).claimed(claim(told.id(), START.plus(ahead).plusMillis(990)));
    trace.effects(Effect.READ).brings(9_000);
    trace.call("files/read", 500);

    ContextGrowth growth = growth();

    assertThat(growth.toldIn()).containsExactly(told.id());
    assertThat(growth.calls()).extracting(ContextCall::grownTokens).containsExactly(null, 3_000L);
    assertThat(growth.calls().getLast().resultBytes())
        .as("between the two by the framework's clock")
        .isEqualTo(9_000);
    assertThat(growth.before(outlines().of(guarded.id()).orElseThrow().steps().getFirst()))
        .get()
        .extracting(ContextCall::place)
        .isEqualTo(1);
  }

  @Test
  void order_inWhichStepsCame_doesNotMatter() {
    for (int i = 1; i <= 20; i++) {
      trace.given(100L * i, 2 * i).model("m", 10);
      trace.effects(Effect.READ).brings(i);
      trace.call("files/read", 5);
    }
    ContextGrowth inOrder = growth();
    MemoryStore other = new MemoryStore();
    var rows = new ArrayList<>(trace.rows());
    Collections.shuffle(rows, new Random(7));
    rows.forEach(row -> other.append(List.of(row), List.of()));

    assertThat(of(other)).isEqualTo(inOrder);
  }

  private ContextGrowth growth() {
    store.append(trace.rows(), List.of());
    return of(store);
  }

  private ContextGrowth of(MemoryStore from) {
    Outlines outlines = outlines(from);
    return ContextGrowth.of(outlines.of(guarded.id()).orElseThrow(), outlines::of);
  }

  private Outlines outlines() {
    return outlines(store);
  }

  private Outlines outlines(MemoryStore from) {
    return new Outlines(from, guarded.identity().tenant(), new FakeClock());
  }

  private static Claim claim(SessionId session, Instant at) {
    return new Claim(
        Fixtures.stepId(77),
        session,
        JoinWay.CALL_ID,
        "read",
        at,
        500_000_000,
        "succeeded",
        Payload.NONE,
        Payload.NONE,
        EvidenceGrade.G2,
        StepDetail.NONE,
        Set.of());
  }
}
