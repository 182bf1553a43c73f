// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.signs;

import io.holdpoint.engine.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rules that match each sign by itself and ask for nothing. Replayed with them alone, no call is
 * ever stopped and every result is shown: what is found then depends on no threshold.
 */
public final class Probes {

  private static final String RULE =
      """
      apiVersion: holdpoint/v1
      kind: Rule
      id: ID
      version: 1
      title: SIGN
      description: Tells of a sign and asks for nothing.
      status: experimental
      severity: low
      risk-score: 0
      scope: session
      detect:
        filter: ToolCall(SIGN = true)
      action:
        verdict: alert
      mode: shadow
      explain: "{tool}: SIGN"
      false-positives: [it is a probe]
      runbook: [none]
      """;

  private final RuleSet rules;
  private final Map<String, Sign> signs = new TreeMap<>();

  /**
   * Compiles a rule for every sign.
   *
   * @throws IOException if the rules cannot be written to a temporary folder
   */
  public Probes() throws IOException {
    Path folder = Files.createTempDirectory("holdpoint-probes");
    List<Path> files = new ArrayList<>();
    try {
      for (Sign sign : Sign.all()) {
        String id = String.format(Locale.ROOT, "PROBE-CHAIN-%03d", files.size() + 1);
        Path file = folder.resolve(id + ".yaml");
        Files.writeString(file, RULE.replace("ID", id).replace("SIGN", sign.column()));
        files.add(file);
        signs.put(id, sign);
      }
      rules = RuleSet.load(files, false, null);
    } finally {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  /** The rules. */
  public RuleSet rules() {
    return rules;
  }

  /** The sign a rule of them matches. */
  public Sign sign(String rule) {
    Sign sign = signs.get(rule);
    if (sign == null) {
      throw new IllegalArgumentException("rule: got " + rule + " (expected: a probe)");
    }
    return sign;
  }
}
