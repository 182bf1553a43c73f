// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.kit;

import static java.util.stream.Collectors.joining;

import io.holdpoint.engine.rules.RuleTest.Event;
import io.holdpoint.model.verdict.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * What became of one event of a story.
 *
 * @param number from 1; 0 for sessions before the story
 * @param event what was played
 * @param verdict what was said of the attempt
 * @param fired the rules that matched, attempt and completion together
 */
record Played(int number, Event event, Verdict verdict, List<String> fired) {
  Played {
    fired = List.copyOf(fired);
  }

  /** {@code permit}, {@code hold} or {@code deny}. */
  String word() {
    return switch (verdict) {
      case Verdict.Permit p -> "permit";
      case Verdict.Hold h -> "hold";
      case Verdict.Deny d -> "deny";
    };
  }

  /** One line for people. */
  String line() {
    return "%4d  +%-8s  %s%s  -> %s%s"
        .formatted(
            number,
            event.at().toString().substring(2).toLowerCase(Locale.ROOT),
            event.session().equals("a") ? "" : "[" + event.session() + "] ",
            what(),
            word(),
            fired.isEmpty() ? "" : "  " + String.join(", ", fired) + " fired");
  }

  private String what() {
    if (event.told() != null) {
      return "telemetry: " + event.told().kind() + " " + event.told().name();
    }
    if (!event.user().isEmpty()) {
      return "user: " + event.user();
    }
    if (!event.agent().isEmpty()) {
      return "agent: " + event.agent();
    }
    String effects = event.effects().stream().sorted().map(e -> e.word()).collect(joining(" "));
    String labels = event.labels().stream().sorted().map(l -> l.word()).collect(joining(" "));
    return event.tool()
        + " ("
        + effects
        + (labels.isEmpty() ? "" : "; " + labels)
        + (event.failed() ? "; fails" : "")
        + ")";
  }
}
