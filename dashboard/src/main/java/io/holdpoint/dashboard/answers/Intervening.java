// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.answers.AnswersView.Answer;
import io.holdpoint.dashboard.insight.Explanation;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When should somebody have intervened: the earliest step, by which rule? */
final class Intervening {

  private static final int MOST_RULES = 4;
  private static final int MOST_CHANCES = 2;

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
    Explanation explanation = known.explanations().get(detection.id());
    if (explanation != null) {
      explained(answer, known, detection, explanation);
      return;
    }
    opening
        .filter(first -> !first.id().equals(last.id()))
        .ifPresent(first -> earlier(answer, known, first, last));
  }

  private static void explained(
      AnswerBuilder answer, Case known, Detection detection, Explanation explanation) {
    explanation.chances().stream()
        .filter(Explanation.Chance::inTime)
        .filter(chance -> !detection.rule().equals(chance.rule()))
        .limit(MOST_CHANCES)
        .forEach(chance -> chance(answer, known, chance));
    List<StepId> needed =
        explanation.causes().stream()
            .filter(cause -> Boolean.TRUE.equals(cause.needed()))
            .map(Explanation.Cause::step)
            .toList();
    if (explanation.verified() && !needed.isEmpty()) {
      answer.say(
          say ->
              say.text("Replayed without ")
                  .numbers(needed)
                  .text(
                      needed.size() == 1
                          ? " there is no match."
                          : ", each left out, none matches."));
    }
    if (!explanation.verified()) {
      answer.unknown(
          "What would have happened without each step",
          "no replay could verify it: " + explanation.because(),
          "");
    }
  }

  private static void chance(AnswerBuilder answer, Case known, Explanation.Chance chance) {
    Optional<OutlineStep> at = known.outline().find(chance.step());
    RuleRef rule = chance.rule();
    at.ifPresent(
        step ->
            answer.say(
                say -> {
                  say.text("Earlier: ").step(step);
                  if (rule == null) {
                    say.text(" was still to be refused; without it the chain never closes.");
                  } else {
                    say.text(", where ")
                        .rule(rule)
                        .text(
                            (chance.shadow() ? " in shadow would " : " asked to ")
                                + chance.action()
                                + ".");
                  }
                }));
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
