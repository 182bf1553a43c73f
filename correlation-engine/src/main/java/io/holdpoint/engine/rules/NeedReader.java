// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import io.holdpoint.engine.rules.schema.EventType;
import io.holdpoint.engine.sight.Ground;
import io.holdpoint.engine.sight.Need;
import io.holdpoint.model.document.DocumentReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a rule says it rests on, and holds it to what the rule uses. */
final class NeedReader {
  private NeedReader() {}

  /**
   * Reads it, and notes what is wrong with it.
   *
   * @param section the section {@code source}
   * @param logic what the rule is compiled from
   */
  static Need read(DocumentReader section, String logic) {
    List<String> events = section.texts("events");
    List<String> attributes = section.texts("attributes");
    for (String name : events) {
      Optional<EventType> event = EventType.named(name);
      if (event.isEmpty() || !logic.contains(name)) {
        section.problem("events", "got " + name + " (expected: an event that detect names)");
      }
    }
    for (String column : attributes) {
      boolean known = Stream.of(EventType.values()).anyMatch(e -> e.columns().containsKey(column));
      if (!known || !logic.contains(column)) {
        section.problem("attributes", "got " + column + " (expected: a column that detect names)");
      }
    }
    Need need = new Need(events, attributes, section.integer("min-coverage", 0, 0, 100));
    if (need.minCoverage() > 0 && need.grounds().isEmpty()) {
      section.problem(
          "min-coverage",
          "got "
              + need.minCoverage()
              + " (expected: events or attributes that may be left out: "
              + leftOut()
              + ")");
    }
    section.finish();
    return need;
  }

  private static String leftOut() {
    return "ToolResult, Telemetry, "
        + String.join(
            ", ",
            Arrays.stream(Ground.values())
                .flatMap(ground -> ground.columns().stream())
                .distinct()
                .sorted()
                .toList());
  }
}
