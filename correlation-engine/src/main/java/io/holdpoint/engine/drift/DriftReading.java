// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import io.holdpoint.engine.drift.statistic.FalseAlarms;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.view.DriftReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stood in a session at one time, to be told to people. Every number is counted anew from what
 * the session did and the baseline it is compared with. Immutable.
 *
 * @param baseline what it is compared with
 * @param task what it was declared to do
 * @param trace what it did
 * @param limit how many false alarms in 1,000 clean sessions are put up with
 * @param alarmedAt the step at which that was passed, 0 if it was not
 * @param point the step from which it drifts, 0 if it does not
 */
public record DriftReading(
    Snapshot baseline, StatedTask task, Trace trace, double limit, int alarmedAt, int point) {
  private static final int MOST_EXPECTED = 3;

  /** As people read it. */
  public DriftReport report(SessionId session) {
    return new DriftReport(
        session.value(),
        baselineView(),
        trace.length(),
        orNull(point),
        orNull(alarmedAt),
        baseline.isEmpty() ? List.of() : steps(),
        unknown());
  }

  /**
   * The step, from 1, at which each method would have alarmed with so many false alarms in 1,000
   * clean sessions; methods that would not are left out.
   */
  public Map<Method, Integer> alarms(double perThousand) {
    Map<Method, Integer> alarms = new EnumMap<>(Method.class);
    if (baseline.isEmpty()) {
      return alarms;
    }
    Scorer scorer = new Scorer(baseline.model());
    scorer.replay(
        trace,
        step -> {
          for (Method method : Method.values()) {
            double rate = baseline.falseAlarms(method).perThousand(scorer.value(method));
            if (rate <= perThousand) {
              alarms.putIfAbsent(method, step + 1);
            }
          }
        });
    return alarms;
  }

  /** The first step, from 1, with a tool that no clean session used; 0 if there is none. */
  public int firstNewTool() {
    for (int step = 0; step < trace.steps() && !baseline.isEmpty(); step++) {
      if (!baseline.knows(trace.tool(step))) {
        return step + 1;
      }
    }
    return 0;
  }

  private DriftReport.Baseline baselineView() {
    Model model = baseline.model();
    double threshold = baseline.falseAlarms(Method.TOGETHER).threshold(limit);
    return new DriftReport.Baseline(
        baseline.name(),
        baseline.cleanSessions(),
        limit,
        Double.isInfinite(threshold) ? null : rounded(threshold),
        orNull(model.mostSteps()),
        orNull(model.longestDuration()),
        orNull(model.longestGap()),
        orNull(model.longestArguments()),
        orNull(model.longestResult()));
  }

  private List<DriftReport.Step> steps() {
    List<DriftReport.Step> steps = new ArrayList<>();
    FalseAlarms alarms = baseline.falseAlarms(Method.TOGETHER);
    Scorer scorer = new Scorer(baseline.model());
    scorer.replay(trace, step -> steps.add(step(scorer, alarms, step)));
    return steps;
  }

  private DriftReport.Step step(Scorer scorer, FalseAlarms alarms, int step) {
    Profile profile = baseline.model().all();
    String before = step == 0 ? Profile.START : trace.tool(step - 1);
    double score = scorer.value(Method.TOGETHER);
    return new DriftReport.Step(
        step + 1,
        trace.tool(step),
        rounded(score),
        rounded(alarms.perThousand(score)),
        rounded(scorer.evidence(Method.TRANSITION)),
        rounded(scorer.evidence(Method.MIX)),
        rounded(scorer.evidence(Method.FIRST_SEEN)),
        rounded(scorer.evidence(Method.ENVELOPE)),
        rounded(scorer.evidence(Method.INTENT)),
        rounded(scorer.divergence()),
        profile.transitions(before, trace.tool(step)),
        profile.followed(before),
        expected(profile, before));
  }

  private static List<DriftReport.Expected> expected(Profile profile, String before) {
    int followed = profile.followed(before);
    return profile.toolNames().stream()
        .filter(tool -> profile.transitions(before, tool) > 0)
        .sorted(
            Comparator.comparingInt((String tool) -> -profile.transitions(before, tool))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST_EXPECTED)
        .map(
            tool ->
                new DriftReport.Expected(
                    tool, rounded((double) profile.transitions(before, tool) / followed)))
        .toList();
  }

  /** An honest account of what nobody can know from here. */
  private List<String> unknown() {
    List<String> unknown = new ArrayList<>();
    if (baseline.isEmpty()) {
      unknown.add(
          "score: unknown, because fewer than 5 clean sessions of this agent had ended when this"
              + " one began; end sessions, so that they can be learnt from");
    } else if (baseline.falseAlarms(Method.TOGETHER).sessions() < FalseAlarms.LEAST_FOR_TAIL) {
      unknown.add(
          "alarm: unknown, because "
              + baseline.falseAlarms(Method.TOGETHER).sessions()
              + " clean sessions are too few to tell how often one would get as far; 20 are"
              + " needed");
    }
    if (!task.hasWords()) {
      unknown.add(
          "intent: unknown, because the session was not declared with a task; let its host declare"
              + " it (POST /api/v1/sessions)");
    } else if (!baseline.isEmpty() && !baseline.model().knowsIntent()) {
      unknown.add(
          "intent: unknown, because no clean session the baseline rests on was declared with a"
              + " task");
    }
    unknown.add(
        "tokens and cost: unknown, because gateways see calls of tools and none of models, and no"
            + " source tells the engine");
    unknown.add("plan: unknown, because no source exports the agent's plan to the engine");
    if (trace.length() > trace.steps()) {
      unknown.add(
          "calls after the "
              + trace.steps()
              + "th: judged, but not listed here, because a session keeps no more");
    }
    return unknown;
  }

  private static @Nullable Integer orNull(int number) {
    return number == 0 ? null : number;
  }

  private static @Nullable Long orNull(long quantile) {
    return quantile < 0 ? null : quantile;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
