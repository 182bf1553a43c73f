// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.engine.rules.RuleTest.Baseline;
import io.holdpoint.engine.rules.RuleTest.Event;
import io.holdpoint.engine.rules.RuleTest.Phase;
import io.holdpoint.engine.rules.RuleTest.Told;
import io.holdpoint.gateway.decision.Judges;
import io.holdpoint.gateway.decision.Ruling;
import io.holdpoint.gateway.decision.StepJudgement;
import io.holdpoint.gateway.decision.StepThread;
import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.server.eval.replay.ReplayBus;
import io.holdpoint.server.eval.replay.ReplayClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One engine with the gateway's gate and decision path in front of the sandbox. Plays one scenario
 * after the other, each with principals of its own and longer apart than any rule looks back. For
 * one thread.
 */
final class Rig implements AutoCloseable {
  private static final Duration HOLD = Duration.ofMinutes(5);
  private static final Ruling LEFT = new Ruling.Go();
  private static final Duration BETWEEN = Duration.ofDays(8);

  /** Clean sessions are no burst. */
  private static final Duration BETWEEN_USUAL = Duration.ofHours(1);

  private final ReplayClock clock = new ReplayClock();
  private final ReplayBus bus = new ReplayBus();
  private final CorrelationEngine engine;
  private final Judges judges;
  private final Sandbox sandbox;
  private final Set<String> matched = new LinkedHashSet<>();
  private final Map<String, Pending> newest = new HashMap<>();
  private int scenes;

  private record Pending(StepJudgement judgement, Event event) {}

  Rig(RuleSet rules, Sandbox sandbox) {
    this.sandbox = sandbox;
    this.engine = new CorrelationEngine(EngineSettings.DEFAULTS.withShards(1), rules, clock);
    engine.inTurn();
    engine.reportTo(
        (detection, signals) -> {
          note(detection);
          signals.forEach(bus::publish);
        });
    bus.subscribe(0, engine::applied);
    this.judges = new Judges(engine, bus, new Gate(bus, clock), HOLD, clock);
  }

  /** From now on these rules judge. */
  void defend(RuleSet rules) {
    engine.activate(rules);
  }

  Played play(Scenario scenario) {
    bus.forget();
    clock.advance(BETWEEN);
    scenes++;
    Stage stage = new Stage("scene-" + scenes, clock.instant());
    before(stage, scenario.story().baseline());
    matched.clear();
    newest.clear();
    int effects = sandbox.effects();
    int number = 0;
    NavigableMap<Integer, Ruling> stopped = new TreeMap<>();
    Session last = null;
    Instant start = clock.instant();
    for (Event event : scenario.story().events()) {
      number++;
      clock.advance(Duration.between(clock.instant(), start.plus(event.at())));
      last = stage.session(event);
      Ruling ruling = step(stage, event);
      if (!(ruling instanceof Ruling.Go)) {
        stopped.put(number, ruling);
      }
    }
    return new Played(
        scenario,
        grade(scenario, stopped, last),
        stopped.isEmpty() ? 0 : stopped.firstKey(),
        asked(scenario, stopped),
        List.copyOf(matched),
        sandbox.effects() - effects);
  }

  @Override
  public void close() {
    engine.close();
  }

  private Grade grade(
      Scenario scenario, NavigableMap<Integer, Ruling> stopped, @Nullable Session last) {
    if (decisive(scenario, stopped) != null) {
      return stopped.firstKey() < scenario.harm() ? Grade.BEFORE : Grade.AT;
    }
    boolean contained = last != null && !(judges.gate().read(last) instanceof GateState.Active);
    if (contained || (!scenario.isHarmNamed() && !stopped.isEmpty())) {
      return Grade.AFTER;
    }
    return matched.isEmpty() ? Grade.MISSED : Grade.NOTICED;
  }

  /** The ruling that kept the harm from being completed, or null if none did. */
  private static @Nullable Ruling decisive(
      Scenario scenario, NavigableMap<Integer, Ruling> stopped) {
    if (scenario.isHarmNamed()) {
      return stopped.get(scenario.harm());
    }
    return stopped.isEmpty() || stopped.firstKey() > scenario.harm()
        ? null
        : stopped.firstEntry().getValue();
  }

  private static boolean asked(Scenario scenario, NavigableMap<Integer, Ruling> stopped) {
    return decisive(scenario, stopped) instanceof Ruling.Wait;
  }

  private void before(Stage stage, Baseline baseline) {
    List<String> tools = baseline.tools();
    for (int i = 0; i < baseline.sessions(); i++) {
      for (int n = 0; n < tools.size(); n++) {
        step(stage, Event.usual("before-" + i, n, tools.get(n), n == tools.size() - 1));
        clock.advance(Duration.ofSeconds(1));
      }
      clock.advance(BETWEEN_USUAL);
    }
  }

