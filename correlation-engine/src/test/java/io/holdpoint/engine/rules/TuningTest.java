// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.engine.kit.RuleTests;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.verdict.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TuningTest {
  private static final String MAILS =
      """
      apiVersion: holdpoint/v1
      kind: Rule
      id: ACME-LOOP-001
      title: Many mails
      description: More mails in a minute than anybody writes.
      scope: session
      params:
        most: {type: integer, default: 3, min: 2, max: 20}
        mailers: {type: list, default: [m/send, m/reply]}
      macros:
        mail: egress = true and tool in ${mailers}
        much-mail: ${mail} and argumentsSize >= 0
      overrides:
        - where: {principal: [batch-*]}
          params: {most: 6}
        - where: {principal: [batch-9, other]}
          params: {most: 4, mailers: [m/bulk]}
      detect:
        rate: {of: "ToolCall(${much-mail})", at-least: "${most}", within: 1m}
      action: {verdict: alert}
      explain: "{principal} sends many mails."
      tests:
        positive:
          - name: three mails of anybody
            events: [{at: 0s, tool: m/send, effects: [egress], repeat: 3, every: 1s}]
            expect: {fired: 1, step: 3}
          - name: six mails of a batch agent
            events:
              - {at: 0s, principal: batch-9, tool: m/send, effects: [egress], repeat: 6, every: 1s}
            expect: {fired: 1, step: 6}
          - name: four of another tool of another agent
            events:
              - {at: 0s, principal: other, tool: m/bulk, effects: [egress], repeat: 4, every: 1s}
            expect: {fired: 1, step: 4}
        negative:
          - name: five mails of a batch agent
            events:
              - {at: 0s, principal: batch-1, tool: m/send, effects: [egress], repeat: 5, every: 1s}
          - name: what is mail for the others is none for that agent
            events:
              - {at: 0s, principal: other, tool: m/send, effects: [egress], repeat: 9, every: 1s}
      """;

  private static final String LARGE =
      """
      apiVersion: holdpoint/v1
      kind: Rule
      id: ACME-CHAIN-001
      title: A large mail
      description: A mail larger than anybody writes.
      params:
        most: {type: integer, default: 3, min: 2, max: 20}
      macros:
        mail: egress = true and tool in ${mailers}
      detect: {filter: "ToolCall(${mail} and argumentsSize > ${most})"}
      action: {verdict: alert}
      explain: "{principal} sends a large mail."
      """;
  private static final String SMALL = LARGE.replace(" and tool in ${mailers}", "");

  @Test
  void overrides_judgeOnlyTheirOwn() {
    RuleTests.verify(RuleSet.of("a.yaml", MAILS));
  }

  @Test
  void overrides_areHeldToTheDeclaration() {
    assertThat(messages(MAILS.replace("most: 6", "most: 60")))
        .singleElement()
        .asString()
        .startsWith("a.yaml:15:20: overrides[0].params.most: got \"60\" (expected: 2 to 20)");
    assertThat(messages(MAILS.replace("most: 6", "least: 6")))
        .anyMatch(m -> m.contains("overrides[0].params.least: got no parameter"));
    assertThat(messages(MAILS.replace("{principal: [batch-*]}", "{colour: [red]}")))
        .anyMatch(m -> m.contains("overrides[0].where.colour: got colour"));
    assertThat(messages(MAILS.replace("[m/bulk]", "[]")))
        .anyMatch(m -> m.contains("overrides[1].params.mailers: got no texts"));
  }

  @Test
  void macros_mayNotGoRound_orGrowWithoutEnd() {
    assertThat(messages(MAILS.replace("mail: egress", "mail: ${much-mail} and egress")))
        .anyMatch(m -> m.contains("macros.mail: got [much-mail]"));
    StringBuilder bomb = new StringBuilder("macros:\n  m0: egress = true and pay = true\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("  m%d: ${m%d} and ${m%d}\n".formatted(i, i - 1, i - 1));
    }
    assertThat(messages(MAILS.replace("macros:\n", bomb.toString())))
        .anyMatch(m -> m.contains("more than 10000 characters"));
  }

  @Test
  void shared_wordsServeSeveralRules(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), LARGE);
    Files.writeString(
        folder.resolve("shared.yaml"),
        """
        apiVersion: holdpoint/v1
        kind: Shared
        lists:
          mailers: [m/send, "m/o'neill"]
        """);

    RuleSet rules = RuleSet.load(List.of(folder), false, null);

    assertThat(rules.rule("ACME-CHAIN-001").orElseThrow().epl())
        .contains("tool in ('m/send', 'm/o\\'neill')");
    assertThat(rules.text("ACME-CHAIN-001")).contains("kind: Rule").contains("kind: Shared");
    Files.delete(folder.resolve("shared.yaml"));
    assertThat(problems(List.of(folder))).anyMatch(m -> m.contains("macros.mail: got [mailers]"));
  }

  @Test
  void tuning_changesAShippedRule_withoutItsFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("loop.yaml");
    Files.writeString(
        file,
        """
        apiVersion: holdpoint/v1
        kind: Tuning
        rule: HP-LOOP-001
        description: Our poller asks often.
        params: {quick: 8}
        mode: shadow
        overrides:
          - where: {principal: [poller]}
            params: {times: 30}
        exceptions:
          - {name: ours, where: {tool: [jobs/status]}, owner: ops, reason: polls, expires: 2030-01-01}
        """);

    RuleSet rules = RuleSet.load(List.of(file), false, null);

    Rule tuned = rules.rule("HP-LOOP-001").orElseThrow();
    assertThat(rules.rules()).hasSize(1);
    assertThat(tuned.mode()).isEqualTo(Mode.SHADOW);
    assertThat(tuned.epl()).contains("= 8").doesNotContain("${");
    assertThat(tuned.variants().getFirst().text().toString()).contains("% 30 = 0");
    assertThat(tuned.conduct().exemptions()).hasSize(1);
    assertThat(rules.text("HP-LOOP-001")).contains("kind: Tuning");
    assertThat(rules.notIn(RuleSet.load(List.of(), true, null))).containsExactly(tuned.ref());
  }

  @Test
  void tuning_isHeldToTheRule(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), SMALL);
    Path tuning = folder.resolve("t.yaml");

    Files.writeString(tuning, tuning("ACME-CHAIN-001", "params: {most: 100}"));
    assertThat(problems(List.of(folder)))
        .singleElement()
        .asString()
        .contains("t.yaml:4:16: params.most.default: got \"100\" (expected: 2 to 20)");
    Files.writeString(tuning, tuning("ACME-CHAIN-001", "params: {least: 1}"));
    assertThat(problems(List.of(folder))).anyMatch(m -> m.contains("params.least: got no param"));
    Files.writeString(tuning, tuning("ACME-CHAIN-002", "mode: off"));
    assertThat(problems(List.of(folder))).anyMatch(m -> m.contains("expected: a rule that is"));
    Files.writeString(tuning, tuning("ACME-CHAIN-001", "action: {verdict: alert}"));
    assertThat(problems(List.of(folder))).anyMatch(m -> m.contains("action: unknown key"));
    Files.writeString(tuning, tuning("ACME-CHAIN-001", "mode: off"));
    Files.writeString(folder.resolve("u.yaml"), tuning("ACME-CHAIN-001", "mode: off"));
    assertThat(problems(List.of(folder))).anyMatch(m -> m.contains("got ACME-CHAIN-001 again"));
  }

  @Test
  void brokenTuning_keepsTheTunedRule(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), SMALL);
    Path tuning = folder.resolve("t.yaml");
    Files.writeString(tuning, tuning("ACME-CHAIN-001", "mode: enforce"));
    RuleSet before = RuleSet.load(List.of(folder), false, null);

    for (String broken : List.of("mode: [", "mode: on", "params: {least: 1}")) {
      Files.writeString(tuning, tuning("ACME-CHAIN-001", broken));
      RuleSet.Checked after = RuleSet.check(Compiling.here(null), List.of(folder), false);
      RuleSet kept = after.rules().keeping(before, java.util.Set.of(tuning.toString()));

      assertThat(after.problems()).as(broken).isNotEmpty();
      assertThat(kept.rule("ACME-CHAIN-001").orElseThrow().mode()).isEqualTo(Mode.ENFORCE);
      assertThat(kept.compiled()).as(broken).hasSize(1);
    }
  }

  private static String tuning(String rule, String more) {
    return "apiVersion: holdpoint/v1\nkind: Tuning\nrule: " + rule + "\n" + more + "\n";
  }

  private static List<String> messages(String text) {
    DocumentException refused =
        catchThrowableOfType(DocumentException.class, () -> RuleSet.of("a.yaml", text));
    assertThat(refused).isNotNull();
    return refused.problems().stream().map(Problem::toString).toList();
  }

  private static List<String> problems(List<Path> files) {
    return RuleSet.check(Compiling.here(null), files, false).problems().stream()
        .map(Problem::toString)
        .toList();
  }
}
