// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemorySignalBus;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.view.DetectionRow;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class ObserverTest {

  private static final RuleRef RULE = new RuleRef("HP-LOOP-001", 1);
  private static final Session SESSION = Fixtures.session(1);

  private final InMemorySignalBus signals = new InMemorySignalBus();

  @Test
  void publishes_signals_on_the_word_of_a_registered_sender() {
    Observer observer = new Observer(new Pausing(SESSION), signals);

    List<DetectionRow> detections =
        observer.observe(List.of(observation(EvidenceGrade.G2, SESSION.id())));

    assertThat(detections).extracting(row -> row.detection().rule()).containsExactly(RULE);
    assertThat(signals.signals()).extracting(Signal::word).containsExactly("pause");
    assertThat(observer.withheld()).isZero();
  }

  @Test
  void contains_nobody_on_the_word_of_anyone_else_but_tells_of_it() {
    Observer observer = new Observer(new Pausing(SESSION), signals);

    List<DetectionRow> detections =
        observer.observe(List.of(observation(EvidenceGrade.G3, SESSION.id())));

    assertThat(detections).hasSize(1);
    assertThat(signals.signals()).isEmpty();
    assertThat(observer.withheld()).isEqualTo(1);
  }

  @Test
  void contains_no_other_session_than_the_one_told_of() {
    Observer observer = new Observer(new Pausing(Fixtures.session(2)), signals);

    observer.observe(List.of(observation(EvidenceGrade.G2, SESSION.id())));

    assertThat(signals.signals()).isEmpty();
    assertThat(observer.withheld()).isEqualTo(1);
  }

  @Test
  void says_which_step_the_monitor_failed_on() {
    SessionMonitor broken =
        new Pausing(SESSION) {
          @Override
          public CompletionStage<Assessment> observe(Step.Observed observation) {
            return CompletableFuture.failedFuture(new IllegalStateException("gone"));
          }
        };

    assertThatThrownBy(
            () ->
                new Observer(broken, signals)
                    .observe(List.of(observation(EvidenceGrade.G2, SESSION.id()))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Fixtures.stepId(1).toString());
  }

  private static Batch.Observation observation(EvidenceGrade grade, SessionId session) {
    return new Batch.Observation(
        "default",
        new Step.Observed(
            Fixtures.stepId(1), session, StepKind.TOOL_CALL, "t", grade, Fixtures.NOW));
  }

  /** Asks for a pause at everything it observes. */
  private static class Pausing implements SessionMonitor {

    private final Session paused;

    Pausing(Session paused) {
      this.paused = paused;
    }

    @Override
    public CompletionStage<Assessment> assess(Step.Attempted attempt) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Assessment> complete(Step.Completed completion) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Assessment> observe(Step.Observed step) {
      Detection detection =
          new Detection(
              "d-1",
              RULE,
              DetectionKind.LOOP,
              Severity.MEDIUM,
              step.session(),
              List.of(step.id()),
              40,
              Action.PAUSE,
              Mode.ENFORCE,
              "The same call five times.",
              step.at());
      Signal pause =
          new Signal.Pause(
              new Signal.Header(
                  "P-1", Target.of(paused), new Author.ByRule(RULE, "d-1"), "loop", step.at()));
      return CompletableFuture.completedFuture(
          new Assessment(
              ScriptedMonitor.permit(step.at()).decision(),
              List.of(detection),
              List.of(pause),
              40));
    }

    @Override
    public void ended(Session session, Instant at) {
      throw new UnsupportedOperationException();
    }
  }
}
