// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import io.holdpoint.dashboard.answers.AnswersView.Gap;
import io.holdpoint.dashboard.context.ContextCall;
import io.holdpoint.dashboard.context.ContextGrowth;
import io.holdpoint.dashboard.outline.OutlineStep;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What its model calls were given, as part of how its context evolved. */
final class Given {

  private static final int MOST_FALLS = 3;

  private final AnswerBuilder answer;
  private final Case known;
  private final List<ContextCall> calls;

  private Given(AnswerBuilder answer, Case known) {
    this.answer = answer;
    this.known = known;
    this.calls = known.context().calls();
  }

  /** Says what is known of it, and what is not. */
  static void say(AnswerBuilder answer, Case known) {
    Given given = new Given(answer, known);
    if (!given.calls.isEmpty()) {
      given.where();
      given.size();
      given.growth();
      given.falls();
      given.memory();
    }
    unknown(known.context(), known.connectTelemetry())
        .forEach(gap -> answer.unknown(gap.what(), gap.because(), gap.connect()));
  }

  /** What is not known of it, and why. */
  static List<Gap> unknown(ContextGrowth growth, String connect) {
    List<ContextCall> calls = growth.calls();
    if (calls.isEmpty()) {
      return List.of(
          new Gap(
              "What each model call was given",
              "no model call was told of in this session, nor by a framework that told of its"
                  + " calls",
              connect));
    }
    List<Gap> gaps = new ArrayList<>();
    long noTokens = calls.stream().filter(call -> call.inputTokens() == null).count();
    if (noTokens > 0) {
      gaps.add(
          new Gap(
              "How many tokens " + of(noTokens, calls) + " took in",
              "the telemetry of them has no count of input tokens",
              "Let the framework send gen_ai.usage.input_tokens with each model call."));
    }
    long noMessages = calls.stream().filter(call -> call.messages() == null).count();
    if (noMessages > 0) {
      gaps.add(
          new Gap(
              "Which messages were added for " + of(noMessages, calls),
              "the telemetry of them has no messages",
              "Switch the capture of messages on in the framework; only digests of them are"
                  + " kept."));
    }
    if (calls.stream().allMatch(call -> call.memory().steps().isEmpty())) {
      gaps.add(
          new Gap(
              "Whether memory was read or written",
              "no step before a model call is known as one of memory",
              "Classify tools that keep memory: holdpoint tools classify UPSTREAM/TOOL --effects"
                  + " memory-read."));
    }
    return gaps;
  }

  private static String of(long some, List<ContextCall> calls) {
    return some == calls.size()
        ? Say.count(some, "model call")
        : some + " of " + Say.count(calls.size(), "model call");
  }

  /** A gateway sees none of them itself. */
  private void where() {
    List<SessionId> others = known.context().toldIn();
    if (!others.isEmpty()) {
      answer.say(
          say -> {
            say.text("Its model calls are told of in ");
            others.forEach(other -> say.session(other.value()).text(" "));
            say.text("by a framework whose calls the gateway saw.");
          });
    }
  }

  private void size() {
    List<ContextCall> counted = calls.stream().filter(call -> call.inputTokens() != null).toList();
    if (counted.isEmpty()) {
      return;
    }
    ContextCall first = counted.getFirst();
    ContextCall most = counted.stream().max(Comparator.comparingLong(Given::tokens)).orElse(first);
    answer.say(
        say -> {
          say.text("Model calls took in " + number(tokens(first)) + " tokens at first, at ");
          cite(say, first).text(", and " + number(tokens(most)) + " at most, at ");
          cite(say, most).text(".");
        });
  }

  private void growth() {
    calls.stream()
        .filter(call -> grown(call) > 0)
        .max(Comparator.comparingLong(Given::grown))
        .ifPresent(
            call ->
                answer.say(
                    say -> {
                      say.text("It grew most before ");
                      cite(say, call).text(": by " + number(grown(call)) + " tokens");
                      Integer added = call.addedMessages();
                      say.text(added == null ? "" : " and " + Say.count(added, "message"));
                      say.text(
                          call.results() == 0
                              ? "."
                              : ", after "
                                  + Say.count(call.results(), "result")
                                  + " with "
                                  + Say.bytes(call.resultBytes())
                                  + ".");
                    }));
  }

  /** What was given once and is not any more. */
  private void falls() {
    List<ContextCall> fallen = calls.stream().filter(call -> !call.fell().isEmpty()).toList();
    for (ContextCall call : fallen.subList(0, Math.min(MOST_FALLS, fallen.size()))) {
      boolean byMessages = call.fell().equals("messages");
      long fewer = byMessages ? -(long) added(call) : -grown(call);
      answer.say(
          say ->
              cite(say, call)
                  .text(
                      " was given "
                          + Say.count(fewer, byMessages ? "message" : "token")
                          + " less than the call before: older ones were cut or summed up, or"
                          + " another conversation began."));
    }
    if (fallen.size() > MOST_FALLS) {
      answer.say(
          say ->
              say.text(
                  "So were "
                      + Say.count(fallen.size() - (long) MOST_FALLS, "later model call")
                      + "."));
    }
  }

  private void memory() {
    List<ContextCall> after =
        calls.stream().filter(call -> !call.memory().steps().isEmpty()).toList();
    if (after.isEmpty()) {
      return;
    }
    long reads = after.stream().mapToLong(call -> call.memory().reads()).sum();
    long writes = after.stream().mapToLong(call -> call.memory().writes()).sum();
    answer.say(
        say -> {
          say.text(
              "Memory was read "
                  + Say.count(reads, "time")
                  + " and written "
                  + Say.count(writes, "time")
                  + " between its model calls, before ");
          cite(say, after.getFirst());
          say.text(
              after.size() == 1 ? "." : " and " + Say.count(after.size() - 1L, "later one") + ".");
        });
  }

  /** A step of another session is cited by that session. */
  private Say cite(Say say, ContextCall call) {
    Optional<OutlineStep> own = known.outline().find(StepId.parse(call.step()));
    if (own.isPresent()) {
      return say.step(own.get());
    }
    answer.cited(EvidenceGrade.valueOf(call.grade()));
    return say.text("#" + call.place() + " " + call.model() + " of ").session(call.session());
  }

  private static long tokens(ContextCall call) {
    return or0(call.inputTokens());
  }

  private static long grown(ContextCall call) {
    return or0(call.grownTokens());
  }

  private static int added(ContextCall call) {
    Integer added = call.addedMessages();
    return added == null ? 0 : added;
  }

  private static long or0(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
