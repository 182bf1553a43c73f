// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.answers.AnswersView.Answer;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.model.step.DataLabel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How did its context evolve: what came in, when, and how much of it? */
final class Evolution {

  private static final List<DataLabel> LABELS =
      List.of(DataLabel.UNTRUSTED, DataLabel.PRIVATE, DataLabel.SECRET);
  private static final int MUCH = 5;

  private Evolution() {}

  static Answer answer(Case known) {
    AnswerBuilder answer = new AnswerBuilder("context", "How did its context evolve?", known);
    List<OutlineStep> results =
        known.steps().stream().filter(step -> step.resultBytes() > 0).toList();
    long calls = known.context().calls().size();
    if (results.isEmpty()) {
      answer.unknown(
          "What entered its context",
          "no result of a call was seen",
          "Send the agent's MCP traffic through the gateway.");
    } else {
      size(answer, known, results, calls);
      largest(answer, results);
    }
    labels(answer, known);
    Given.say(answer, known);
    return answer.build();
  }

  private static void size(
      AnswerBuilder answer, Case known, List<OutlineStep> results, long calls) {
    long total = results.stream().mapToLong(OutlineStep::resultBytes).sum();
    answer.say(
        say -> {
          say.text(Say.count(results.size(), "result") + " with " + Say.bytes(total))
              .text(" reached the agent")
              .text(calls == 0 ? "" : " over " + Say.count(calls, "model call"))
              .text(results.size() == 1 ? ", with " : ", from ")
              .number(results.getFirst());
          if (results.size() > 1) {
            say.text(" to ").number(results.getLast());
          }
          say.text(".");
        });
    int risk = known.outline().row().maxRisk();
    if (risk > 0) {
      known.steps().stream()
          .filter(step -> step.risk() == risk)
          .findFirst()
          .ifPresent(
              step ->
                  answer.say(
                      say ->
                          say.text("Risk was highest, " + risk + " of 100, at ")
                              .step(step)
                              .text(".")));
    }
  }

  private static void largest(AnswerBuilder answer, List<OutlineStep> results) {
    long total = results.stream().mapToLong(OutlineStep::resultBytes).sum();
    OutlineStep most =
        results.stream().max(Comparator.comparingInt(OutlineStep::resultBytes)).orElseThrow();
    if (results.size() > 1 && (long) most.resultBytes() * MUCH > total) {
      long percent = Math.round(100.0 * most.resultBytes() / total);
      answer.say(say -> say.step(most).text(" alone brought " + percent + " % of it."));
    }
  }

  /** Once in, a label stays: what matters is when it came first. */
  private static void labels(AnswerBuilder answer, Case known) {
    for (DataLabel label : LABELS) {
      List<OutlineStep> bringing =
          known.steps().stream().filter(step -> step.labels().contains(label)).toList();
      Optional<OutlineStep> first = bringing.stream().findFirst();
      first.ifPresent(
          step ->
              answer.say(
                  say -> {
                    say.text(capital(label) + " data entered at ").step(step);
                    if (bringing.size() > 1) {
                      say.text(" and with " + Say.count(bringing.size() - 1L, "later step"));
                    }
                    say.text(".");
                  }));
    }
  }

  private static String capital(DataLabel label) {
    String word = label.word();
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
