// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.state;

import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.call.StepMap;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Assessment;
import org.jspecify.annotations.Nullable;

/**
 * What was answered for the last steps of one session, so that a repeated question gets the same
 * answer and counts once. Calls in flight and finished ones are bounded apart: neither pushes out
 * the other. To push out a finished one takes {@link #FINISHED} more judged calls of the same
 * session, and then a repetition only counts twice, which tightens. For one thread at a time.
 */
public final class StepMemory {
  /** How many finished steps are remembered. */
  public static final int FINISHED = 64;

  /** How many calls may be in flight at once before the oldest is given up. */
  public static final int IN_FLIGHT = 1024;

  private final StepMap<Entry> inFlight = new StepMap<>(IN_FLIGHT);
  private final FinishedSteps finished = new FinishedSteps();

  /** One step and what was answered in each phase; null where a phase was not seen. */
  public static final class Entry {
    private final @Nullable Call call;
    private final @Nullable Assessment attempt;
    private final @Nullable Assessment completion;

    private Entry(
        @Nullable Call call, @Nullable Assessment attempt, @Nullable Assessment completion) {
      this.call = call;
      this.attempt = attempt;
      this.completion = completion;
    }

    /** The call while it is in flight or refused, else null. */
    public @Nullable Call call() {
      return call;
    }

    /** What was answered to the attempt. */
    public @Nullable Assessment attempt() {
      return attempt;
    }

    /** What was answered to the completion. */
    public @Nullable Assessment completion() {
      return completion;
    }
  }

  /** The step, or null if it was never seen or is forgotten. */
  public @Nullable Entry find(StepId step) {
    Entry entry = inFlight.get(step);
    return entry != null ? entry : finished.find(step);
  }

  /** Remembers the answer to an attempt that now goes on. */
  public void attempted(Call call, Assessment answer) {
    inFlight.put(call.id(), new Entry(call, answer, null));
  }

  /** Remembers the answer to an attempt that goes no further. */
  public void refused(Call call, Assessment answer) {
    finished.put(call.id(), new Entry(call, answer, null));
  }

  /** Remembers the answer to a completion, or to an observation, which has one phase only. */
  public void finished(StepId step, Assessment answer) {
    Entry entry = inFlight.remove(step);
    if (entry == null) {
      entry = finished.find(step);
    }
    finished.put(step, new Entry(null, entry == null ? null : entry.attempt, answer));
  }

  /** True if calls are in flight. */
  public boolean isBusy() {
    return inFlight.size() > 0;
  }
}
