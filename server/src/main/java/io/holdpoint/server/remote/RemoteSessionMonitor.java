// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import io.holdpoint.model.wire.WireCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of another process. While it cannot be reached, {@link FailureMode} decides, and what
 * happens meanwhile is told to the engine, in order, before it is asked again.
 */
final class RemoteSessionMonitor implements SessionMonitor {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteSessionMonitor.class);
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int BACKLOG = 10_000;

  private final ControlChannel channel;
  private final Backlog backlog = new Backlog(BACKLOG);
  private final AtomicBoolean away = new AtomicBoolean();
  private final Consumer<Assessment> late;

  /**
   * @param channel the way to the engine
   * @param late told what the engine made of steps it learned of late
   */
  RemoteSessionMonitor(ControlChannel channel, Consumer<Assessment> late) {
    this.channel = requireNonNull(channel, "channel");
    this.late = requireNonNull(late, "late");
  }

  @Override
  public CompletionStage<Assessment> assess(Step.Attempted attempt) {
    return caughtUp()
        .thenCompose(done -> ask(attempt))
        .exceptionally(trouble -> withoutEngine(attempt, trouble));
  }

  @Override
  public CompletionStage<Assessment> complete(Step.Completed completion) {
    return caughtUp()
        .thenCompose(done -> ask(completion))
        .exceptionally(trouble -> keep(completion, trouble));
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
    CompletionStage<byte[]> told = channel.ask(EnforcementPath.ENDED, record, LIMIT);
    told.whenComplete(
        (done, trouble) -> {
          if (trouble != null) {
            LOG.warn("end of session {} was not told to the engine", session.id());
          }
        });
  }

  /** Delivers the backlog step by step; two callers at once deliver the same step twice at most. */
  private CompletableFuture<Void> caughtUp() {
    Optional<Step> next = backlog.first();
    if (next.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Step step = next.get();
    return ask(step)
        .thenCompose(
            assessment -> {
              backlog.delivered(step);
              late.accept(assessment);
              return caughtUp();
            });
  }

  private CompletableFuture<Assessment> ask(Step step) {
    EnforcementPath path =
        switch (step) {
          case Step.Attempted a -> EnforcementPath.ASSESS;
          case Step.Completed c -> EnforcementPath.COMPLETE;
          case Step.Observed o ->
              throw new IllegalArgumentException("step: got an observation (expected: a call)");
        };
    return channel
        .ask(path, WireCodec.STEP.write(step), LIMIT)
        .thenApply(
            answer -> {
              if (away.compareAndSet(true, false)) {
                LOG.info("engine {} is back", channel.engine());
              }
              return WireCodec.ASSESSMENT.read(answer);
            });
  }

  private Assessment withoutEngine(Step.Attempted attempt, Throwable trouble) {
    report(trouble);
    Assessment assessment = FailureMode.of(attempt, backlog.isFull());
    boolean goesOn =
        switch (assessment.decision().verdict()) {
          case Verdict.Permit p -> true;
          case Verdict.Hold h -> false;
          case Verdict.Deny d -> false;
        };
    return goesOn && !backlog.add(attempt) ? FailureMode.of(attempt, true) : assessment;
  }

  private Assessment keep(Step.Completed completion, Throwable trouble) {
    report(trouble);
    if (!backlog.add(completion)) {
      LOG.error("backlog full: {} is lost to the engine; all calls are refused", completion.id());
    }
    return permit(completion.at());
  }

  private void report(Throwable trouble) {
    if (away.compareAndSet(false, true)) {
      LOG.warn("engine {} cannot be asked: {}", channel.engine(), trouble.toString());
    }
  }

  private static Assessment permit(Instant at) {
    Contribution contribution =
        new Contribution("engine", Verdict.Permit.PLAIN, Reason.NO_OBJECTION);
    return new Assessment(Decision.of(contribution, at), List.of(), List.of(), 0);
  }
}
