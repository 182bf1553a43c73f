// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the engine is set up.
 *
 * @param shards how many runtimes work side by side
 * @param rules rule files, or folders of them, besides the shipped ones
 * @param shippedRules whether the rules in the jar are used
 * @param deadline how long a call may wait for its lane, and then for rules with a memory
 * @param maxSessions how many sessions are held in memory
 * @param maxSessionsPerPrincipal how many of them may be of one credential, per shard
 * @param baselineSessionsPerDay how many clean sessions of a credential count on one day (UTC)
 * @param drift how sessions are compared with what is usual
 * @param compileCache a folder that keeps compiled rules between starts, or null
 */
public record EngineSettings(
    int shards,
    List<Path> rules,
    boolean shippedRules,
    Duration deadline,
    int maxSessions,
    int maxSessionsPerPrincipal,
    int baselineSessionsPerDay,
    DriftSettings drift,
    @Nullable Path compileCache) {
  private static final int MOST_SHARDS = 64;
  private static final int MOST_SHARDS_BY_DEFAULT = 8;

  /** What holds where nothing is configured. */
  public static final EngineSettings DEFAULTS =
      new EngineSettings(
          Math.min(MOST_SHARDS_BY_DEFAULT, Runtime.getRuntime().availableProcessors()),
          List.of(),
          true,
          Duration.ofMillis(50),
          10_000,
          2_500,
          50,
          DriftSettings.DEFAULTS,
          null);

  public EngineSettings {
    rules = List.copyOf(rules);
    requireNonNull(deadline, "deadline");
    requireNonNull(drift, "drift");
    requireBetween("shards", shards, 1, MOST_SHARDS);
    requireBetween("max-sessions", maxSessions, shards, Integer.MAX_VALUE);
    requireBetween("max-sessions-per-principal", maxSessionsPerPrincipal, 1, Integer.MAX_VALUE);
    requireBetween("baseline-sessions-per-day", baselineSessionsPerDay, 0, Integer.MAX_VALUE);
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline: got " + deadline + " (expected: > 0)");
    }
  }

  /** With the usual settings of drift. */
  public EngineSettings(
      int shards,
      List<Path> rules,
      boolean shippedRules,
      Duration deadline,
      int maxSessions,
      int maxSessionsPerPrincipal,
      int baselineSessionsPerDay,
      @Nullable Path compileCache) {
    this(
        shards,
        rules,
        shippedRules,
        deadline,
        maxSessions,
        maxSessionsPerPrincipal,
        baselineSessionsPerDay,
        DriftSettings.DEFAULTS,
        compileCache);
  }

  /**
   * Reads the keys {@code shards}, {@code rules}, {@code shipped-rules}, {@code deadline}, {@code
   * max-sessions}, {@code max-sessions-per-principal}, {@code baseline-sessions-per-day}, {@code
   * drift-false-alarms}, {@code registered-versions} and {@code compile-cache}; the caller finishes
   * the section.
   */
  public static EngineSettings read(DocumentReader section) {
    int shards = section.integer("shards", DEFAULTS.shards(), 1, MOST_SHARDS);
    Duration deadline = section.duration("deadline", DEFAULTS.deadline());
    if (deadline.isZero()) {
      section.problem("deadline", "got 0 (expected: > 0)");
      deadline = DEFAULTS.deadline();
    }
    String cache = section.text("compile-cache", "");
    return new EngineSettings(
        shards,
        section.texts("rules").stream().map(Path::of).toList(),
        section.flag("shipped-rules", DEFAULTS.shippedRules()),
        deadline,
        section.integer("max-sessions", DEFAULTS.maxSessions(), 100, 10_000_000),
        section.integer(
            "max-sessions-per-principal", DEFAULTS.maxSessionsPerPrincipal(), 10, 10_000_000),
        section.integer("baseline-sessions-per-day", DEFAULTS.baselineSessionsPerDay(), 0, 100_000),
        DriftSettings.read(section),
        cache.isEmpty() ? null : Path.of(cache));
  }

  /** These settings with another number of runtimes. */
  public EngineSettings withShards(int count) {
    return new EngineSettings(
        count,
        rules,
        shippedRules,
        deadline,
        maxSessions,
        maxSessionsPerPrincipal,
        baselineSessionsPerDay,
        drift,
        compileCache);
  }

  private static void requireBetween(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + ": got " + value + " (expected: " + min + " to " + max + ")");
    }
  }
}
