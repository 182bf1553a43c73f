// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdpoint.engine.rules.forms.Shared;
import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleSetTest {
  private static final String GOOD =
      """
      apiVersion: holdpoint/v1
      kind: Rule
      id: ACME-CHAIN-001
      title: Payment after untrusted text
      description: Somebody else's text came in, then money goes out.
      params:
        limit: {type: integer, default: 3}
      detect:
        filter: ToolCall(pay = true and untrustedSeen = true and repeats < ${limit})
        evidence: [untrusted]
      action: {verdict: hold, limit: 2m}
      mode: enforce
      explain: "{principal} pays with {tool} after reading {source}."
      """;

  @Test
  void lists_theShippedRules() {
    RuleSet shipped = RuleSet.load(List.of(), true, null);

    assertThat(shipped.rules())
        .extracting(Rule::id)
        .hasSizeGreaterThanOrEqualTo(50)
        .contains(
            "HP-CHAIN-001",
            "HP-DRIFT-001",
            "HP-DRIFT-002",
            "HP-DRIFT-003",
            "HP-DRIFT-004",
            "HP-DRIFT-005",
            "HP-INJ-001",
            "HP-INJ-002",
            "HP-INJ-003",
            "HP-LOOP-001",
            "HP-LOOP-002");
    Rule chain = shipped.rule("HP-CHAIN-001").orElseThrow();
    assertThat(chain.kind()).isEqualTo(DetectionKind.CHAIN);
    assertThat(chain.action()).isEqualTo(Action.KILL);
    assertThat(chain.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(chain.runbook()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void ships_rulesThatUseOrderTimeOrNumbers_alsoAcrossSessions() {
    List<Rule> rules = RuleSet.load(List.of(), true, null).rules();

    assertThat(rules).hasSizeGreaterThanOrEqualTo(40);
    assertThat(rules.stream().filter(Rule::memory)).hasSizeGreaterThanOrEqualTo(12);
    assertThat(rules.stream().filter(rule -> rule.crossesSessions() && rule.runsInFleet()))
        .hasSizeGreaterThanOrEqualTo(6);
    assertThat(rules.stream().map(Rule::kind).distinct())
        .as("all families; TOOL is the gateway's")
        .hasSize(DetectionKind.values().length - 1);
  }

  @Test
  void rules_overColumnsNamedLikeEvents_judgeInTheShard() {
    RuleSet shipped = RuleSet.load(List.of(), true, null);
    Rule rule = shipped.rule("HP-EVADE-002").orElseThrow();

    assertThat(rule.epl()).contains("resourceRefused");
    assertThat(rule.runsInFleet()).isFalse();
    assertThat(shipped.rules().stream().filter(r -> r.runsInFleet() && !r.crossesSessions()))
        .as("in the fleet they could not hold or deny")
        .extracting(Rule::action)
        .isSubsetOf(Action.ALERT, Action.PAUSE, Action.KILL);
  }

  @Test
  void ships_everyFileOfTheRulesFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("rules"))) {
      assertThat(files.map(f -> f.getFileName().toString()).sorted())
          .containsExactlyElementsOf(RuleSet.SHIPPED);
    }
  }

  @Test
  void finds_theShippedRulesCompiledInTheClassPath() throws IOException {
    Path compiled = Path.of("target/classes/io/holdpoint/engine/compiled");
    try (Stream<Path> files = Files.list(compiled)) {
      assertThat(files).hasSameSizeAs(RuleSet.SHIPPED);
    }
  }

  @Test
  void reads_aFolder(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), GOOD);
    Files.writeString(folder.resolve("notes.txt"), "not a rule");

    RuleSet rules = RuleSet.load(List.of(folder), false, null);

    assertThat(rules.rules()).extracting(Rule::id).containsExactly("ACME-CHAIN-001");
    assertThat(rules.rules().getFirst().epl()).contains("repeats < 3");
  }

  @Test
  void reports_everyProblemOfEveryFile(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        GOOD.replace("ACME-CHAIN-001", "acme").replace("hold,", "block,").replace("{source}", "{x}")
            + "colour: red\n");
    Files.writeString(folder.resolve("b.yaml"), GOOD);
    Files.writeString(folder.resolve("c.yaml"), GOOD.replace("pay = true", "pays = true"));
    Files.writeString(folder.resolve("d.yaml"), "kind: [");

    String a = folder.resolve("a.yaml") + ":";
    assertThat(messages(List.of(folder, folder.resolve("missing.yaml"))))
        .anyMatch(m -> m.startsWith(a + "3:5: id: got \"acme\""))
        .anyMatch(m -> m.startsWith(a + "11:19: action.verdict: got \"block\""))
        .anyMatch(m -> m.startsWith(a + "13:10: explain: got {x}"))
        .anyMatch(m -> m.startsWith(a + "14:9: colour: unknown key"))
        .anyMatch(m -> m.contains("c.yaml:3:5: id: got ACME-CHAIN-001 again"))
        .anyMatch(m -> m.contains("d.yaml:1:") && m.contains("yaml:"))
        .anyMatch(m -> m.contains("missing.yaml:1:1: rules: got NoSuchFileException"));
  }

  @Test
  void maps_compileErrorsToTheFile() {
    assertThat(messages(GOOD.replace("pay = true and", "pay = = true and")))
        .singleElement()
        .asString()
        .startsWith("a.yaml:9:26: detect: Incorrect syntax");
    assertThat(messages(GOOD.replace("pay = true", "pays = true")))
        .singleElement()
        .asString()
        .startsWith("a.yaml:9:")
        .contains("'pays'");
  }

  @Test
  void maps_compileErrorsOfABlockToItsLine() {
    String block =
        GOOD.replace(
            "  filter: ToolCall(pay = true and untrustedSeen = true and repeats < ${limit})",
            """
              epl: |
                select *
                from ToolCall(pay = true
                  and repeats < = ${limit})\
            """);

    assertThat(messages(block))
        .singleElement()
        .asString()
        .startsWith("a.yaml:12:21: detect: Incorrect syntax");
  }

  @Test
  void refuses_whatCannotBeMeant() {
    assertThat(messages(GOOD.replace("${limit}", "${limits}")))
        .anyMatch(m -> m.contains("${limits}"));
    assertThat(messages(GOOD.replace("  filter:", "  epl: select * from ToolCall\n  filter:")))
        .anyMatch(m -> m.contains("got filter and epl"));
    assertThat(messages(GOOD.replace("ToolCall(pay", "ToolResult(pay")))
        .anyMatch(m -> m.contains("action.verdict: got hold"));
    assertThat(messages(GOOD.replace("default: 3", "default: 3, max: 2")))
        .anyMatch(m -> m.contains("params.limit.default"));
    assertThat(messages(GOOD.replace("holdpoint/v1", "holdpoint/v9")))
        .anyMatch(m -> m.contains("apiVersion: got \"holdpoint/v9\""));
  }

  @Test
  void refuses_metadataThatSaysNothingTrue() {
    assertThat(
            messages(
                GOOD
                    + """
                    uuid: seven
                    date: yesterday
                    tags: {asi: [ASI11], threat: [T0], atlas: [AML.T9999], attack: [T1567]}
                    related: [{id: ACME-CHAIN-000, type: cousin}]
                    suppress: {by: [colour], for: 8d}
                    source: {events: [Telemetry], attributes: [egress]}
                    exceptions:
                      - {name: a, where: {colour: [red]}, owner: b, reason: c, expires: 2026-13-01}
                    on-loss: open
                    """))
        .anyMatch(m -> m.contains("uuid: got \"seven\" (expected: a UUID)"))
        .anyMatch(m -> m.contains("date: got \"yesterday\" (expected: a date"))
        .anyMatch(m -> m.contains("tags.asi: got \"ASI11\" (expected: an id of OWASP Top 10"))
        .anyMatch(m -> m.contains("tags.threat: got \"T0\""))
        .anyMatch(m -> m.contains("tags.atlas: got \"AML.T9999\" (expected: an id of MITRE ATLAS"))
        .noneMatch(m -> m.contains("T1567"))
        .anyMatch(m -> m.contains("related[0].type: got \"cousin\""))
        .anyMatch(m -> m.contains("suppress.by: got colour (expected: a column of ToolCall)"))
        .anyMatch(m -> m.contains("suppress.for: got PT192H"))
        .anyMatch(m -> m.contains("source.events: got Telemetry (expected: an event that detect"))
        .anyMatch(m -> m.contains("source.attributes: got egress (expected: a column that detect"))
        .anyMatch(m -> m.contains("exceptions[0].where.colour: got colour"))
        .anyMatch(m -> m.contains("exceptions[0].expires: got \"2026-13-01\""))
        .anyMatch(
            m -> m.contains("on-loss: got \"open\" (expected: one of by-effect, hold, deny)"));
  }

  @Test
  void refuses_rungsThatNoRuleCanAskFor() {
    assertThat(messages(GOOD.replace("verdict: hold", "verdict: throttle")))
        .anyMatch(m -> m.contains("action.verdict: got throttle (expected: alert, restrict"));
    assertThat(messages(GOOD.replace("verdict: hold", "verdict: kill, scope: agent")))
        .anyMatch(m -> m.contains("action.scope: got agent for kill (expected: session or tree"));
    assertThat(messages(GOOD.replace("verdict: hold", "verdict: restrict")))
        .anyMatch(m -> m.contains("action.effects: got 0 (expected: the effects that go on"));
  }

  @Test
  void asksForEvidence_beforeAShippedRuleStopsAnybody() {
    String stops = GOOD.replace("ACME", "HP");
    assertThat(problems(() -> reader(stops).read()))
        .singleElement()
        .asString()
        .contains("mode: got enforce without promotion");
    String shown =
        """
        promote-when: {min-sessions: 500, max-false-per-1000: 5, min-days: 14}
        promotion: {sessions: 1000, false-positives: 5, days: 14, source: s, by: b, date: 2026-11-22}
        """;
    assertThat(reader(stops + shown).read().rule().promotion().shown()).isPresent();
    assertThat(
            messages(
                stops
                    + shown
                        .replace("sessions: 1000", "sessions: 499")
                        .replace("false-positives: 5", "false-positives: 3")
                        .replace("days: 14,", "days: 13,")))
        .anyMatch(m -> m.contains("promotion.sessions: got 499 (expected: >= 500)"))
        .anyMatch(m -> m.contains("promotion.days: got 13 (expected: >= 14)"))
        .anyMatch(m -> m.contains("promotion.false-positives: got 3 of 499"));
  }

  @Test
  void shippedRules_needAdviceOnTheirRunbooksAtMost() {
    assertThat(RuleSet.load(List.of(), true, null).rules())
        .allSatisfy(
            rule ->
                assertThat(Advice.on(rule, Instant.EPOCH))
                    .allMatch(advice -> advice.message().startsWith("runbook: ")));
  }

  @Test
  void fills_explanationsWithNothingHarmful() {
    Explanation explanation = new Explanation("{principal} called {tool}.");

    String filled =
        explanation.fill(
            Map.of(
                Explanation.Place.PRINCIPAL,
                "a\u202Eb\n",
                Explanation.Place.TOOL,
                "x".repeat(500)));

    assertThat(filled).startsWith("a?b? called x").hasSizeLessThan(150);
  }

  private static RuleReader reader(String text) {
    return new RuleReader(YamlDocuments.parse("a.yaml", text), text, true, Shared.NONE);
  }

  private static List<String> messages(String text) {
    return problems(() -> RuleSet.of("a.yaml", text));
  }

  private static List<String> messages(List<Path> files) {
    return problems(() -> RuleSet.load(files, false, null));
  }

  private static List<String> problems(org.assertj.core.api.ThrowableAssert.ThrowingCallable load) {
    DocumentException refused = catchThrowableOfType(DocumentException.class, load);
    assertThat(refused).isNotNull();
    return refused.problems().stream().map(Problem::toString).toList();
  }
}
