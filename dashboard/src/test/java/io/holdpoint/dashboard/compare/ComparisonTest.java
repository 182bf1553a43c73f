// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.MemoryStore;
import io.holdpoint.dashboard.Trace;
import io.holdpoint.dashboard.outline.Outlines;
import io.holdpoint.dashboard.outline.SessionOutline;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private final Trace left = new Trace(Fixtures.session(1), 1_000, START);
  private final Trace right = new Trace(Fixtures.session(2), 2_000, START);

  @Test
  void stepsOfTheSameName_standSideBySide_othersAlone() {
    left.call("kb/search", 1);
    left.call("files/read", 1);
    left.call("mail/send", 1);
    right.call("kb/search", 9);
    right.call("crm/get", 1);
    right.call("mail/send", 1);

    Comparison comparison = compare();

    assertThat(comparison.lines())
        .extracting(ComparisonTest::names)
        .containsExactly("search|search", "read|", "|get", "send|send");
    assertThat(List.of(comparison.same(), comparison.onlyLeft(), comparison.onlyRight()))
        .containsExactly(2, 1, 1);
  }

  @Test
  void sameStep_withOtherArgumentsAndVerdict_isChanged() {
    left.args("{\"to\":\"a\"}").call("mail/send", 1);
    right.args("{\"to\":\"b\"}").verdict("deny").call("mail/send", 1);

    Comparison comparison = compare();

    assertThat(comparison.changed()).isEqualTo(1);
    assertThat(comparison.lines().getFirst().changes())
        .containsExactly("arguments", "outcome", "verdict");
  }

  @Test
  void sessionWithItself_hasNoDifference() {
    for (int i = 0; i < 30; i++) {
      left.call("a/call" + i % 3, 1);
      right.call("a/call" + i % 3, 1);
    }
    assertThat(compare().same()).isEqualTo(30);
    assertThat(compare().lines()).allMatch(line -> line.changes().isEmpty());
  }

  private Comparison compare() {
    return Comparison.of(outline(Fixtures.session(1), left), outline(Fixtures.session(2), right));
  }

  private static SessionOutline outline(Session session, Trace trace) {
    MemoryStore store = new MemoryStore();
    store.append(trace.rows(), List.of());
    return new Outlines(store, session.identity().tenant(), new FakeClock())
        .of(session.id())
        .orElseThrow();
  }

  private static String names(Comparison.Line line) {
    return (line.left() == null ? "" : line.left().name())
        + "|"
        + (line.right() == null ? "" : line.right().name());
  }
}
