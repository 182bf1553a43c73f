// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A rule by chance, as a rule file and as its reference.
 *
 * @param id the rule's
 * @param text the file
 * @param rules the file read and compiled
 * @param reference what it means
 */
record RandomRule(String id, String text, RuleSet rules, Reference reference) {
  private static final List<String> BY = List.of("tool", "upstream", "argumentsDigest");

  static RandomRule of(int number, Random random) {
    String id = "ACME-CHAIN-%03d".formatted(number);
    boolean told = random.nextInt(5) == 0;
    Scope scope =
        told
            ? (random.nextBoolean() ? Scope.SESSION : Scope.FLEET)
            : one(List.of(Scope.values()), random);
    List<Pick> pool = told ? Pick.ALL : Pick.STEPS;
    String by = told || random.nextBoolean() ? "" : one(BY, random);
    List<Pick> picks = new ArrayList<>();
    String detect =
        switch (random.nextInt(8)) {
          case 0 -> filter(picks, pool, random);
          case 1 -> baseline(picks, random);
          case 2, 3, 4 -> rate(picks, pool, by, told, random);
          default -> sequence(picks, pool, by, random);
        };
    String text =
        """
        apiVersion: holdpoint/v1
        kind: Rule
        id: %s
        title: By chance
        description: By chance.
        scope: %s
        action: {verdict: alert}
        explain: By chance.
        detect:
        %s
        """
            .formatted(id, scope.word(), detect);
    RuleSet rules = RuleSet.of(id, text);
    Rule rule = rules.rules().getFirst();
    List<Predicate<Object>> java = picks.stream().map(Pick::java).toList();
    return new RandomRule(id, text, rules, new Reference(rule.form(), scope, java));
  }

  private static String filter(List<Pick> picks, List<Pick> pool, Random random) {
    picks.add(one(pool, random));
    return "  filter: " + picks.getFirst().epl();
  }

  private static String baseline(List<Pick> picks, Random random) {
    picks.add(one(Pick.STEPS, random));
    return "  baseline: {of: \"%s\", sessions: %d, new: tool}"
        .formatted(picks.getFirst().epl(), 1 + random.nextInt(30));
  }

  private static String rate(
      List<Pick> picks, List<Pick> pool, String by, boolean told, Random random) {
    picks.add(one(pool, random));
    String measure =
        switch (told ? 0 : random.nextInt(3)) {
          case 0 -> "at-least: " + (2 + random.nextInt(20));
          case 1 -> "distinct: argumentsDigest, at-least: " + (2 + random.nextInt(3));
          default -> "sum: argumentsSize, at-least: " + (1 + random.nextInt(3000));
        };
    return "  rate: {of: \"%s\", %s, within: %ds%s}"
        .formatted(picks.getFirst().epl(), measure, seconds(random), listOf(by));
  }

  private static String sequence(List<Pick> picks, List<Pick> pool, String by, Random random) {
    int steps = 2 + random.nextInt(4);
    StringBuilder detect = new StringBuilder("  sequence:\n    steps:\n");
    for (int i = 0; i < steps; i++) {
      picks.add(one(pool, random));
      detect.append("      - ").append(picks.getLast().epl()).append('\n');
    }
    if (random.nextInt(3) == 0) {
      picks.add(one(pool, random));
      detect.append("    unless: ").append(picks.getLast().epl()).append('\n');
    }
    if (!by.isEmpty()) {
      detect.append("    by: [").append(by).append("]\n");
    }
    detect.append("    any-order: ").append(random.nextInt(4) == 0).append('\n');
    return detect.append("    within: ").append(seconds(random)).append("s").toString();
  }

  private static String listOf(String by) {
    return by.isEmpty() ? "" : ", by: [" + by + "]";
  }

  private static int seconds(Random random) {
    return 2 + random.nextInt(60);
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
