// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Assessment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All shipped rules let work in bulk go on: much of it, fast, with one answer for all. */
final class BusyAgentTest {
  private static final int CALLS = 300;

  @ParameterizedTest
  @MethodSource("tools")
  void oneSession_thatNeverCallsTheSameTwice_isNotStopped(ToolRef tool) {
    assertThat(stopped(1, tool)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tools")
  void manySessionsOfOneCredential_areNotStopped(ToolRef tool) {
    assertThat(stopped(24, tool)).isEmpty();
  }

  private static Stream<ToolRef> tools() {
    return Stream.of(
        Fixtures.tool("look", Set.of(Effect.READ), Set.of()),
        Fixtures.tool("note", Set.of(Effect.WRITE), Set.of()),
        Fixtures.tool("post", Set.of(Effect.EGRESS), Set.of()));
  }

  private static List<String> stopped(int sessions, ToolRef tool) {
    List<String> stopped = new ArrayList<>();
    try (EngineFixture fixture =
        new EngineFixture(EngineFixture.settings(2), RuleSet.load(List.of(), true, null))) {
      List<Session> all =
          Stream.iterate(1, n -> n + 1).limit(sessions).map(Fixtures::session).toList();
      for (int call = 0; call < CALLS; call++) {
        Session session = all.get(call % sessions);
        Step.Attempted attempt =
            fixture.attempt(
                session, tool, "{\"path\":\"reports/" + call + "\",\"text\":\"row " + call + "\"}");
        Assessment answer = fixture.assess(attempt);
        if (EngineFixture.verdict(answer).equals("permit")) {
          fixture.complete(attempt, "\"done\"");
        } else {
          stopped.add(call + " " + answer.decision().reasons());
        }
        fixture.clock.advance(Duration.ofMillis(20));
      }
    }
    return stopped;
  }
}
