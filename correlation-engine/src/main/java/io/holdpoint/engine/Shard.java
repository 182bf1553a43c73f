// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Coverage.Loss;
import io.holdpoint.engine.Judge.Output;
import io.holdpoint.engine.esper.ShardRuntime;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lock, one judge, one Esper runtime. The calling thread does the work. Who does not get the
 * lock within the deadline is answered by failure mode, and what it brought is taken in by the next
 * one who does, before anything else is judged. Safe for use by many threads.
 */
final class Shard implements AutoCloseable {
  /** Beyond this many steps left behind, callers wait: nothing let through is dropped. */
  private static final int MOST_LATE = 10_000;

  /** How far ahead of our clock an arrival time may be. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

  private final ReentrantLock lock;
  private final Queue<Supplier<Assessment>> late = new ConcurrentLinkedQueue<>();
  private final List<Signal> owed = new ArrayList<>();
  private final AtomicInteger lateCount = new AtomicInteger();
  private final ShardRuntime runtime;
  private final Judge judge;
  private final Coverage coverage;
  private final InstantSource clock;
  private final long deadlineNanos;

  Shard(
      ReentrantLock lock,
      ShardRuntime runtime,
      Judge judge,
      Coverage coverage,
      InstantSource clock,
      Duration deadline) {
    this.lock = lock;
    this.runtime = runtime;
    this.judge = judge;
    this.coverage = coverage;
    this.clock = clock;
    this.deadlineNanos = deadline.toNanos();
  }

  Assessment assess(Step.Attempted attempt, String text) {
    long arrival = arrival(attempt.at());
    return judged(
        () -> judge.attempt(attempt, text, arrival, Output.LIVE),
        loss -> FailureMode.answer(attempt.tool(), loss, attempt.at()));
  }

  Assessment complete(Step.Completed completion, String text) {
    long arrival = arrival(completion.at());
    return judged(
        () -> judge.completion(completion, text, arrival, Output.LIVE),
        loss -> FailureMode.permit(loss, completion.at()));
  }

  Assessment observe(Step.Observed observation, String text) {
    return judged(
        () -> judge.observation(observation, text, Output.LIVE),
        loss -> FailureMode.permit(loss, observation.at()));
  }

  /** Takes in what was said in a session before its first call. */
  void told(SessionId session, List<Judge.Told> told) {
    lock.lock();
    try {
      judge.told(session, told);
    } finally {
      lock.unlock();
    }
  }

  void ended(Session session, Instant at) {
    lock.lock();
    try {
      takeInLate();
      judge.ended(session, at);
    } finally {
      lock.unlock();
    }
  }

  void restore(Step.Attempted attempt) {
    lock.lock();
    try {
      judge.attempt(attempt, "", attempt.at().toEpochMilli(), Output.MUTED);
    } finally {
      lock.unlock();
    }
  }

  void restore(Step.Completed completion) {
    lock.lock();
    try {
      judge.completion(completion, "", completion.at().toEpochMilli(), Output.MUTED);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      runtime.close();
    } finally {
      lock.unlock();
    }
  }

  private Assessment judged(Supplier<Assessment> work, Function<Loss, Assessment> otherwise) {
    if (!acquire()) {
      coverage.count(Loss.DEADLINE);
      Assessment answer = otherwise.apply(Loss.DEADLINE);
      if (answer.decision().verdict() instanceof Verdict.Permit) {
        lateCount.incrementAndGet();
        late.add(work);
      }
      return answer;
    }
    try {
      takeInLate();
      return withOwedSignals(work.get());
    } catch (RuntimeException e) {
      return failed(e, otherwise);
    } finally {
      lock.unlock();
    }
  }

  private Assessment failed(RuntimeException e, Function<Loss, Assessment> otherwise) {
    LOG.error("engine: a step could not be judged, its failure mode applies", e);
    coverage.count(Loss.FAILURE);
    return otherwise.apply(Loss.FAILURE);
  }

  /** What late steps asked for already stands in the engine; the next caller makes it durable. */
  private Assessment withOwedSignals(Assessment answer) {
    if (owed.isEmpty()) {
      return answer;
    }
    List<Signal> all = new ArrayList<>(owed);
    all.addAll(answer.signals());
    owed.clear();
    return new Assessment(answer.decision(), answer.detections(), all, answer.risk());
  }

  private boolean acquire() {
    if (lock.tryLock()) {
      return true;
    }
    if (lateCount.get() >= MOST_LATE) {
      lock.lock();
      return true;
    }
    try {
      return lock.tryLock(deadlineNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void takeInLate() {
    Supplier<Assessment> step = late.poll();
    while (step != null) {
      lateCount.decrementAndGet();
      try {
        owed.addAll(step.get().signals());
      } catch (RuntimeException e) {
        LOG.error("engine: a late step could not be judged", e);
        coverage.count(Loss.FAILURE);
      }
      step = late.poll();
    }
  }

  private long arrival(Instant at) {
    Instant latest = clock.instant().plus(CLOCK_TOLERANCE);
    if (at.isAfter(latest)) {
      coverage.count(Loss.CLOCK);
      return latest.toEpochMilli();
    }
    return at.toEpochMilli();
  }
}
