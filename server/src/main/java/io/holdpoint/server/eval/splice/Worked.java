// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.eval.trace.LabelledRecording;
import io.holdpoint.server.eval.trace.RecordedStep;
import io.holdpoint.server.eval.trace.Truth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A recorded session in which an agent worked: its calls and results, and what it was asked for.
 *
 * @param key orders sessions without telling what they are
 * @param agent the data set and suite: one agent with one purpose
 * @param task what the user asked for, as recorded
 * @param said the user's first message
 * @param model who ran it
 * @param steps calls and results only
 * @param foreign the first call, from 1, that is somebody else's; 0 if none is
 */
record Worked(
    String key,
    String agent,
    String task,
    String said,
    String model,
    List<RecordedStep> steps,
    int foreign) {

  Worked {
    requireNonNull(key, "key");
    requireNonNull(agent, "agent");
    requireNonNull(task, "task");
    requireNonNull(said, "said");
    requireNonNull(model, "model");
    steps = List.copyOf(steps);
  }

  static Worked of(LabelledRecording session) {
    Truth truth = session.truth();
    String said = "";
    List<RecordedStep> steps = new ArrayList<>();
    int calls = 0;
    int foreign = 0;
    for (RecordedStep step : session.recording().steps()) {
      switch (step) {
        case RecordedStep.UserSaid user -> said = said.isEmpty() ? user.text() : said;
        case RecordedStep.Called called -> {
          steps.add(called);
          calls++;
          boolean bad = called.step() == truth.firstBad().orElse(-1);
          foreign = bad && foreign == 0 ? calls : foreign;
        }
        case RecordedStep.Returned returned -> steps.add(returned);
        case RecordedStep.ModelSaid model -> {}
        case RecordedStep.HandedOff off -> {}
      }
    }
    return new Worked(
        session.recording().key(),
        truth.dataset() + "/" + truth.suite(),
        truth.task(),
        said,
        truth.agent(),
        steps,
        foreign);
  }

  int calls() {
    return (int) steps.stream().filter(RecordedStep.Called.class::isInstance).count();
  }

  /** These steps up to a number of calls, and then all of the other session's. */
  List<RecordedStep> goingOnWith(Worked other, int after) {
    List<RecordedStep> joined = new ArrayList<>();
    Set<Integer> made = new HashSet<>();
    for (RecordedStep step : steps) {
      switch (step) {
        case RecordedStep.Called called -> {
          if (made.size() < after) {
            made.add(called.step());
            joined.add(called);
          }
        }
        case RecordedStep.Returned returned -> {
          if (made.contains(returned.call())) {
            joined.add(returned);
          }
        }
        case RecordedStep.UserSaid said -> {}
        case RecordedStep.ModelSaid said -> {}
        case RecordedStep.HandedOff off -> {}
      }
    }
    int behind = steps.isEmpty() ? 0 : steps.getLast().step() + 1;
    other.steps().forEach(step -> joined.add(moved(step, behind)));
    return joined;
  }

  private static RecordedStep moved(RecordedStep step, int by) {
    return switch (step) {
      case RecordedStep.Called c ->
          new RecordedStep.Called(c.step() + by, c.upstream(), c.tool(), c.arguments());
      case RecordedStep.Returned r ->
          new RecordedStep.Returned(r.step() + by, r.call() + by, r.failed(), r.result());
      case RecordedStep.UserSaid s -> s;
      case RecordedStep.ModelSaid s -> s;
      case RecordedStep.HandedOff s -> s;
    };
  }
}
