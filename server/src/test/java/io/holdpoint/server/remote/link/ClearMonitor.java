// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A monitor that also remembers what it was shown in the clear. */
final class ClearMonitor implements SessionMonitor {

  private final ScriptedMonitor steps;
  private final List<String> clear = new CopyOnWriteArrayList<>();

  ClearMonitor(ScriptedMonitor steps) {
    this.steps = steps;
  }

  List<Step> steps() {
    return steps.steps();
  }

  List<Session> ended() {
    return steps.endedSessions();
  }

  List<String> clear() {
    return List.copyOf(clear);
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt) {
    return steps.assess(attempt);
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt, ClearView arguments) {
    clear.add(arguments.text());
    return steps.assess(attempt);
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion) {
    return steps.complete(completion);
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion, ClearView result) {
    clear.add(result.text());
    return steps.complete(completion);
  }

  @Override
  public CompletionStage<Assessment> observe(Step.Observed observation) {
    return steps.observe(observation);
  }

  @Override
  public void ended(Session session, Instant at) {
    steps.ended(session, at);
  }
}
