// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.engine.esper.CompiledEpl;
import io.holdpoint.engine.esper.Match;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.engine.event.Telemetry;
import io.holdpoint.engine.event.ToolCall;
import io.holdpoint.engine.event.ToolResult;
import io.holdpoint.engine.trial.RandomEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Runs rules and events by chance through Esper and through the reference, and compares. */
final class Differential {
  private Differential() {}

  /**
   * Compares.
   *
   * @return how often rules matched
   * @throws AssertionError at the first difference, with all that is needed to see it again
   */
  static long compare(long seed, int rules, int events) {
    Random random = new Random(seed);
    List<RandomRule> chosen = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      chosen.add(RandomRule.of(i + 1, random));
    }
    List<CompiledEpl> compiled =
        chosen.stream().flatMap(rule -> rule.rules().compiled().stream()).toList();
    RandomEvents stream = new RandomEvents(seed, 1 + random.nextInt(8), 100 + random.nextInt(3000));
    long matches = 0;
    try (ShardRuntime runtime = new ShardRuntime(compiled, stream.now())) {
      for (int i = 0; i < events; i++) {
        Object event = stream.next();
        List<Match> rows = send(runtime, event, stream.now());
        matches += rows.size();
        compare(seed, i, event, rows, chosen);
      }
    }
    return matches;
  }

  private static void compare(
      long seed, int number, Object event, List<Match> rows, List<RandomRule> chosen) {
    Set<String> fired = new TreeSet<>();
    rows.forEach(row -> fired.add(row.rule()));
    for (RandomRule rule : chosen) {
      boolean expected = rule.reference().matches(event);
      if (fired.contains(rule.id()) != expected) {
        throw new AssertionError(
            "seed %d, event %d: got %s (expected: %s) of%n%s"
                .formatted(seed, number, !expected, expected, rule.text()));
      }
    }
    for (Match row : rows) {
      boolean sound =
          row.trigger().equals(event)
              && chosen.stream()
                  .filter(rule -> rule.id().equals(row.rule()))
                  .allMatch(rule -> row.chain().isEmpty() || rule.reference().isChain(row.chain()));
      if (!sound) {
        throw new AssertionError("seed %d, event %d: no chain of %s".formatted(seed, number, row));
      }
    }
  }

  private static List<Match> send(ShardRuntime runtime, Object event, long now) {
    return switch (event) {
      case ToolCall call -> runtime.send(call, now);
      case ToolResult result -> runtime.send(result, now);
      case Telemetry told -> runtime.send(told);
      default -> throw new IllegalArgumentException("event: got " + event);
    };
  }
}
