// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdpoint.engine.kit.RuleTests;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShortFormsTest {
  private static final String HEAD =
      """
      apiVersion: holdpoint/v1
      kind: Rule
      id: ACME-CHAIN-001
      title: A short form
      description: What the tests below say.
      action: {verdict: hold}
      mode: enforce
      explain: "{tool} completes it."
      params:
        window: {type: duration, default: 10m, min: 1m, max: 1h}
        times: {type: integer, default: 3, min: 2, max: 9}
      """;

  private static final String SEQUENCE =
      HEAD
          + """
          detect:
            sequence:
              steps:
                - ToolResult(secretResult = true)
                - ToolCall(write = true)
                - ToolCall(egress = true)
              unless: ToolCall(admin = true)
              within: ${window}
          tests:
            positive:
              - name: three steps with others in between, and again
                events:
                  - {at: 0s, tool: a/secret, labels: [secret]}
                  - {at: 1s, repeat: 3, every: 1s}
                  - {at: 5s, tool: a/write, effects: [write]}
                  - {at: 6s, repeat: 3, every: 1s}
                  - {at: 10m, tool: a/send, effects: [egress]}
                  - {at: 10m, tool: a/send, effects: [egress]}
                expect: {fired: 2, action: hold, step: 9}
              - name: a later beginning counts, not only the first
                events:
                  - {at: 0s, tool: a/secret, labels: [secret]}
                  - {at: 9m, tool: a/secret, labels: [secret]}
                  - {at: 10m, tool: a/write, effects: [write]}
                  - {at: 18m, tool: a/send, effects: [egress]}
                expect: {fired: 1, step: 4}
            negative:
              - name: benign twin, nothing secret
                events:
                  - {at: 0s, tool: a/secret}
                  - {at: 5s, tool: a/write, effects: [write]}
                  - {at: 6s, tool: a/send, effects: [egress]}
              - name: too late
                events:
                  - {at: 0s, tool: a/secret, labels: [secret]}
                  - {at: 5s, tool: a/write, effects: [write]}
                  - {at: 601s, tool: a/send, effects: [egress]}
              - name: another order
                events:
                  - {at: 0s, tool: a/write, effects: [write]}
                  - {at: 5s, tool: a/secret, labels: [secret]}
                  - {at: 6s, tool: a/send, effects: [egress]}
              - name: one call that is two steps is only one
                events:
                  - {at: 0s, tool: a/secret, labels: [secret]}
                  - {at: 6s, tool: a/send, effects: [write, egress]}
              - name: an administrator came between
                events:
                  - {at: 0s, tool: a/secret, labels: [secret]}
                  - {at: 5s, tool: a/write, effects: [write]}
                  - {at: 6s, tool: a/admin, effects: [admin]}
                  - {at: 7s, tool: a/send, effects: [egress]}
              - name: steps of different sessions
                events:
                  - {at: 0s, session: a, tool: a/secret, labels: [secret]}
                  - {at: 5s, session: b, tool: a/write, effects: [write]}
                  - {at: 6s, session: a, tool: a/send, effects: [egress]}
            evasion:
              - name: a thousand steps of the middle kind
                events:
                  - {at: 0s, tool: a/secret, labels: [secret]}
                  - {at: 1s, tool: a/write, effects: [write], repeat: 1000, every: 100ms}
                  - {at: 5m, tool: a/send, effects: [egress]}
                expect: {fired: 1, step: 1002}
          """;

  private static final String RATE =
      HEAD
          + """
          detect:
            rate: {of: ToolCall(egress = true), at-least: "${times}", within: "${window}", by: [tool]}
          tests:
            positive:
              - name: three of the same tool, and the fourth
                events:
                  - {at: 0s, tool: a/send, effects: [egress]}
                  - {at: 1s, tool: a/mail, effects: [egress]}
                  - {at: 5m, tool: a/send, effects: [egress]}
                  - {at: 10m, tool: a/send, effects: [egress]}
                  - {at: 11m, tool: a/send, effects: [egress]}
                expect: {fired: 2, step: 4}
            negative:
              - name: benign twin, different tools
                events:
                  - {at: 0s, tool: a/send, effects: [egress]}
                  - {at: 1s, tool: a/mail, effects: [egress]}
                  - {at: 5s, tool: a/post, effects: [egress]}
              - name: too slow
                events:
                  - {at: 0s, tool: a/send, effects: [egress], repeat: 9, every: 301s}
          """;

  @Test
  void sequence_findsStepsInOrder() {
    passes(SEQUENCE);
  }

  @Test
  void sequence_inAnyOrder() {
    passes(
        SEQUENCE
            .replace("    within: ${window}", "    within: ${window}\n    any-order: true")
            .replace("another order", "without one of them")
            .replace("{at: 0s, tool: a/write, effects: [write]}", "{at: 0s, tool: a/write}"));
  }

  @Test
  void rate_countsByColumn() {
    passes(RATE);
  }

  @Test
  void rate_countsDifferentValuesAndSums() {
    passes(
        RATE.replace("by: [tool]", "distinct: argumentsDigest")
            .replace(
                "tool: a/send, effects: [egress]}",
                "tool: a/send, effects: [egress], arguments: '@'}")
            .replace("three of the same", "three different"),
        List.of("three different tool, and the fourth: fired: got 0 (expected: 2)"));
    passes(
        HEAD.replace("verdict: hold", "verdict: pause")
            + """
            detect:
              rate: {of: ToolResult(failed = false), sum: resultSize, at-least: 10, within: 1m}
            tests:
              positive:
                - name: ten bytes in a minute
                  events: [{at: 0s, result: 'four'}, {at: 1s, result: 'fourfour'}]
                  expect: {fired: 1, step: 2}
              negative:
                - name: ten bytes in two
                  events: [{at: 0s, result: 'four'}, {at: 62s, result: 'fourfour'}]
            """);
  }

  @Test
  void sequence_takesInTelemetry() {
    passes(
        HEAD
            + """
            detect:
              sequence:
                steps: [Telemetry(name = 'shadow-model' and authenticated = true), ToolCall(pay = true)]
                within: 1m
            tests:
              positive:
                - name: another model, then a payment
                  events:
                    - {at: 0s}
                    - {at: 1s, telemetry: {kind: model-call, name: shadow-model}}
                    - {at: 2s, tool: a/pay, effects: [pay]}
                  expect: {fired: 1, action: hold, step: 3}
              negative:
                - name: told by a stranger
                  events:
                    - {at: 0s}
                    - {at: 1s, telemetry: {name: shadow-model, authenticated: false}}
                    - {at: 2s, tool: a/pay, effects: [pay]}
            """);
  }

  @Test
  void baseline_comparesWithWhatIsUsual() {
    passes(
        HEAD
            + """
            detect:
              baseline: {of: ToolCall(pay = true), sessions: "${times}", new: tool}
            tests:
              positive:
                - name: pays with a tool never used
                  baseline: {sessions: 5, tools: [a/look]}
                  events: [{at: 0s, tool: a/pay, effects: [pay]}]
                  expect: {fired: 1, step: 1}
              negative:
                - name: benign twin, looks with it
                  baseline: {sessions: 5, tools: [a/look]}
                  events: [{at: 0s, tool: a/pay}]
                - name: hardly known, no baseline is frozen yet
                  baseline: {sessions: 4, tools: [a/look]}
                  events: [{at: 0s, tool: a/pay, effects: [pay]}]
            """);
  }

  @Test
  void reports_whereAFormIsWrong() {
    assertThat(problems(SEQUENCE.replace("write = true)", "writes = true)")))
        .singleElement()
        .asString()
        .startsWith("a.yaml:16:18: detect: ")
        .contains("'writes'");
    assertThat(problems(SEQUENCE.replace("within: ${window}", "within: ${times}")))
        .singleElement()
        .asString()
        .startsWith("a.yaml:19:13: detect.sequence.within: got ${times}");
    assertThat(
            problems(SEQUENCE.replace("- ToolCall(write = true)", "- ToolCall(a) -> ToolCall(b)")))
        .anyMatch(p -> p.startsWith("a.yaml:16:9: detect: steps: got \"ToolCall(a) ->"));
    assertThat(problems(RATE.replace("by: [tool]", "by: [tools]")))
        .singleElement()
        .asString()
        .contains("detect.rate.by: got tools (expected: a column of ToolCall)");
    assertThat(problems(RATE.replace("at-least: \"${times}\"", "at-least: 1")))
        .singleElement()
        .asString()
        .contains("detect.rate.at-least: got \"1\" (expected: 2 to 1000)");
    assertThat(problems(HEAD + "detect: {baseline: {sessions: 3, new: socks}}"))
        .singleElement()
        .asString()
        .contains("got newSocks (expected: a column of ToolCall)");
    assertThat(problems(HEAD + "detect: {}")).anyMatch(p -> p.contains("got no form"));
  }

  private static void passes(String text) {
    passes(text, List.of());
  }

  private static void passes(String text, List<String> exceptions) {
    List<String> failures =
        RuleTests.run(RuleSet.of("a.yaml", text)).stream()
            .filter(r -> !r.passed())
            .map(r -> r.test().name() + ": " + String.join("; ", r.problems()))
            .toList();
    assertThat(failures).isEqualTo(exceptions);
  }

  private static List<String> problems(String text) {
    DocumentException refused =
        catchThrowableOfType(DocumentException.class, () -> RuleSet.of("a.yaml", text));
    assertThat(refused).isNotNull();
    return refused.problems().stream().map(Problem::toString).toList();
  }
}
