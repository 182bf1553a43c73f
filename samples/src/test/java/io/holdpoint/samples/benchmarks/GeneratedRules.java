// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

import io.holdpoint.engine.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rules of the usual kinds, no two alike, none of which a harmless fleet matches. */
final class GeneratedRules {

  private static final List<String> FILTERS =
      List.of(
          "destroy = true and untrustedSeen = true and calls > %d",
          "exec = true and (secretSeen = true or privateSeen = true) and denied >= %d",
          "write = true and secretSeen = true and argumentsSize > %d",
          "newTool = true and baselineSessions >= 100 and calls > %d",
          "egress = true and argumentsSize > 100000 + %d",
          "read = true and repeats > 100 + %d",
          "egress = true and privateSeen = true and errors > %d",
          "admin = true and knownTool = false and calls > %d",
          "pay = true and untrustedSeen = true and detections > %d",
          "upstream = 'billing' and write = true and denied > %d");

  private GeneratedRules() {}

  /** The shipped rules and so many generated ones. */
  static RuleSet load(int count) throws IOException {
    Path folder = Files.createTempDirectory("holdpoint-bench-");
    List<Path> files = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        String id = "BENCH-CHAIN-%03d".formatted(i + 1);
        files.add(Files.writeString(folder.resolve(id + ".yaml"), rule(id, i)));
      }
      return RuleSet.load(files, true, null);
    } finally {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  private static String rule(String id, int number) {
    return """
    apiVersion: holdpoint/v1
    kind: Rule
    id: %s
    title: Generated rule %d
    description: One of many, for the benchmark.
    status: experimental
    severity: low
    risk-score: 10
    detect:
      filter: ToolCall(%s)
    action:
      verdict: alert
    mode: enforce
    explain: "{principal} called {tool}."
    """
        .formatted(id, number, FILTERS.get(number % FILTERS.size()).formatted(number));
  }
}
