// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.outline;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.MemoryStore;
import io.holdpoint.dashboard.Trace;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutlinesTest {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private final FakeClock clock = new FakeClock();
  private final MemoryStore store = new MemoryStore();
  private final Session session = Fixtures.session(1);
  private final Outlines outlines = new Outlines(store, session.identity().tenant(), clock);

  @Test
  void steps_thatCameSince_areThere_atOnce() {
    Trace trace = calls(3);
    assertThat(outline().steps()).hasSize(3);
    trace.call("a/more", 5);
    store.append(trace.rows(), List.of());
    assertThat(outline().steps()).hasSize(4);
    assertThat(outline().place(trace.id(3))).isEqualTo(4);
  }

  @Test
  void steps_thatCameInBetween_moveThoseAfterThem() {
    calls(200);
    assertThat(outline().steps()).hasSize(200);
    Trace late = new Trace(session, 9_000, START);
    late.at(1).call("late/call", 1);
    store.append(late.rows(), List.of());

    assertThat(outline().steps()).hasSize(201);
    assertThat(outline().place(late.id(0))).isEqualTo(2);
  }

  @Test
  void stepsThatChangedLongAgo_areReadAgainInTime() {
    Trace trace = calls(200);
    assertThat(outline().steps().getFirst().name()).isEqualTo("call");
    Trace changed = new Trace(session, 0, START);
    changed.call("a/renamed", 5);
    assertThat(changed.id(0)).isEqualTo(trace.id(0));
    store.append(changed.rows(), List.of());
    clock.advance(Duration.ofSeconds(30));

    assertThat(outline().steps().getFirst().name()).isEqualTo("renamed");
  }

  @Test
  void session_thatIsNotStored_isNone() {
    assertThat(outlines.of(new SessionId("s-none"))).isEmpty();
  }

  @Test
  void owner_isTheHandOffAround_throughWhateverIsBetween() {
    Trace trace = new Trace(session, 0, START);
    int agent = trace.handOff("writer", 1_000);
    int model = trace.at(100).in(agent).model("m", 10);
    int call = trace.in(model).call("kb/search", 10);
    store.append(trace.rows(), List.of());

    SessionOutline outline = outline();
    assertThat(outline.owner(call)).isEqualTo(agent);
    assertThat(outline.parent(call)).isEqualTo(model);
    assertThat(List.of(outline.depth(agent), outline.depth(model), outline.depth(call)))
        .containsExactly(0, 1, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"body\":\"long text\",\"to\":\"a@b.example\"} | a@b.example",
        "{\"nested\":{\"path\":\"no\"},\"count\":7} | 7",
        "{\"path\":\"▒ 40 chars\",\"id\":3} | 3",
        "not json | ''",
        "{\"broken\": | ''",
        "[1,2] | ''",
      })
  void hint_isTheMostTellingArgument(String arguments, String hint) {
    assertThat(Hints.of(arguments)).isEqualTo(hint);
  }

  private Trace calls(int count) {
    Trace trace = new Trace(session, 0, START);
    for (int i = 0; i < count; i++) {
      trace.call("a/call", 5);
    }
    store.append(trace.rows(), List.of());
    return trace;
  }

  private SessionOutline outline() {
    return outlines.of(session.id()).orElseThrow();
  }
}
