// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.answers.AnswersView.Answer;
import io.holdpoint.dashboard.context.ContextCall;
import io.holdpoint.dashboard.insight.Explanation;
import io.holdpoint.dashboard.insight.ValueOrigin;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Reason;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Why did the agent choose this action, and what was said to it? */
final class Why {

  private static final int MOST_VALUES = 4;

  private final Case known;
  private final OutlineStep step;
  private final AnswerBuilder answer;

  private Why(Case known, OutlineStep step) {
    this.known = known;
    this.step = step;
    this.answer = new AnswerBuilder("why", "Why this action?", known);
  }

  static Answer answer(Case known, Optional<OutlineStep> about) {
    return about
        .map(step -> new Why(known, step).build())
        .orElseGet(
            () ->
                new AnswerBuilder("why", "Why this action?", known)
                    .unknown("The action", "no step is stored yet", "")
                    .build());
  }

  private Answer build() {
    judgement();
    inputs();
    thought();
    task();
    return answer.build();
  }

  private void judgement() {
    String effects = step.effects().stream().sorted().map(Effect::word).collect(comma());
    answer.say(
        say ->
            say.step(step)
                .text(effects.isEmpty() ? " " : " (" + effects + ") ")
                .text(
                    switch (step.verdict()) {
                      case "deny" -> "was denied before it left.";
                      case "hold" -> "was held for a person.";
                      case "permit" -> "was permitted.";
                      default -> "was told of by telemetry after the fact; nobody judged it.";
                    }));
    List<Reason> reasons =
        step.reasons().stream().filter(r -> !r.code().equals(Reason.NO_OBJECTION.code())).toList();
    if (reasons.isEmpty() && step.verdict().equals("permit")) {
      answer.say(say -> say.text("No policy, rule or signal objected."));
    }
    reasons.forEach(this::reason);
  }

  private void reason(Reason reason) {
    answer.say(
        say -> {
          if (reason.rule() != null) {
            say.rule(reason.rule()).text(": ");
          }
          say.text(reason.text());
          if (!reason.evidence().isEmpty()) {
            say.text(" Proved by ").numbers(reason.evidence()).text(".");
          }
        });
  }

  /** What the chain shows of where its values came from. */
  private void inputs() {
    Set<StepId> sources = new LinkedHashSet<>();
    known.completedBy(step).stream().map(Detection::chain).forEach(sources::addAll);
    step.reasons().stream().map(Reason::evidence).forEach(sources::addAll);
    sources.remove(step.id());
    List<OutlineStep> found =
        sources.stream().flatMap(id -> known.outline().find(id).stream()).toList();
    Optional<List<ValueOrigin>> values = known.values().apply(step.id());
    values.ifPresent(this::values);
    if (found.isEmpty() && values.isPresent()) {
      return;
    }
    if (found.isEmpty()) {
      answer.unknown(
          "Which earlier results its values came from",
          "the engine keeps that of the last calls of live sessions, and no rule that matched here"
              + " traced them",
          "Look while the session lives; rules that ask for the origin of values (HP-CHAIN family)"
              + " name it when they match.");
      return;
    }
    Set<StepId> origins =
        known.completedBy(step).stream()
            .flatMap(d -> Optional.ofNullable(known.explanations().get(d.id())).stream())
            .flatMap(explanation -> explanation.causes().stream())
            .filter(Explanation.Cause::origin)
            .map(Explanation.Cause::step)
            .collect(Collectors.toSet());
    for (OutlineStep source : found.subList(0, Math.min(3, found.size()))) {
      String labels = source.labels().stream().sorted().map(DataLabel::word).collect(comma());
      answer.say(
          say ->
              say.text(origins.contains(source.id()) ? "A value in it came from " : "It builds on ")
                  .step(source)
                  .text(
                      labels.isEmpty()
                          ? "."
                          : ", which brought " + labels + " data into the session."));
    }
  }

  /** What the engine saw of each argument when it judged the call. */
  private void values(List<ValueOrigin> values) {
    if (values.isEmpty()) {
      answer.say(say -> say.text("None of its values came from an earlier result."));
    }
    for (ValueOrigin value : values.subList(0, Math.min(MOST_VALUES, values.size()))) {
      Optional<OutlineStep> source =
          Optional.ofNullable(value.from()).flatMap(id -> known.outline().find(id));
      answer.say(
          say -> {
            say.text(value.percent() >= 100 ? "Its" : value.percent() + " % of its");
            say.text(" argument " + value.argument() + " came with ");
            source.ifPresentOrElse(say::step, () -> say.text(value.tool()));
            say.text(
                value.labels().isEmpty() ? "" : " (" + String.join(", ", value.labels()) + ")");
            say.text(
                switch (value.named()) {
                  case "yes" -> "; the user named it.";
                  case "no" -> "; the user did not name it.";
                  default -> "; whether the user named it is unknown.";
                });
          });
    }
  }

  private void thought() {
    Optional<OutlineStep> thought = known.thoughtBefore(step);
    Optional<ContextCall> elsewhere = known.context().before(step);
    if (thought.isEmpty() && elsewhere.isPresent()) {
      told(elsewhere.get());
      return;
    }
    if (thought.isEmpty()) {
      answer.unknown(
          "The reasoning before it",
          known.hasModelCalls()
              ? "no model call of the same agent came before it"
              : "no model call was told of in this session: the gateway sees calls, not thoughts",
          known.hasModelCalls() ? "" : known.connectTelemetry());
      return;
    }
    OutlineStep model = thought.get();
    Duration between = Duration.between(model.startedAt(), step.startedAt());
    answer.say(
        say ->
            say.text("The model call before it was ")
                .step(model)
                .text(", " + Say.span(between) + " earlier."));
    answer.unknown(
        "What the model said",
        "telemetry of model calls is stored without its text, which nobody has masked",
        "");
  }

  /** A gateway's step: its framework told of the model call in a session of its own. */
  private void told(ContextCall call) {
    answer.cited(EvidenceGrade.valueOf(call.grade()));
    answer.say(
        say ->
            say.text("The model call before it, as its framework tells, was #" + call.place() + " ")
                .text(call.model() + " of ")
                .session(call.session())
                .text("."));
    answer.unknown(
        "What the model said",
        "telemetry of model calls is stored without its text, which nobody has masked",
        "");
  }

  private void task() {
    String task = known.outline().row().facts().task();
    if (task.isBlank()) {
      answer.unknown(
          "What it was asked to do",
          "nobody declared a task for this session",
          "Let the agent's host declare it: POST /api/v1/sessions with its own credential.");
    } else {
      answer.say(say -> say.text("Its declared task: ").claim(task));
    }
  }

  private static java.util.stream.Collector<CharSequence, ?, String> comma() {
    return Collectors.joining(", ");
  }
}
