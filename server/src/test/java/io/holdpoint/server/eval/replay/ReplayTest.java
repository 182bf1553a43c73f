// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.decision.Attempts;
import io.holdpoint.gateway.decision.Judges;
import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.server.eval.EvaluationFixture;
import io.holdpoint.server.eval.trace.RecordedStep;
import io.holdpoint.server.eval.trace.RecordedStep.Called;
import io.holdpoint.server.eval.trace.RecordedStep.ModelSaid;
import io.holdpoint.server.eval.trace.RecordedStep.Returned;
import io.holdpoint.server.eval.trace.RecordedStep.UserSaid;
import io.holdpoint.server.eval.trace.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class ReplayTest {

  private static final List<RecordedStep> STEPS =
      List.of(
          new UserSaid(0, "task"),
          new Called(1, "u", "free", "{\"a\":1}"),
          new Returned(2, 1, false, "one"),
          new ModelSaid(3, "thinking"),
          new Called(4, "u", "stopped", "{}"),
          new Returned(5, 4, false, "never shown"),
          new UserSaid(6, "more"),
          new Called(7, "u", "free", "{}"),
          new Returned(8, 7, true, "three"));

  @Test
  void result_ofAStoppedCallIsNeverShown() {
    Listening monitor = new Listening(new Verdict.Deny(Set.of()), false);

    ReplayedSession replayed = replay(monitor, ReplayMode.TASK_KNOWN);

    assertThat(monitor.told)
        .containsExactly(
            "user task",
            "assess free {\"a\":1}",
            "succeeded one",
            "model thinking",
            "assess stopped {}",
            "refused ",
            "user more",
            "assess free {}",
            "tool-error three",
            "ended");
    assertThat(replayed.calls().stream().map(ReplayedCall::stop))
        .containsExactly(Stop.NONE, Stop.DENY, Stop.NONE);
    assertThat(replayed.calls().get(1).why()).containsExactly("because");
  }

  @Test
  void task_comesLateWhereItIsKnownLate() {
    Listening monitor = new Listening(Verdict.Permit.PLAIN, false);

    replay(monitor, ReplayMode.TASK_LATE);

    assertThat(monitor.told)
        .containsSubsequence("assess stopped {}", "user more", "user task", "assess free {}")
        .doesNotHaveDuplicates();
  }

  @Test
  void messages_areNotSeenWhereOnlyTrafficIs() {
    Listening monitor = new Listening(Verdict.Permit.PLAIN, false);

    replay(monitor, ReplayMode.MCP_ONLY);

    assertThat(monitor.told).noneMatch(told -> told.startsWith("user") || told.startsWith("model"));
    assertThat(monitor.told).contains("succeeded never shown");
  }

  @Test
  void pause_stopsEveryLaterCallAtTheGate() {
    Listening monitor = new Listening(new Verdict.Hold(Duration.ofMinutes(1), Set.of()), true);

    ReplayedSession replayed = replay(monitor, ReplayMode.MCP_ONLY);

    assertThat(replayed.calls().stream().map(ReplayedCall::stop))
        .containsExactly(Stop.NONE, Stop.PAUSE, Stop.PAUSE);
    assertThat(monitor.told).doesNotContain("assess free {}");
  }

  @Test
  void hold_letsTheRecordingGoOn() {
    Listening monitor = new Listening(new Verdict.Hold(Duration.ofMinutes(1), Set.of()), false);

    assertThat(replay(monitor, ReplayMode.MCP_ONLY).calls().stream().map(ReplayedCall::stop))
        .containsExactly(Stop.NONE, Stop.HOLD, Stop.NONE);
  }

  private static ReplayedSession replay(SessionMonitor monitor, ReplayMode mode) {
    ReplayClock clock = new ReplayClock();
    ReplayBus bus = new ReplayBus();
    Judges judges = new Judges(monitor, bus, new Gate(bus, clock), Duration.ofMinutes(5), clock);
    ToolCatalogue catalogue = EvaluationFixture.bench().catalogue();
    Attempts attempts = new Attempts(catalogue);
    Reading reading = new Reading(catalogue);
    Recording recording = new Recording("0123456789abcdef".repeat(2), STEPS);
    return new Replay(recording, mode, judges, attempts, reading, clock).run();
  }

  /** Writes down what it is told, and stops calls of the tool {@code stopped}. */
  private static final class Listening implements SessionMonitor {
    private final Verdict verdict;
    private final boolean pauses;
    private final List<String> told = new ArrayList<>();

    Listening(Verdict verdict, boolean pauses) {
      this.verdict = verdict;
      this.pauses = pauses;
    }

    @Override
    public CompletionStage<Assessment> assess(Step.Attempted attempt) {
      throw new AssertionError("arguments in the clear were not handed over");
    }

    @Override
    public CompletionStage<Assessment> complete(Step.Completed completion) {
      throw new AssertionError("the result in the clear was not handed over");
    }

    @Override
    public CompletionStage<Assessment> observe(Step.Observed observation) {
      throw new AssertionError("the text in the clear was not handed over");
    }

    @Override
    public CompletionStage<Assessment> assess(Step.Attempted attempt, ClearView arguments) {
      told.add("assess " + attempt.tool().name() + " " + arguments.text());
      if (!attempt.tool().name().equals("stopped")) {
        return permit(attempt.at());
      }
      Contribution because =
          new Contribution("engine", verdict, new Reason("test", null, "because", List.of()));
      Signal.Header header =
          new Signal.Header(
              "P-1",
              Target.of(attempt.session()),
              new Author.ByRule(new io.holdpoint.model.verdict.RuleRef("T-1", 1), "d-1"),
              "because",
              attempt.at());
      return CompletableFuture.completedStage(
          new Assessment(
              Decision.of(because, attempt.at()),
              List.of(),
              pauses ? List.of(new Signal.Pause(header)) : List.of(),
              0));
    }

    @Override
    public CompletionStage<Assessment> complete(Step.Completed completion, ClearView result) {
      Outcome outcome = completion.outcome();
      told.add(outcome.word() + " " + result.text());
      return permit(completion.at());
    }

    @Override
    public CompletionStage<Assessment> observe(Step.Observed observation, ClearView content) {
      String who =
          switch (observation.kind()) {
            case USER_MESSAGE -> "user ";
            case MODEL_CALL -> "model ";
            default -> "other ";
          };
      told.add(who + content.text());
      return permit(observation.at());
    }

    @Override
    public void ended(Session session, Instant at) {
      told.add("ended");
    }

    private static CompletionStage<Assessment> permit(Instant at) {
      return CompletableFuture.completedStage(ScriptedMonitor.permit(at));
    }
  }
}
