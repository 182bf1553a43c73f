// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.baseline.Baselines;
import io.holdpoint.engine.call.Call;
import io.holdpoint.engine.drift.ArgumentTraits;
import io.holdpoint.engine.drift.Asked;
import io.holdpoint.engine.drift.DriftFacts;
import io.holdpoint.engine.drift.DriftRun;
import io.holdpoint.engine.drift.StatedTask;
import io.holdpoint.engine.drift.StepTraits;
import io.holdpoint.engine.provenance.OriginReader;
import io.holdpoint.engine.state.Tracked;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.Step;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Compares sessions with what their agents usually do, and learns from those that ended clean. Only
 * what the journal holds is looked at, so that a restart comes to the same. Many threads may ask at
 * once, but one at a time for each session.
 */
final class Drifting {
  private final Baselines baselines;
  private final double limit;
  private final ThreadLocal<OriginReader> readers;

  /**
   * @param limit how many false alarms in 1,000 clean sessions are put up with
   */
  Drifting(Baselines baselines, double limit, Supplier<OriginReader> readers) {
    this.baselines = baselines;
    this.limit = limit;
    this.readers = ThreadLocal.withInitial(readers);
  }

  /** What drift says of an attempt. */
  DriftFacts attempted(Step.Attempted attempt, Call call, Tracked tracked, long now) {
    DriftRun run = run(tracked);
    String arguments = attempt.arguments().masked();
    ArgumentTraits traits = ArgumentTraits.of(arguments);
    return run.attempted(
        attempt.id(),
        new StepTraits(
            call.toolName(),
            traits.shape(),
            traits.hosts(),
            call.argumentsSize(),
            now,
            asked(run.task(), attempt, arguments)));
  }

  private Asked asked(StatedTask task, Step.Attempted attempt, String arguments) {
    if (task == StatedTask.NONE) {
      return Asked.UNKNOWN;
    }
    OriginReader reader = readers.get();
    return task.asks(reader.words(attempt.tool().name()), arguments, reader.tokenizer());
  }

  /** What it says of an end. */
  DriftFacts completed(Step.Completed completion, Tracked tracked) {
    return run(tracked).completed(completion.id(), completion.result().sizeBytes());
  }

  /** The session's; it begins with the baseline that is in force now. */
  DriftRun run(Tracked tracked) {
    DriftRun known = tracked.drift();
    if (known != null) {
      return known;
    }
    Session session = tracked.session();
    StatedTask task =
        session.key().isWeak()
            ? StatedTask.NONE
            : StatedTask.of(session.task(), readers.get().tokenizer());
    DriftRun begun = new DriftRun(baselines.of(session, task), task, limit);
    tracked.begin(begun);
    return begun;
  }

  /** A session ended clean. */
  void learn(Tracked tracked, Instant at) {
    DriftRun run = run(tracked);
    baselines.learn(tracked.session(), run.task(), run.trace(), at);
  }

  /** A session that may have taught something turned out bad. */
  void recall(Session session) {
    baselines.recall(session.floor(), session.id());
  }
}
