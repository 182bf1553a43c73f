// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.Witness;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.MemoryRecord;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An engine whose input is recorded, and what it detected. */
final class Recorded implements AutoCloseable {
  static final RuleSet RULES = RuleSet.load(List.of(), true, null);

  final MemoryRecord record = new MemoryRecord();
  final List<Detection> detections = new ArrayList<>();
  private final FakeClock clock = new FakeClock();
  private final RuleSet rules;
  private final CorrelationEngine engine;
  private int steps;

  Recorded() {
    this(RULES);
  }

  Recorded(RuleSet rules) {
    this.rules = rules;
    this.engine =
        new CorrelationEngine(
            EngineSettings.DEFAULTS.withShards(1),
            rules,
            clock,
            Vocabulary.shipped(),
            record,
            Witness.NONE);
  }

  Explainer explainer(RuleSet with) {
    return new Explainer(with, EngineSettings.DEFAULTS, Vocabulary.shipped());
  }

  Explained explain(Detection detection) {
    return explainer(rules).explain(detection, record);
  }

  void call(int session, ToolRef tool, String arguments, String result) {
    clock.advance(Duration.ofSeconds(2));
    steps++;
    Step.Attempted attempt =
        Fixtures.attempt(steps, Fixtures.session(session), tool, arguments, clock.instant());
    Assessment answer =
        engine.assess(attempt, new ClearView(arguments)).toCompletableFuture().join();
    detections.addAll(answer.detections());
    if (answer.decision().verdict() instanceof Verdict.Permit) {
      clock.advance(Duration.ofSeconds(1));
      Step.Completed completion = Fixtures.completion(attempt, result);
      Step.Completed now =
          new Step.Completed(
              completion.id(),
              completion.session(),
              completion.outcome(),
              completion.result(),
              completion.labels(),
              clock.instant());
      detections.addAll(
          engine.complete(now, new ClearView(result)).toCompletableFuture().join().detections());
    }
  }

  void said(int session, String text) {
    steps++;
    Step.Observed observed =
        new Step.Observed(
            Fixtures.stepId(steps),
            Fixtures.session(session).id(),
            StepKind.USER_MESSAGE,
            "",
            EvidenceGrade.G1,
            clock.instant());
    engine.observe(observed, new ClearView(text)).toCompletableFuture().join();
  }

  void end(int session) {
    engine.ended(Fixtures.session(session), clock.instant());
  }

  @Override
  public void close() {
    engine.close();
  }
}
