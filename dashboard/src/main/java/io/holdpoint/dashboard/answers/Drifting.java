// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.RuleInfo;
import io.holdpoint.dashboard.answers.AnswersView.Answer;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.view.DriftReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where did it drift from what this agent usually does? */
final class Drifting {

  private static final String BECAUSE = ": unknown, because ";

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
    DriftReport report = known.drift();
    if (report != null) {
      reported(answer, known, report);
      return answer.build();
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

  private static void reported(AnswerBuilder answer, Case known, DriftReport report) {
    DriftReport.Baseline baseline = report.baseline();
    Integer from = report.driftedAt();
    Double limit = baseline.threshold();
    double score = report.steps().isEmpty() ? 0 : report.steps().getLast().score();
    if (baseline.cleanSessions() == 0) {
      report.unknown().forEach(gap -> gap(answer, gap));
      return;
    }
    answer.say(
        say ->
            say.text(
                String.format(
                    Locale.ROOT,
                    "Its evidence of drift stands at %.1f nats%s, against %s of %s.",
                    score,
                    limit == null ? "" : String.format(Locale.ROOT, " (limit %.1f)", limit),
                    Say.count(baseline.cleanSessions(), "clean session"),
                    baseline.name())));
    if (from == null) {
      answer.say(
          say -> say.text("It does not drift: no change point in " + calls(report.calls()) + "."));
    } else {
      changePoint(answer, known, report, from);
    }
    report.unknown().forEach(gap -> gap(answer, gap));
    answer.cited(EvidenceGrade.G0);
  }

  private static void changePoint(AnswerBuilder answer, Case known, DriftReport report, int from) {
    Optional<OutlineStep> step = call(known, from);
    Optional<DriftReport.Step> told =
        report.steps().stream().filter(one -> one.number() == from).findFirst();
    answer.say(
        say -> {
          say.text("It drifts from ");
          step.ifPresentOrElse(say::step, () -> say.text("call " + from));
          told.ifPresent(
              one -> {
                say.text(
                    ": this call followed the one before "
                        + one.seenBefore()
                        + " of "
                        + one.outOf()
                        + " times");
                if (!one.expected().isEmpty()) {
                  DriftReport.Expected usual = one.expected().getFirst();
                  say.text(", usually comes " + usual.tool());
                }
              });
          say.text(".");
        });
    Integer alarm = report.alarmedAt();
    if (alarm != null) {
      answer.say(
          say -> {
            say.text("The limit was passed at ");
            call(known, alarm).ifPresentOrElse(say::step, () -> say.text("call " + alarm));
            say.text(".");
          });
    }
  }

  /** The engine says what it does not know in one sentence. */
  private static void gap(AnswerBuilder answer, String sentence) {
    int cut = sentence.indexOf(BECAUSE);
    if (cut < 0) {
      answer.unknown("More of its drift", sentence, "");
    } else {
      String what = sentence.substring(0, cut);
      answer.unknown("Its " + what, sentence.substring(cut + BECAUSE.length()), "");
    }
  }

  /** The engine counts calls, the store every step. */
  private static Optional<OutlineStep> call(Case known, int number) {
    return known.steps().stream()
        .filter(step -> step.grade() == EvidenceGrade.G0)
        .skip(number - 1L)
        .findFirst();
  }

  private static String calls(int count) {
    return Say.count(count, "call");
  }
}
