// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.sight;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What must be told for a rule to see anything.
 *
 * @param events names of events it rests on
 * @param attributes names of columns it rests on
 * @param minCoverage of 100 calls or sessions this many must tell them, else the rule is blind; 0
 *     if nothing is asked for
 */
public record Need(List<String> events, List<String> attributes, int minCoverage) {
  /** Nothing is asked for. */
  public static final Need NOTHING = new Need(List.of(), List.of(), 0);

  public Need {
    events = List.copyOf(events);
    attributes = List.copyOf(attributes);
    if (minCoverage < 0 || minCoverage > 100) {
      throw new IllegalArgumentException(
          "min-coverage: got " + minCoverage + " (expected: 0 to 100)");
    }
  }

  /** What these rest on and may be left out. */
  public Set<Ground> grounds() {
    EnumSet<Ground> grounds = EnumSet.noneOf(Ground.class);
    events.forEach(event -> grounds.addAll(Ground.ofEvent(requireNonNull(event))));
    attributes.forEach(column -> grounds.addAll(Ground.ofColumn(requireNonNull(column))));
    return grounds;
  }
}
