// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.answers.AnswersView.Answer;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** When should somebody have intervened: the earliest step, by which rule? */
final class Intervening {

  private static final int MOST_RULES = 4;

  private Intervening() {}

  static Answer answer(Case known) {
    AnswerBuilder answer = new AnswerBuilder("intervene", "When to intervene?", known);
    Map<String, Detection> firstByRule = new LinkedHashMap<>();
    known.detections().stream()
        .sorted(Comparator.comparingInt(d -> known.outline().place(d.chain().getLast())))
        .forEach(d -> firstByRule.putIfAbsent(d.rule().id(), d));
    if (firstByRule.isEmpty()) {
      answer.say(
          say ->
              say.text(
                  "Nothing in "
                      + Say.count(known.steps().size(), "step")
                      + " calls for it: none of "
                      + Say.count(known.rules().size(), "rule")
                      + " in force matched."));
    }
    firstByRule.values().stream().limit(MOST_RULES).forEach(d -> rule(answer, known, d));
    return answer.build();
  }

  private static void rule(AnswerBuilder answer, Case known, Detection detection) {
    Optional<OutlineStep> completing = known.outline().find(detection.chain().getLast());
    Optional<OutlineStep> opening = known.outline().find(detection.chain().getFirst());
    if (completing.isEmpty()) {
      answer.unknown(
          "The step at which " + detection.rule().id() + " matched",
          "the step is not stored",
          "Telemetry may still arrive; otherwise the journal has it.");
      return;
    }
    OutlineStep last = completing.get();
    answer.say(
        say ->
            say.rule(detection.rule())
                .text(" can act at ")
                .step(last)
                .text(
                    detection.mode() == Mode.ENFORCE
                        ? last.isStopped()
                            ? " and did: the call was stopped before it was forwarded."
                            : " and asked for " + detection.action().word() + " there."
                        : "; it runs in shadow, so it only noted that it would "
                            + detection.action().word()
                            + "."));
    opening
        .filter(first -> !first.id().equals(last.id()))
        .ifPresent(first -> earlier(answer, known, first, last));
  }

  private static void earlier(
      AnswerBuilder answer, Case known, OutlineStep first, OutlineStep last) {
    int steps = known.outline().index(last.id()) - known.outline().index(first.id());
    answer.say(
        say ->
            say.text("Its first piece of evidence was ")
                .step(first)
                .text(
                    ", "
                        + Say.count(steps, "step")
                        + " and "
                        + Say.span(Duration.between(first.startedAt(), last.startedAt()))
                        + " earlier: a rule that narrows the session there would have acted"
                        + " before."));
  }
}
