// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.sight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

final class SightsTest {
  private static final String RULE = "ACME-INJ-001";
  private static final Need WORDS = new Need(List.of(), List.of("userKnown"), 80);

  private final Sights sights = new Sights();
  private long now = 1_000;

  @Test
  void rule_isBlindToWhomTooLittleIsKnownOf_sinceItsFirstCall() {
    sights.need(Map.of(RULE, WORDS));
    calls("seen", 40, true);
    calls("unseen", 40, false);

    assertThat(sights.blind())
        .containsExactly(
            new Blind(
                RULE,
                "default",
                "",
                80,
                50,
                Set.of(Ground.USER_WORDS),
                Instant.ofEpochMilli(1_040)),
            new Blind(
                RULE,
                "default",
                "unseen",
                80,
                0,
                Set.of(Ground.USER_WORDS),
                Instant.ofEpochMilli(1_040)));
  }

  @Test
  void blindness_beginsWhenItIsNoticed_andEndsWithIt() {
    sights.need(Map.of(RULE, WORDS));
    calls("crm", 64, true);
    assertThat(sights.blind()).isEmpty();

    calls("crm", 64, false);
    Blind blind = sights.blind().getLast();
    assertThat(blind.since()).isAfter(Instant.ofEpochMilli(1_064)).isBefore(at(now));
    assertThat(blind.percent()).isBetween(40, 60);

    calls("crm", 640, true);
    assertThat(sights.blind()).isEmpty();
  }

  @Test
  void fewCalls_sayNothing_andNothingIsCountedWhereNobodyAsks() {
    assertThat(sights.isIdle()).isTrue();
    sights.need(Map.of(RULE, new Need(List.of("ToolResult"), List.of("userKnown"), 0)));
    assertThat(sights.isIdle()).isTrue();
    sights.need(Map.of(RULE, WORDS));
    calls("crm", AgentSight.FEW - 1, false);
    assertThat(sights.blind()).isEmpty();
    calls("crm", 1, false);
    assertThat(sights.blind()).hasSize(2);
  }

  @Test
  void ruleThatComesLater_isHeldToWhatWasSeenBefore() {
    sights.need(Map.of("ACME-INJ-000", new Need(List.of(), List.of("unasked"), 10)));
    calls("crm", 32, false);
    sights.need(Map.of(RULE, WORDS));

    assertThat(sights.blind())
        .extracting(Blind::rule, Blind::agent, Blind::since)
        .contains(Tuple.tuple(RULE, "crm", at(now - 1)));
  }

  @Test
  void agents_areBounded_theIdlestGoesFirst() {
    sights.need(Map.of(RULE, WORDS));
    for (int i = 0; i < 4_200; i++) {
      calls("agent-" + i, 1, false);
    }
    AgentSight kept = sights.of("agent-4199", "default", "agent-4199", now);
    assertThat(kept.last()).isEqualTo(now - 1);
    assertThat(sights.of("agent-0", "default", "agent-0", now).last()).isEqualTo(now);
  }

  private void calls(String agent, int count, boolean told) {
    for (int i = 0; i < count; i++) {
      AgentSight sight = sights.of(agent, "default", agent, now);
      sight.count(Ground.USER_WORDS, told);
      sights.called(sight, now);
      now++;
    }
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
