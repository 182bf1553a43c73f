// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.RecordedInput;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replays what was recorded, in the order in which it came, to rules that are tried and to those in
 * force, each in an engine of its own. It rests between stretches of work, so that live traffic has
 * the processor.
 */
public final class Backtest {
  private final RuleSet candidate;
  private final @Nullable RuleSet active;
  private final EngineSettings settings;
  private final Function<Session, String> agents;

  /**
   * @param candidate what is tried
   * @param active what it is compared with, or null
   * @param settings of the live engine
   */
  public Backtest(RuleSet candidate, @Nullable RuleSet active, EngineSettings settings) {
    this(candidate, active, settings, Side::agent);
  }

  /**
   * @param agents names the agent of a session
   */
  public Backtest(
      RuleSet candidate,
      @Nullable RuleSet active,
      EngineSettings settings,
      Function<Session, String> agents) {
    this.agents = requireNonNull(agents, "agents");
    this.candidate = requireNonNull(candidate, "candidate");
    this.active = active;
    this.settings = requireNonNull(settings, "settings");
  }

  /**
   * Replays.
   *
   * @param recorded what is replayed
   * @param since what came before is told to the engines but not counted
   * @param pace rests, counts, and says when to stop
   * @return what the rules did, up to where it was stopped
   */
  public BacktestReport run(RecordedInput recorded, Instant since, Pace pace) {
    try (Side tried = new Side(candidate, settings, agents, true);
        Side now = other()) {
      recorded.read(
          entry -> {
            if (entry instanceof Entry.Told told) {
              pace.reached(told.arrival());
            }
            boolean counted = pace.reached() >= since.toEpochMilli();
            tried.take(entry, counted);
            if (active != null) {
              now.take(entry, counted);
            }
            return pace.worked();
          });
      return report(tried.tally(), now.tally());
    }
  }

  private Side other() {
    return new Side(active == null ? candidate : active, settings, agents, active != null);
  }

  private BacktestReport report(Tally tried, Tally now) {
    List<String> triedIds = ids(candidate);
    List<String> nowIds = active == null ? List.of() : ids(active);
    List<BacktestReport.Difference> differences = new ArrayList<>();
    Set<String> all = new TreeSet<>(triedIds);
    if (active != null) {
      all.retainAll(nowIds);
      all.forEach(id -> differences.add(difference(id, tried, now)));
    }
    return new BacktestReport(
        tried.sessions(), tried.calls(), tried.lines(triedIds), now.lines(nowIds), differences);
  }

  private static BacktestReport.Difference difference(String id, Tally tried, Tally now) {
    Set<String> more = new LinkedHashSet<>(tried.sessionsOf(id));
    more.removeAll(now.sessionsOf(id));
    Set<String> less = new LinkedHashSet<>(now.sessionsOf(id));
    less.removeAll(tried.sessionsOf(id));
    return new BacktestReport.Difference(id, more.size(), less.size(), first(more), first(less));
  }

  private static List<String> first(Set<String> sessions) {
    return sessions.stream().limit(BacktestReport.MOST_NAMED).toList();
  }

  private static List<String> ids(RuleSet rules) {
    return rules.rules().stream().map(Rule::id).toList();
  }
}
