// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.record.MemoryRecord;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.server.backtest.BacktestReport.RuleLine;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BacktestTest {
  private static final RuleSet SECOND_MAIL =
      RuleSet.of(
          "HP-CHAIN-001.yaml",
          """
          apiVersion: holdpoint/v1
          kind: Rule
          id: HP-CHAIN-001
          version: 9
          title: A mail late in a session
          description: For a test.
          detect: {filter: "ToolCall(egress = true and calls >= 3)"}
          action: {verdict: deny}
          mode: shadow
          explain: never
          """);

  private final FakeClock clock = new FakeClock();
  private final MemoryRecord record = new MemoryRecord();

  @Test
  void counts_whatRulesWouldHaveDone_besideThoseInForce() {
    RecordedDays.play(record, clock);
    BacktestReport report = run(Instant.EPOCH);

    assertThat(report.sessions()).isEqualTo(20);
    assertThat(report.calls()).isEqualTo(80);
    RuleLine tried = report.candidate().getFirst();
    assertThat(tried.sessions()).isEqualTo(20);
    assertThat(tried.hits()).isEqualTo(20);
    assertThat(tried.blocks()).isEqualTo(20);
    assertThat(tried.contained()).isZero();
    assertThat(tried.firstCall()).isEqualTo(4);
    assertThat(tried.mode()).isEqualTo("shadow");
    assertThat(tried.agents()).hasSize(1);
    assertThat(tried.agents().getFirst().agent()).isEqualTo("support-triage 2.4.1");
    assertThat(tried.agents().getFirst().hit()).isEqualTo(20);
    RuleLine now =
        report.active().stream()
            .filter(l -> l.rule().equals("HP-CHAIN-001"))
            .findFirst()
            .orElseThrow();
    assertThat(now.sessions()).isEqualTo(4);
    assertThat(now.firstCall()).isEqualTo(3);
    assertThat(now.contained()).isEqualTo(4);
    assertThat(report.differences()).hasSize(1);
    assertThat(report.differences().getFirst().candidateOnlyCount()).isEqualTo(16);
    assertThat(report.differences().getFirst().activeOnlyCount()).isZero();
  }

  @Test
  void counts_onlyWhatCameSince_butKnowsWhatCameBefore() {
    RecordedDays.play(record, clock);
    BacktestReport report = run(Fixtures.NOW.plus(Duration.ofDays(1)));

    assertThat(report.sessions()).isEqualTo(10);
    assertThat(report.candidate().getFirst().sessions()).isEqualTo(10);
  }

  @Test
  void stops_whereItIsTold() {
    RecordedDays.play(record, clock);
    Pace pace = new Pace(1);
    pace.stop();
    BacktestReport report =
        new Backtest(SECOND_MAIL, null, EngineSettings.DEFAULTS).run(record, Instant.EPOCH, pace);
    assertThat(report.calls()).isLessThan(2);
    assertThat(report.active()).isEmpty();
  }

  private BacktestReport run(Instant since) {
    return new Backtest(SECOND_MAIL, RecordedDays.SHIPPED, EngineSettings.DEFAULTS)
        .run(record, since, new Pace(1));
  }
}