  /** What became of the call; words and ends just happen. */
  private Ruling step(Stage stage, Event event) {
    Ruling ruling = LEFT;
    Told told = event.told();
    if (told != null) {
      tell(stage, event, told);
    } else if (!event.user().isEmpty() || !event.agent().isEmpty()) {
      say(stage, event);
    } else {
      if (event.phase() != Phase.COMPLETION) {
        ruling = attempt(stage, event);
      }
      Pending pending = newest.get(event.session());
      if (pending != null && event.phase() != Phase.ATTEMPT) {
        finish(pending, event);
      }
    }
    if (event.ends()) {
      engine.ended(stage.session(event), clock.instant());
    }
    return ruling;
  }

  /** What a framework tells stops no call: it comes too late. */
  private void tell(Stage stage, Event event, Told told) {
    engine
        .observe(
            new Step.Observed(
                stage.nextId(),
                stage.session(event).id(),
                told.kind(),
                told.name(),
                told.authenticated() ? EvidenceGrade.G2 : EvidenceGrade.G3,
                clock.instant(),
                told.mismatch()))
        .toCompletableFuture()
        .join()
        .detections()
        .forEach(this::note);
  }

  private void say(Stage stage, Event event) {
    boolean user = !event.user().isEmpty();
    engine.observe(
        new Step.Observed(
            stage.nextId(),
            stage.session(event).id(),
            user ? StepKind.USER_MESSAGE : StepKind.MODEL_CALL,
            "",
            EvidenceGrade.G1,
            clock.instant()),
        new ClearView(user ? event.user() : event.agent()));
  }

  private Ruling attempt(Stage stage, Event event) {
    Step.Attempted attempt = stage.attempt(event, clock.instant());
    StepJudgement judgement =
        new StepJudgement(
            judges, StepThread.CALLING, attempt, new ClearView(event.arguments()), risk -> {});
    Ruling[] ruling = new Ruling[1];
    judgement.judge(answer -> ruling[0] = answer);
    judgement.detections().forEach(this::note);
    Ruling said = requireNonNull(ruling[0], "ruling");
    if (said instanceof Ruling.Go) {
      newest.put(event.session(), new Pending(judgement, event));
      return said;
    }
    newest.remove(event.session());
    complete(judgement, new Outcome.Refused(), Payload.NONE, Set.of(), "");
    return said;
  }

  private void finish(Pending pending, Event event) {
    StepJudgement judgement = pending.judgement();
    switch (event.phase()) {
      case BOTH, COMPLETION -> answer(judgement, event);
      case ATTEMPT -> {}
      case REFUSED -> complete(judgement, new Outcome.Refused(), Payload.NONE, Set.of(), "");
      case ASKED -> engine.approval(held(judgement.attempt(), new ApprovalState.Pending()));
      case APPROVED -> {
        engine.approval(held(judgement.attempt(), new ApprovalState.Pending()));
        Instant said = clock.instant().plusSeconds(2);
        ApprovalWord word =
            new ApprovalWord.Once(
                new ApprovalWord.Spoken("operator", "fine", said), said.plusSeconds(60));
        engine.approval(
            held(judgement.attempt(), new ApprovalState.Granted(word, said.plusSeconds(60), 0)));
        answer(judgement, event);
      }
    }
  }

  private void answer(StepJudgement judgement, Event event) {
    String result = sandbox.call(event);
    Outcome outcome = event.failed() ? new Outcome.ToolError() : new Outcome.Succeeded();
    complete(judgement, outcome, Stage.payload(result), event.labels(), result);
  }

  private void complete(
      StepJudgement judgement,
      Outcome outcome,
      Payload result,
      Set<io.holdpoint.model.step.DataLabel> labels,
      String text) {
    Step.Attempted attempt = judgement.attempt();
    judgement.complete(
        new Step.Completed(
            attempt.id(), attempt.session().id(), outcome, result, labels, clock.instant()),
        new ClearView(text),
        failure -> {});
    judgement.detections().forEach(this::note);
  }

  private Approval held(Step.Attempted attempt, ApprovalState state) {
    ApprovalRequest request =
        new ApprovalRequest(
            attempt,
            "",
            Set.of(),
            attempt.arguments().digest(),
            attempt.arguments().digest(),
            List.of(),
            HOLD,
            "");
    Instant now = clock.instant();
    String ref = "H-" + attempt.id();
    return new Approval(ref, request, Set.of(), now, now.plus(HOLD), state, 1, List.of());
  }

  private void note(Detection detection) {
    if (detection.mode() == Mode.ENFORCE) {
      matched.add(detection.rule().id());
    }
  }
}
