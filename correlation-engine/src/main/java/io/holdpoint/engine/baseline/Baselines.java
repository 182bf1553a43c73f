// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.baseline;

import io.holdpoint.model.identity.FloorId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which tools each credential used in sessions that ended clean. Kept per floor, which is the
 * credential's name; never per claimed agent name. Safe for use by many threads.
 */
public final class Baselines {
  /** Tools beyond this many are not learned, so that a baseline stays small. */
  public static final int MOST_TOOLS = 1024;

  private final int sessionsPerDay;
  private final ConcurrentMap<FloorId, Baseline> baselines = new ConcurrentHashMap<>();

  /**
   * What one credential usually does.
   *
   * @param cleanSessions how many sessions taught it
   * @param tools qualified names of the tools they used
   * @param day the day {@code learnedThatDay} counts for
   * @param learnedThatDay sessions that counted on that day
   */
  public record Baseline(int cleanSessions, Set<String> tools, LocalDate day, int learnedThatDay) {
    /** Nothing is known. */
    public static final Baseline NONE = new Baseline(0, Set.of(), LocalDate.EPOCH, 0);

    public Baseline {
      tools = Set.copyOf(tools);
    }

    /** True if the tool was used in a session that ended clean. */
    public boolean knows(String tool) {
      return tools.contains(tool);
    }
  }

  /**
   * @param sessionsPerDay how many sessions of one credential may count on one day (UTC), so that
   *     nobody teaches a habit in an afternoon
   */
  public Baselines(int sessionsPerDay) {
    this.sessionsPerDay = sessionsPerDay;
  }

  /** The baseline of a credential. */
  public Baseline of(FloorId floor) {
    return baselines.getOrDefault(floor, Baseline.NONE);
  }

  /** A session of the credential ended clean; the caller sees to it that it counts once. */
  public void learn(FloorId floor, Set<String> tools, Instant at) {
    LocalDate today = at.atZone(ZoneOffset.UTC).toLocalDate();
    baselines.compute(
        floor, (key, known) -> extended(known == null ? Baseline.NONE : known, tools, today));
  }

  private Baseline extended(Baseline known, Set<String> tools, LocalDate today) {
    int learnedToday = known.day().equals(today) ? known.learnedThatDay() : 0;
    if (learnedToday >= sessionsPerDay) {
      return known;
    }
    Set<String> all = new TreeSet<>(known.tools());
    tools.stream().filter(tool -> all.size() < MOST_TOOLS).forEach(all::add);
    return new Baseline(known.cleanSessions() + 1, all, today, learnedToday + 1);
  }
}
