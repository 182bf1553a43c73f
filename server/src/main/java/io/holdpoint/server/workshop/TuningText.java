// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.workshop;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file that changes something about a rule without touching its file. */
final class TuningText {
  private static final Pattern KIND = Pattern.compile("(?m)^kind:[ \\t]*[\"']?Tuning\\b");
  private static final Pattern RULE =
      Pattern.compile("(?m)^rule:[ \\t]*[\"']?([A-Z]{2,10}-[A-Z]{2,8}-[0-9]{3})\\b");

  private TuningText() {}

  /** Whose tuning a text is; empty if it is none. What is wrong with it, the lint says. */
  static Optional<String> ruleOf(String text) {
    Matcher rule = RULE.matcher(text);
    return KIND.matcher(text).find() && rule.find() ? Optional.of(rule.group(1)) : Optional.empty();
  }

  /** What a tuning begins with that changes nothing yet. */
  static String of(String rule) {
    return """
    apiVersion: holdpoint/v1
    kind: Tuning
    rule: %s
    description: What we change about it for a time.
    """
        .formatted(rule);
  }
}
