// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.model.document.DocumentReader;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How sessions are compared with what their agents usually do.
 *
 * @param falseAlarms how many of 1,000 clean sessions may look drifted
 * @param registeredVersions versions of agents that earn a baseline of their own, as {@code
 *     name@version}
 */
public record DriftSettings(double falseAlarms, Set<String> registeredVersions) {
  private static final int MOST_FALSE_ALARMS = 500;
  private static final Pattern VERSION = Pattern.compile("[^@\\s]+@\\S+");

  /** What holds where nothing is configured. */
  public static final DriftSettings DEFAULTS = new DriftSettings(10, Set.of());

  public DriftSettings {
    registeredVersions = Set.copyOf(registeredVersions);
    if (!(falseAlarms > 0 && falseAlarms <= MOST_FALSE_ALARMS)) {
      throw new IllegalArgumentException(
          "drift-false-alarms: got "
              + falseAlarms
              + " (expected: more than 0, at most "
              + MOST_FALSE_ALARMS
              + ")");
    }
  }

  /** Reads the keys {@code drift-false-alarms} and {@code registered-versions}. */
  static DriftSettings read(DocumentReader section) {
    int falseAlarms =
        section.integer("drift-false-alarms", (int) DEFAULTS.falseAlarms(), 1, MOST_FALSE_ALARMS);
    Set<String> versions = new HashSet<>(section.texts("registered-versions"));
    for (String version : versions) {
      if (!VERSION.matcher(version).matches()) {
        section.problem("registered-versions", "got \"" + version + "\" (expected: name@version)");
      }
    }
    return new DriftSettings(falseAlarms, versions);
  }
}
