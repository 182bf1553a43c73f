// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.model.wire.WireCodec;
import io.holdpoint.server.remote.wire.ChannelMethods;
import io.holdpoint.server.remote.wire.StepMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of another process. While it is gone, the failure mode of a call's effects decides,
 * and what happens meanwhile is told to the engine, in order, before it is asked again.
 */
final class RemoteSessionMonitor implements SessionMonitor {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteSessionMonitor.class);
  private static final int BACKLOG = 10_000;

  private final EngineCalls calls;
  private final EngineLink link;
  private final LinkSettings settings;
  private final Backlog backlog = new Backlog(BACKLOG);
  private final Consumer<Assessment> late;

  /**
   * @param late told what the engine made of steps it learned of late
   */
  RemoteSessionMonitor(
      EngineCalls calls, EngineLink link, LinkSettings settings, Consumer<Assessment> late) {
    this.calls = requireNonNull(calls, "calls");
    this.link = requireNonNull(link, "link");
    this.settings = requireNonNull(settings, "settings");
    this.late = requireNonNull(late, "late");
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt) {
    return assess(attempt, ClearView.NONE);
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt, ClearView arguments) {
    StepMessage message = message(attempt, arguments);
    if (!link.isAlive()) {
      return withoutEngine(attempt, message);
    }
    return judged(message)
        .exceptionallyCompose(
            trouble -> {
              LOG.warn("step {} was not judged: {}", attempt.id(), trouble.toString());
              return withoutEngine(attempt, message);
            });
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion) {
    return complete(completion, ClearView.NONE);
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion, ClearView result) {
    StepMessage message = message(completion, result);
    if (!link.isAlive()) {
      return CompletableFuture.completedFuture(keep(completion, message));
    }
    return judged(message).exceptionally(trouble -> keep(completion, message));
  }

  /** A remote gateway has no collector: what telemetry tells arrives at the engine's own. */
  @Override
  public CompletionStage<Assessment> observe(Step.Observed observation) {
    return CompletableFuture.completedFuture(permit(observation.at()));
  }

  /** A lost ending keeps a session out of the baseline, which only tightens. */
  @Override
  public void ended(Session session, Instant at) {
    byte[] record = WireCodec.RECORD.write(new JournalRecord.SessionEnded(session, at));
    CompletionStage<byte[]> told = calls.ask(ChannelMethods.ENDED, record, settings.answer());
    told.whenComplete(
        (done, trouble) -> {
          if (trouble != null) {
            LOG.warn("end of session {} was not told to the engine", session.id());
          }
        });
  }

  private StepMessage message(Step step, ClearView clear) {
    return new StepMessage(step, settings.shareClear() ? clear : ClearView.NONE);
  }

  private CompletableFuture<Assessment> judged(StepMessage message) {
    return caughtUp().thenCompose(done -> ask(message));
  }

  /** Delivers the backlog step by step; two callers at once deliver the same step twice at most. */
  private CompletableFuture<Void> caughtUp() {
    Optional<StepMessage> next = backlog.first();
    if (next.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    StepMessage message = next.get();
    return ask(message)
        .thenCompose(
            assessment -> {
              backlog.delivered(message);
              late.accept(assessment);
              return caughtUp();
            });
  }

  private CompletableFuture<Assessment> ask(StepMessage message) {
    return calls
        .ask(
            switch (message.step()) {
              case Step.Attempted a -> ChannelMethods.ASSESS;
              case Step.Completed c -> ChannelMethods.COMPLETE;
              case Step.Observed o ->
                  throw new IllegalArgumentException("step: got an observation (expected: a call)");
            },
            message.write(),
            settings.answer())
        .thenApply(WireCodec.ASSESSMENT::read);
  }

  private CompletionStage<Assessment> withoutEngine(Step.Attempted attempt, StepMessage message) {
    return switch (settings.failure().of(attempt)) {
      case OPEN -> CompletableFuture.completedFuture(open(attempt, message));
      case CLOSED -> CompletableFuture.completedFuture(Unjudged.refused(attempt));
      case HELD ->
          link.back(settings.hold())
              .thenCompose(back -> back ? judged(message) : CompletableFuture.failedFuture(gone()))
              .exceptionally(trouble -> Unjudged.refused(attempt));
    };
  }

  private Assessment open(Step.Attempted attempt, StepMessage message) {
    return backlog.add(message) ? Unjudged.permitted(attempt) : Unjudged.refused(attempt);
  }

  private Assessment keep(Step.Completed completion, StepMessage message) {
    if (!backlog.add(message)) {
      LOG.error("backlog full: {} is lost to the engine; all calls are refused", completion.id());
    }
    return permit(completion.at());
  }

  private static IllegalStateException gone() {
    return new IllegalStateException("engine: gone (expected: back within the hold)");
  }

  private static Assessment permit(Instant at) {
    Contribution contribution =
        new Contribution("engine", Verdict.Permit.PLAIN, Reason.NO_OBJECTION);
    return new Assessment(Decision.of(contribution, at), List.of(), List.of(), 0);
  }
}
