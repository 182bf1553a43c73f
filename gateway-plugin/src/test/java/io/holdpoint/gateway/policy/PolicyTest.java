// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.gateway.testing.NameCatalogue;
import io.holdpoint.gateway.testing.PolicyTexts;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.InMemoryJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Policies without a gateway. */
final class PolicyTest {

  private static final PolicyReader READER = new PolicyReader(new PolicyLanguage());
  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private static final List<String> CLAUSES =
      List.of(
          "{id: may, tools: [a/*], do: permit}",
          "{id: held, when: 'args.?n.orValue(0) > 5', do: hold, hold: {for: 5m}}",
          "{id: held-longer, when: 'args.?n.orValue(0) > 6', do: hold, hold: {for: 9m}}",
          "{id: never, groups: [guests], do: deny}",
          "{id: hidden, when: 'session.risk > 50', do: mask, mask: {types: [email]}}");

  private static Policy policy(List<String> clauses, String more) {
    return READER.read(
        List.of(PolicyTexts.of(more + "clauses:\n  - " + String.join("\n  - ", clauses) + "\n")));
  }

  private static Explanation explain(Policy policy, String call) {
    List<Problem> problems = new ArrayList<>();
    CallSketch sketch = Explanation.call(PolicyTexts.plain(call), problems);
    assertThat(problems).isEmpty();
    return Explanation.of(policy, sketch, new NameCatalogue(), NOW);
  }

  @Test
  void combines_denyBeforeHoldBeforePermit_inAnyOrder() {
    List<String> clauses = new ArrayList<>(CLAUSES);
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(clauses, random);
      Policy policy = policy(clauses, "");
      assertThat(explain(policy, "tool: a/b").verdict()).isEqualTo("permit");
      assertThat(explain(policy, "{tool: a/b, arguments: {n: 7}}").verdict()).isEqualTo("hold");
      assertThat(
              explain(policy, "{tool: a/b, arguments: {n: 7}, as: {groups: [guests]}}").verdict())
          .isEqualTo("deny");
    }
  }

  @Test
  void deniesWhatNoClausePermits_whereThePolicySaysSo() {
    Policy policy = policy(CLAUSES, "otherwise: deny\n");
    assertThat(explain(policy, "tool: a/b").verdict()).isEqualTo("permit");
    Explanation other = explain(policy, "{tool: z/b, session: {risk: 90}}");
    assertThat(other.verdict()).isEqualTo("deny");
    assertThat(other.reasons().getFirst()).contains("No clause permits it");
    assertThat(other.applied()).containsExactly("hidden");
  }

  @Test
  void explainsWhyTheOthersDidNotDecide() {
    Explanation explanation = explain(policy(CLAUSES, ""), "{tool: z/b, arguments: {n: 7}}");
    assertThat(explanation.clauses())
        .extracting(line -> line.id() + ": " + line.why())
        .containsExactly(
            "may: it is about other tools, effects or kinds of steps",
            "held: it applies",
            "held-longer: it applies",
            "never: it is about other principals or groups",
            "hidden: its condition does not hold");
  }

  @Test
  void reportsEveryFaultWithItsPlace() {
    String text =
        """
        clauses:
          - id: one
            when: tool.nmae == "x"
            do: deny
          - id: two
            when: >-
              size(args) > 1 &&
              session.risk > "high"
            do: hold
          - {id: two, when: "1 +", do: permit, tol: x}
          - {id: four, when: "result.text == ''", do: deny}
        """;
    assertThatThrownBy(() -> READER.read(List.of(PolicyTexts.of(text))))
        .asInstanceOf(type(DocumentException.class))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.position().line() + ":" + p.position().column())
                    .contains("5:15", "10:20"))
        .satisfies(
            e ->
                assertThat(e.problems().toString())
                    .contains("nmae", "tol: unknown key", "\"two\" twice", "on: result"));
  }

  @Test
  void bounds_howLongAConditionMayTake() {
    Policy policy =
        policy(
            List.of(
                "{id: slow, when: 'args.a.all(x, args.a.all(y, args.a.all(z, x + y + z >= 0)))',"
                    + " do: deny}"),
            "");
    String many = String.join(",", Collections.nCopies(100, "1"));
    Explanation explanation = explain(policy, "{tool: a/b, arguments: {a: [" + many + "]}}");
    assertThat(explanation.verdict()).isEqualTo("deny");
    assertThat(explanation.clauses().getFirst().why()).contains("would have taken too long");
  }

  @Test
  void runsItsCases_andTellsWhichFail() {
    Policy policy =
        policy(
            CLAUSES,
            """
            cases:
              - {name: good, call: {tool: a/b, arguments: {n: 7}}, expect: hold, by: [held]}
              - {name: bad, call: {tool: a/b}, expect: deny, by: [never]}
            """);
    assertThat(PolicyTests.run(policy, new NameCatalogue(), NOW))
        .extracting(PolicyTests.Outcome::problem)
        .containsExactly("", "got permit (expected: deny)");
    assertThat(PolicyTests.untested(policy)).containsExactly("held-longer", "hidden", "may");
  }

  @Test
  void keepsTheLastGoodVersion_andNumbersVersionsOverRestarts() {
    AtomicReference<String> text = new AtomicReference<>("clauses: [{id: a, do: deny}]\n");
    PolicySource source = () -> List.of(PolicyTexts.of(requireNonNull(text.get())));
    InMemoryJournal journal = new InMemoryJournal();
    FakeClock clock = new FakeClock();
    Policies policies =
        Policies.open(source, READER, journal, new NameCatalogue(), Map.of(), clock);
    text.set("clauses: [{id: a, when: wrong, do: deny}]\n");
    policies.reload();
    assertThat(policies.status().version()).isEqualTo(1);
    assertThat(policies.status().problem()).contains("wrong");
    text.set("clauses: [{id: a, do: deny}]\n");
    policies.reload();
    assertThat(policies.status().problem()).isEmpty();
    text.set("clauses: [{id: b, do: deny}]\n");
    policies.reload();
    assertThat(policies.status().version()).isEqualTo(2);
    assertThat(policies.status().problem()).isEmpty();
    text.set("clauses: [{id: a, do: deny}]\n");

    Policies again = Policies.open(source, READER, journal, new NameCatalogue(), Map.of(), clock);
    assertThat(again.status().version()).isEqualTo(1);
    assertThat(journal.records())
        .extracting(r -> ((JournalRecord.PolicyActivated) r).version())
        .containsExactly(1, 2, 1);
  }
}
