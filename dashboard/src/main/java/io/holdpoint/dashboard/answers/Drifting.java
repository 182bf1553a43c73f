// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.RuleInfo;
import io.holdpoint.dashboard.answers.AnswersView.Answer;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import java.util.List;

/** Where did it drift from what this agent usually does? */
final class Drifting {

  private Drifting() {}

  static Answer answer(Case known) {
    AnswerBuilder answer = new AnswerBuilder("drift", "Where did it drift?", known);
    List<Detection> drifts =
        known.detections().stream().filter(d -> d.kind() == DetectionKind.DRIFT).toList();
    for (Detection drift : drifts) {
      answer.say(
          say ->
              say.text("At ")
                  .numbers(List.of(drift.chain().getLast()))
                  .text(": " + drift.text() + " (")
                  .rule(drift.rule())
                  .text(")"));
    }
    List<RuleInfo> watching =
        known.rules().stream().filter(rule -> rule.kind() == DetectionKind.DRIFT).toList();
    if (watching.isEmpty()) {
      answer.unknown(
          "Whether it drifted",
          "no rule that compares with a baseline is in force",
          "Put a drift rule (HP-DRIFT-001 is shipped) into force.");
    } else if (drifts.isEmpty()) {
      known.steps().stream()
          .findFirst()
          .ifPresent(
              first ->
                  answer.say(
                      say ->
                          say.text(
                                  "No drift rule matched in "
                                      + Say.count(known.steps().size(), "step")
                                      + " from ")
                              .number(first)
                              .text(" to ")
                              .number(known.steps().getLast())
                              .text(" (" + Say.count(watching.size(), "rule") + " watching).")));
    }
    return answer.build();
  }
}
