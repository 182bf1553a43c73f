// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.sight;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What columns of events rest on and an agent, its host or its framework may leave out. A rule over
 * such columns finds nothing where it is left out, and nothing else shows it.
 */
public enum Ground {
  /** Calls whose end is told. */
  RESULTS("the end of a call", "ToolResult", Set.of()),
  /** Sessions of which a framework told anything after the fact (G2, G3). */
  TELEMETRY("telemetry of a framework", "Telemetry", Set.of()),
  /** Calls of sessions whose user's words are known. */
  USER_WORDS(
      "what the user said",
      "",
      Set.of(
          "userKnown",
          "userNamed",
          "destinationNamed",
          "languageCovered",
          "actUnasked",
          "actUnclear",
          "objectUnasked",
          "secretUnnamed",
          "addressUnnamed",
          "sumRaised")),
  /** Calls of sessions that were declared with a task. */
  STATED_TASK("a declared task", "", Set.of("unasked", "driftIntent")),
  /** Calls of agents that have a baseline. */
  BASELINE(
      "a baseline",
      "",
      Set.of(
          "baselineSessions",
          "newTool",
          "newHost",
          "newShape",
          "usualCalls",
          "driftScore",
          "driftPerThousand",
          "driftPerThousandBefore",
          "driftPoint",
          "driftAlarm",
          "driftTransition",
          "driftMix",
          "driftFirstSeen",
          "driftEnvelope",
          "driftIntent")),
  /** Calls of tools the catalogue knows: nothing else says that data is private or secret. */
  KNOWN_TOOLS(
      "a catalogue entry of the tool",
      "",
      Set.of(
          "knownTool",
          "privateSeen",
          "secretSeen",
          "privateResult",
          "secretResult",
          "privateOrigin",
          "secretOrigin",
          "secretResource",
          "privateShare"));

  private final String words;
  private final String event;

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<String> columns;

  Ground(String words, String event, Set<String> columns) {
    this.words = words;
    this.event = event;
    this.columns = columns;
  }

  /** What an event of this name rests on, possibly nothing that can be left out. */
  public static Set<Ground> ofEvent(String name) {
    EnumSet<Ground> grounds = EnumSet.noneOf(Ground.class);
    for (Ground ground : values()) {
      if (ground.event.equals(name)) {
        grounds.add(ground);
      }
    }
    return grounds;
  }

  /** What a column of this name rests on, possibly nothing that can be left out. */
  public static Set<Ground> ofColumn(String name) {
    EnumSet<Ground> grounds = EnumSet.noneOf(Ground.class);
    for (Ground ground : values()) {
      if (ground.columns.contains(name)) {
        grounds.add(ground);
      }
    }
    return grounds;
  }

  /** The columns that rest on it. */
  public Set<String> columns() {
    return columns;
  }

  /** The name used in answers, for example {@code user-words}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is missing, in a few words that people read. */
  public String words() {
    return words;
  }
}
