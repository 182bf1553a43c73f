// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.MemoryStore;
import io.holdpoint.dashboard.Running;
import io.holdpoint.dashboard.Trace;
import io.holdpoint.dashboard.answers.AnswersView.Answer;
import io.holdpoint.dashboard.answers.AnswersView.Gap;
import io.holdpoint.dashboard.answers.AnswersView.Part;
import io.holdpoint.dashboard.context.ContextGrowth;
import io.holdpoint.dashboard.insight.Explanation;
import io.holdpoint.dashboard.outline.Outlines;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.testing.DriftReports;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.view.DriftReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class QuestionsTest {

  private static final RuleRef CHAIN = new RuleRef("HP-CHAIN-001", 3);
  private static final RuleRef DRIFT = new RuleRef("HP-DRIFT-001", 2);
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  private final Session session = Fixtures.session(1);
  private final Trace trace = new Trace(session, 1_000, START);
  private final List<Detection> detections = new ArrayList<>();
  private final List<Published> signals = new ArrayList<>();
  private final Map<String, Explanation> explanations = new HashMap<>();
  private @Nullable DriftReport drift;

  @Test
  void why_namesTheJudgement_theInputs_andTheModelCallBefore() {
    theft();
    Answer why = answer("why");
    assertThat(text(why))
        .startsWith("#3 mail/send (egress) was denied before it left.")
        .contains("HP-CHAIN-001 v3: A secret would leave. Proved by #1.")
        .contains("It builds on #1 files/read, which brought secret data into the session.")
        .contains("The model call before it was #2 m, 340 ms earlier.");
    assertThat(why.grade()).isEqualTo("G2");
    assertThat(refs(why)).contains(trace.id(0).toString(), trace.id(1).toString());
    assertThat(gaps(why)).contains("What the model said");
  }

  @Test
  void why_ofAnotherStep_isAnsweredWhenAsked() {
    theft();
    AnswersView answers = answers(Optional.of(trace.id(0)));
    assertThat(answers.place()).isEqualTo(1);
    assertThat(text(answers.answers().getFirst()))
        .contains("#1 files/read (read) was permitted.")
        .contains("No policy, rule or signal objected.");
  }

  @Test
  void why_withoutTelemetry_saysHowToConnectIt() {
    trace.effects(Effect.READ);
    trace.call("files/read", 5);
    Gap gap =
        answer("why").unknown().stream()
            .filter(one -> one.what().equals("The reasoning before it"))
            .findFirst()
            .orElseThrow();
    assertThat(gap.because()).contains("no model call was told of");
    assertThat(gap.connect()).contains("http://127.0.0.1:4318");
  }

  @Test
  void context_saysWhatCameIn_andWhenItTurnedBad() {
    theft();
    assertThat(text(answer("context")))
        .contains("1 result with 2.0 KB reached the agent over 1 model call, with #1.")
        .contains("Secret data entered at #1 files/read.");
  }

  @Test
  void context_saysHowItGrew_whereItFell_andWhatMemoryWasTouched() {
    trace.given(1_000, 2).model("m", 300);
    trace.effects(Effect.READ).brings(40_000);
    trace.call("files/read", 5);
    trace.effects(Effect.MEMORY_READ).brings(10);
    trace.call("notes/recall", 5);
    trace.given(12_500, 6).model("m", 300);
    trace.given(2_000, 3).model("m", 300);

    Answer context = answer("context");

    assertThat(text(context))
        .contains("Model calls took in 1,000 tokens at first, at #1 m, and 12,500 at most, at #4 m")
        .contains("It grew most before #4 m: by 11,500 tokens and 4 messages, after 2 results with")
        .contains("#5 m was given 3 messages less than the call before: older ones were cut")
        .contains("Memory was read 1 time and written 0 times between its model calls, before #4");
    assertThat(gaps(context)).isEmpty();
  }

  @Test
  void context_withoutTokensAndMessages_saysThatThisIsUnknown_andWhy() {
    trace.given(1_000, 0).model("m", 300);
    trace.model("m", 300);

    assertThat(answer("context").unknown())
        .extracting(gap -> gap.what() + ", because " + gap.because())
        .contains(
            "How many tokens 1 of 2 model calls took in, because the telemetry of them has no"
                + " count of input tokens",
            "Which messages were added for 2 model calls, because the telemetry of them has no"
                + " messages");
  }

  @Test
  void drift_isTheDriftRulesWord_orThatNoneMatched() {
    trace.call("files/read", 5);
    assertThat(text(answer("drift"))).contains("No drift rule matched in 1 step from #1 to #1");
    trace.call("web/post", 5);
    detections.add(
        trace
            .detection("d-1", DRIFT, Severity.LOW, Mode.SHADOW, "A tool it never used.", 1)
            .detection());
    assertThat(text(answer("drift"))).contains("At #2: A tool it never used. (HP-DRIFT-001 v2)");
  }

  @Test
  void intervene_namesTheRule_theStep_andTheFirstEvidence() {
    theft();
    assertThat(text(answer("intervene")))
        .contains("HP-CHAIN-001 v3 can act at #3 mail/send and did: the call was stopped")
        .contains("Its first piece of evidence was #1 files/read, 2 steps and 385 ms earlier");
  }

  @Test
  void intervene_inShadow_saysThatNothingWasStopped() {
    trace.call("files/read", 5);
    detections.add(
        trace
            .detection("d-1", CHAIN, Severity.HIGH, Mode.SHADOW, "It would leave.", 0)
            .detection());
    assertThat(text(answer("intervene"))).contains("it runs in shadow, so it only noted");
  }

  @Test
  void accountable_namesPrincipal_signals_andWhatNobodyKnows() {
    theft();
    Signal kill =
        new Signal.Kill(
            new Signal.Header(
                "K-1", Target.of(session), new Author.Operator("mira"), "Enough.", START));
    signals.add(new Published(7, kill));
    Answer answer = answer("accountable");
    assertThat(text(answer))
        .contains(session.identity().subject())
        .contains("mira gave kill (K-1) at 2026-11-20T10:00:00Z: Enough.");
    assertThat(gaps(answer)).contains("The agent’s owner", "On whose behalf it acted");
  }

  @Test
  void intervene_withAReplay_namesTheEarlierChance_andWhatItProved() {
    theft();
    explanations.put(
        "d-1",
        new Explanation(
            List.of(new Explanation.Cause(trace.id(0), true, "secret", true)),
            List.of(new Explanation.Chance(trace.id(0), DRIFT, "hold", true, true)),
            true,
            ""));
    assertThat(text(answer("intervene")))
        .contains("Earlier: #1 files/read, where HP-DRIFT-001 v2 in shadow would hold.")
        .contains("Replayed without #1 there is no match.");
    assertThat(text(answer("why"))).contains("A value in it came from #1 files/read");
  }

  @Test
  void drift_withAReport_saysWhereItBegan_andWhatIsUsual() {
    theft();
    drift = DriftReports.of(session.id());
    Answer answer = answer("drift");
    assertThat(text(answer)).contains("nats").contains("It drifts from #");
    assertThat(refs(answer)).isNotEmpty();
  }

  @Test
  void everyCitedStep_isStored() {
    theft();
    List<String> stored = trace.rows().stream().map(row -> row.id().toString()).toList();
    assertThat(answers(Optional.empty()).answers().stream().flatMap(a -> refs(a).stream()))
        .isNotEmpty()
        .allMatch(stored::contains);
  }

  private void theft() {
    trace.effects(Effect.READ).labels(DataLabel.SECRET).brings(2_000);
    int read = trace.call("files/read", 5);
    trace.model("m", 300);
    trace.effects(Effect.EGRESS).verdict("deny", trace.reason(CHAIN, "A secret would leave.", 0));
    int send = trace.call("mail/send", 0);
    detections.add(
        trace
            .detection("d-1", CHAIN, Severity.CRITICAL, Mode.ENFORCE, "Leaves.", read, send)
            .detection());
  }

  private Answer answer(String question) {
    return answers(Optional.empty()).answers().stream()
        .filter(one -> one.question().equals(question))
        .findFirst()
        .orElseThrow();
  }

  private AnswersView answers(Optional<StepId> about) {
    MemoryStore store = new MemoryStore();
    store.append(trace.rows(), List.of());
    Outlines outlines = new Outlines(store, session.identity().tenant(), new FakeClock());
    Case known =
        new Case(
            outlines.of(session.id()).orElseThrow(),
            ContextGrowth.of(outlines.of(session.id()).orElseThrow(), outlines::of),
            detections,
            signals,
            List.of(),
            Running.RULES,
            "",
            explanations,
            step -> Optional.empty(),
            drift,
            "http://127.0.0.1:4318");
    return Questions.answer(known, about, START);
  }

  private static String text(Answer answer) {
    return answer.sentences().stream()
        .map(one -> one.parts().stream().map(Part::text).collect(Collectors.joining()))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> refs(Answer answer) {
    return answer.sentences().stream()
        .flatMap(one -> one.parts().stream())
        .filter(part -> part.kind().equals("step"))
        .map(Part::ref)
        .toList();
  }

  private static List<String> gaps(Answer answer) {
    return answer.unknown().stream().map(Gap::what).toList();
  }
}
