// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static io.holdpoint.engine.EngineFixture.READ_SECRET;
import static io.holdpoint.engine.EngineFixture.SEND_MAIL;
import static io.holdpoint.engine.EngineFixture.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.holdpoint.engine.live.LiveRules;
import io.holdpoint.engine.live.RuleLog;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord.RuleActivated;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.verdict.RuleRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveRulesTest {
  private static final String HEAD =
      """
      apiVersion: holdpoint/v1
      kind: Rule
      title: A rule that changes
      description: While the engine runs.
      explain: "{tool}"
      mode: enforce
      """;
  private static final String SEQUENCE =
      HEAD
          + """
          id: ACME-CHAIN-001
          action: {verdict: hold}
          detect:
            sequence:
              steps: [ToolResult(secretResult = true), ToolCall(egress = true)]
              within: 1h
          """;
  private static final String FACTS =
      HEAD
          + """
          id: ACME-CHAIN-002
          action: {verdict: deny}
          detect: {filter: ToolCall(egress = true and secretSeen = true)}
          """;

  @TempDir private Path folder = Path.of("unset");

  private final InMemoryJournal journal = new InMemoryJournal();
  private EngineFixture fixture = new EngineFixture();
  private LiveRules live = live(RuleSet.load(List.of(), false, null));

  @BeforeEach
  void start() throws IOException {
    close();
    write("a.yaml", SEQUENCE);
    RuleSet rules = RuleSet.load(List.of(folder), false, null);
    fixture = new EngineFixture(settings(), rules);
    live = live(rules);
  }

  @AfterEach
  void close() {
    live.close();
    fixture.close();
  }

  @Test
  void newRuleOverFacts_seesThePast_andOthersKeepTheirState() throws IOException {
    Session session = Fixtures.session(1);
    fixture.call(session, READ_SECRET);
    write("b.yaml", FACTS);

    LiveRules.Report report = live.reload();

    assertThat(report.activated()).containsExactly(new RuleRef("ACME-CHAIN-002", 1));
    assertThat(report.problems()).isEmpty();
    assertThat(fixture.call(session, SEND_MAIL).decision().contributions())
        .extracting(voice -> String.valueOf(voice.reason().rule()))
        .contains("ACME-CHAIN-001 v1", "ACME-CHAIN-002 v1");
  }

  @Test
  void metadataOnly_keepsEvenTheRulesOwnState() throws IOException {
    Session session = Fixtures.session(1);
    fixture.call(session, READ_SECRET);
    write("a.yaml", SEQUENCE.replace("hold}", "deny}") + "version: 2\n");

    assertThat(live.reload().activated()).containsExactly(new RuleRef("ACME-CHAIN-001", 2));

    assertThat(verdict(fixture.call(session, SEND_MAIL))).isEqualTo("deny");
  }

  @Test
  void otherLogic_beginsAnew() throws IOException {
    Session session = Fixtures.session(1);
    fixture.call(session, READ_SECRET);
    write("a.yaml", SEQUENCE.replace("1h", "2h"));

    live.reload();

    assertThat(verdict(fixture.call(session, SEND_MAIL))).isEqualTo("permit");
    fixture.call(session, READ_SECRET);
    assertThat(verdict(fixture.call(session, SEND_MAIL))).isEqualTo("hold");
  }

  @Test
  void brokenFile_keepsTheVersionThatWorked_andSaysSo() throws IOException {
    write("a.yaml", SEQUENCE.replace("within: 1h", "within: 1y"));
    write("b.yaml", FACTS);

    LiveRules.Report report = live.reload();

    assertThat(report.activated()).containsExactly(new RuleRef("ACME-CHAIN-002", 1));
    assertThat(report.problems())
        .singleElement()
        .asString()
        .contains("a.yaml:12:13: detect.sequence.within: got \"1y\"");
    Session session = Fixtures.session(1);
    fixture.call(session, READ_SECRET);
    assertThat(live.inForce().rule("ACME-CHAIN-001")).isPresent();
    assertThat(fixture.call(session, SEND_MAIL).decision().contributions()).hasSize(2);
  }

  @Test
  void removedFile_takesItsRuleOutOfForce() throws IOException {
    Files.delete(folder.resolve("a.yaml"));

    assertThat(live.reload().retired()).containsExactly(new RuleRef("ACME-CHAIN-001", 1));

    Session session = Fixtures.session(1);
    fixture.call(session, READ_SECRET);
    assertThat(verdict(fixture.call(session, SEND_MAIL))).isEqualTo("permit");
  }

  @Test
  void journal_holdsEveryActivatedVersionOnce() throws IOException {
    write("a.yaml", SEQUENCE + "version: 2\n");
    live.reload();
    live.reload();
    RuleSet rules = live.inForce();
    live.close();
    RuleLog again = new RuleLog(journal);
    journal.replay(again::restore);
    live = new LiveRules(settings(), fixture.engine, rules, again, fixture.clock);
    Files.delete(folder.resolve("a.yaml"));
    live.reload();

    assertThat(journal.records())
        .extracting(r -> (RuleActivated) r)
        .extracting(RuleActivated::rule, r -> r.text().isEmpty())
        .containsExactly(
            tuple(new RuleRef("ACME-CHAIN-001", 1), false),
            tuple(new RuleRef("ACME-CHAIN-001", 2), false),
            tuple(new RuleRef("ACME-CHAIN-001", 2), true));
  }

  @Test
  void change_isNoticedWithoutAWord() throws IOException {
    live.start();
    write("b.yaml", FACTS);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> live.inForce().rule("ACME-CHAIN-002").isPresent());
  }

  private LiveRules live(RuleSet rules) {
    return new LiveRules(settings(), fixture.engine, rules, new RuleLog(journal), fixture.clock);
  }

  private EngineSettings settings() {
    return new EngineSettings(
        1, List.of(folder), false, Duration.ofSeconds(20), 1_000, 1_000, 50, null);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
