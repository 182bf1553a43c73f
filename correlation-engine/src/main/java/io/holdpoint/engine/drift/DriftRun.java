// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.step.StepId;
import org.jspecify.annotations.Nullable;

/**
 * Drift of one session: judged by the baseline that was in force when it began, and noted down so
 * that it may be learnt from. Touched only by who has the session's turn.
 */
public final class DriftRun {
  private static final StepId[] NO_STEPS = {};
  private static final int[] NO_NUMBERS = {};

  private final Snapshot baseline;
  private final StatedTask task;
  private final double limit;
  private final @Nullable Scorer scorer;
  private final Trace trace = new Trace();
  private @Nullable StepId[] inFlight = NO_STEPS;
  private int[] inFlightSteps = NO_NUMBERS;
  private DriftFacts facts = DriftFacts.NONE;
  private double lowest = DriftFacts.NONE.perThousand();
  private int alarmedAt;
  private int alarmedSince;

  /**
   * Begins.
   *
   * @param baseline what it is compared with
   * @param task what the session was declared to do
   * @param limit how many false alarms in 1,000 clean sessions are put up with
   */
  public DriftRun(Snapshot baseline, StatedTask task, double limit) {
    this.baseline = requireNonNull(baseline, "baseline");
    this.task = requireNonNull(task, "task");
    this.limit = limit;
    this.scorer = baseline.isEmpty() ? null : new Scorer(baseline.model());
  }

  /** Takes in an attempt. */
  public DriftFacts attempted(StepId id, StepTraits step) {
    int number = trace.length();
    trace.add(step);
    if (inFlight.length == 0) {
      inFlight = new StepId[Trace.MOST_IN_FLIGHT];
      inFlightSteps = new int[Trace.MOST_IN_FLIGHT];
    }
    inFlight[number % inFlight.length] = id;
    inFlightSteps[number % inFlight.length] = number;
    if (scorer == null) {
      return facts;
    }
    Model model = baseline.model();
    boolean newShape =
        step.shape() != 0
            && model.knows(step.tool())
            && !model.knowsShape(step.tool(), step.shape());
    boolean newHost = false;
    for (long host : step.hosts()) {
      newHost |= !model.knowsHost(host);
    }
    scorer.step(step);
    facts = facts(scorer, newHost, newShape, step.asked() == Asked.NO);
    return facts;
  }

  /** No call is in flight: drops what only helps while some are. */
  public void rest() {
    inFlight = NO_STEPS;
    inFlightSteps = NO_NUMBERS;
  }

  /** Takes in how large the result of an attempt is. */
  public DriftFacts completed(StepId id, int resultSize) {
    for (int i = 0; i < inFlight.length; i++) {
      if (id.equals(inFlight[i])) {
        inFlight[i] = null;
        trace.result(inFlightSteps[i], resultSize);
        if (scorer != null) {
          scorer.result(resultSize);
          facts = facts(scorer, false, false, false);
        }
        return facts;
      }
    }
    return facts;
  }

  private DriftFacts facts(Scorer now, boolean newHost, boolean newShape, boolean unasked) {
    double score = now.value(Method.TOGETHER);
    double perThousand = baseline.falseAlarms(Method.TOGETHER).perThousand(score);
    double before = lowest;
    lowest = Math.min(lowest, perThousand);
    if (alarmedAt == 0 && perThousand <= limit) {
      alarmedAt = now.steps();
      alarmedSince = now.since();
    }
    return new DriftFacts(
        score,
        perThousand,
        before,
        alarmedAt > 0 ? alarmedSince : now.since(),
        alarmedAt > 0,
        now.value(Method.TRANSITION),
        now.value(Method.MIX),
        now.value(Method.FIRST_SEEN),
        now.value(Method.ENVELOPE),
        now.value(Method.INTENT),
        newHost,
        newShape,
        unasked,
        Math.clamp(baseline.model().mostSteps(), 0, Integer.MAX_VALUE));
  }

  /** What the last step came to. */
  public DriftFacts facts() {
    return facts;
  }

  /** What it is compared with. */
  public Snapshot baseline() {
    return baseline;
  }

  /** What the session was declared to do. */
  public StatedTask task() {
    return task;
  }

  /** What stands now, to be told to people. */
  public DriftReading reading() {
    return new DriftReading(baseline, task, trace.frozen(), limit, alarmedAt, facts.point());
  }

  /** What the session did so far, to be learnt from. */
  public Trace trace() {
    return trace.frozen();
  }
}
