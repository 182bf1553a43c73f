// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.policy.cel.Condition.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is refuted without evaluation is what the evaluation says no to. */
final class RefuterTest {

  private static final List<String> PARTS =
      List.of(
          "args.n > 3",
          "args.n < 3",
          "args.n <= 3",
          "args.n == 3",
          "args.n != 3",
          "args.n >= 9223372036854775807",
          "args.text == \"a\"",
          "args.text != \"a\"",
          "args.text < \"b\"",
          "args.flag == true",
          "args.flag != true",
          "args[\"n\"] < 3",
          "3 < args.n",
          "has(args.n)",
          "args.list.exists(x, x > 3)",
          "args.deep.n == 3",
          "args == {\"n\": 3}",
          "upstream == \"db\"",
          "upstream != \"db\"",
          "session.risk > 20",
          "session.task == \"\"",
          "!(args.n == 3)",
          "(args.n == 3 || args.text == \"a\")",
          "size(args.text) > 3",
          "tool.known");

  private static final List<String> VALUES =
      List.of(
          "2",
          "3",
          "4",
          "3.0",
          "2.5",
          "-1",
          "1e400",
          "92233720368547758070",
          "\"a\"",
          "\"b\"",
          "\"3\"",
          "true",
          "false",
          "null",
          "[4]",
          "{\"n\":3}");

  private final PolicyLanguage language = new PolicyLanguage();
  private final Map<String, Condition> known = new HashMap<>();

  /** Also where a part fails: an error and a no are a no. */
  @Test
  void answers_asTheEvaluationDoes() {
    Random random = new Random(7);
    int refuted = 0;
    for (int i = 0; i < 20_000; i++) {
      Condition condition = condition(random);
      String arguments = arguments(random);
      Map<String, Object> others = others(random);

      Answer quick = condition.holds(facts(arguments, others));
      Object evaluated = condition.evaluate(facts(arguments, others));

      Object expected =
          quick instanceof Answer.Yes ? (Object) true : quick instanceof Answer.No ? false : quick;
      assertThat(evaluated).as("%s of %s", condition.text(), arguments).isEqualTo(expected);
      refuted += quick instanceof Answer.No ? 1 : 0;
    }
    assertThat(refuted).isBetween(5_000, 19_000);
  }

  /** Nothing is evaluated: what cannot be read would have failed. */
  @Test
  void refutes_whateverTheOtherPartsAre() {
    Condition condition = read("args.n > 3 && upstream == \"mail\"");

    assertThat(condition.holds(facts("no JSON", others(new Random(1)))))
        .isInstanceOf(Answer.No.class);
  }

  private Condition condition(Random random) {
    List<String> parts = new ArrayList<>(PARTS);
    Collections.shuffle(parts, random);
    String text = String.join(" && ", parts.subList(0, 1 + random.nextInt(2)));
    return known.computeIfAbsent(text, this::read);
  }

  private Condition read(String text) {
    return requireNonNull(language.condition(text).condition(), text);
  }

  private static String arguments(Random random) {
    List<String> members = new ArrayList<>();
    for (String name : List.of("n", "text", "flag", "list", "deep")) {
      if (random.nextInt(4) > 0) {
        members.add("\"" + name + "\":" + VALUES.get(random.nextInt(VALUES.size())));
      }
    }
    return random.nextInt(20) == 0 ? "no JSON" : "{" + String.join(",", members) + "}";
  }

  private static Map<String, Object> others(Random random) {
    return Map.of(
        "upstream", random.nextBoolean() ? "db" : "files",
        "session",
            Map.of("risk", (long) random.nextInt(40), "task", random.nextBoolean() ? "" : "t"),
        "tool", Map.of("known", random.nextBoolean()));
  }

  private static Facts facts(String arguments, Map<String, Object> others) {
    return new Facts(name -> name.equals("args") ? JsonValues.of(arguments) : others.get(name));
  }
}
