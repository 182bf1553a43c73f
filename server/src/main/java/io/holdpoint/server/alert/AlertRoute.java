// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.verdict.Severity;
import io.holdpoint.server.alert.send.Alert;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which alerts go where.
 *
 * @param about what they tell of, empty for everything
 * @param atLeast how bad they are at least
 * @param rules patterns of rules, one * standing for anything; empty for all
 * @param agents patterns of agents, likewise
 * @param to channels
 * @param repeatAfter for how long the same is not said again
 * @param escalateAfter after what time others are told if nobody takes it in; zero for never
 * @param escalateTo the channels of those others
 */
public record AlertRoute(
    Set<Alert.About> about,
    Severity atLeast,
    List<String> rules,
    List<String> agents,
    List<String> to,
    Duration repeatAfter,
    Duration escalateAfter,
    List<String> escalateTo) {

  public AlertRoute {
    about = Set.copyOf(about);
    requireNonNull(atLeast, "atLeast");
    rules = List.copyOf(rules);
    agents = List.copyOf(agents);
    to = List.copyOf(to);
    requireNonNull(repeatAfter, "repeatAfter");
    requireNonNull(escalateAfter, "escalateAfter");
    escalateTo = List.copyOf(escalateTo);
  }

  /** True if an alert goes this way. */
  boolean takes(Alert alert) {
    return (about.isEmpty() || about.contains(alert.about()))
        && alert.severity().compareTo(atLeast) >= 0
        && fits(rules, alert.rule())
        && fits(agents, alert.agent());
  }

  /** True if one of the patterns fits a name, or there are none. */
  static boolean fits(List<String> patterns, String name) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> fits(pattern, name));
  }

  private static boolean fits(String pattern, String name) {
    String[] parts = pattern.split("\\*", -1);
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
    }
    return Pattern.matches(regex.toString(), name);
  }
}
