// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.testing;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A monitor that answers attempts by a script, permits the rest, and remembers every step. */
public final class ScriptedMonitor implements SessionMonitor {

  private final Function<Step.Attempted, Assessment> script;
  private final List<Step> steps = new CopyOnWriteArrayList<>();
  private final List<Session> ended = new CopyOnWriteArrayList<>();

  public ScriptedMonitor(Function<Step.Attempted, Assessment> script) {
    this.script = script;
  }

  /** A monitor that permits everything. */
  public static ScriptedMonitor permitting() {
    return new ScriptedMonitor(attempt -> permit(attempt.at()));
  }

  /** A plain permit. */
  public static Assessment permit(Instant at) {
    Contribution contribution =
        new Contribution("engine", Verdict.Permit.PLAIN, Reason.NO_OBJECTION);
    return new Assessment(Decision.of(contribution, at), List.of(), List.of(), 0);
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt) {
    steps.add(attempt);
    return CompletableFuture.completedFuture(script.apply(attempt));
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion) {
    steps.add(completion);
    return CompletableFuture.completedFuture(permit(completion.at()));
  }

  @Override
  public CompletionStage<Assessment> observe(Step.Observed observation) {
    steps.add(observation);
    return CompletableFuture.completedFuture(permit(observation.at()));
  }

  @Override
  public void ended(Session session, Instant at) {
    ended.add(session);
  }

  /** All steps so far, in order of arrival. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Sessions that ended so far. */
  public List<Session> endedSessions() {
    return List.copyOf(ended);
  }
}
