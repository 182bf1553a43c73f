// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.Coverage.Loss;
import io.holdpoint.engine.Hearing.Told;
import io.holdpoint.engine.Judge.Output;
import io.holdpoint.engine.drift.DriftFacts;
import io.holdpoint.engine.drift.DriftReading;
import io.holdpoint.engine.record.Entry.Way;
import io.holdpoint.engine.record.Input;
import io.holdpoint.engine.record.InputRecord;
import io.holdpoint.engine.state.Turn;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lock, under which the sessions of one lane are judged in their order; the lanes of a shard
 * share its judge and its rules. The calling thread does the work. Rules with a memory have a lock
 * of their own, taken after the lane's, only for the events they listen to, and only while they are
 * asked: what a text is read for is done by then. Who does not get its locks within the deadline is
 * answered by failure mode, and what it brought is taken in by the next one who does, before
 * anything else of the lane is judged, or by any other caller of the shard. Safe for use by many
 * threads.
 */
final class Lane implements Turn {
  /** How far ahead of our clock an arrival time may be. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final ReentrantLock lock;
  private final ReentrantLock memory;
  private final Queue<Supplier<Assessment>> late = new ConcurrentLinkedQueue<>();
  private volatile boolean behind;
  private final Backlog backlog;
  private final Judge judge;
  private final Coverage coverage;
  private final InputRecord record;
  private final InstantSource clock;
  private final long deadlineNanos;

  /**
   * @param lock orders the steps of the lane
   * @param memory is held while rules with a memory are asked, shared by the lanes of a shard
   * @param backlog shared by the lanes of a shard
   * @param judge shared by the lanes of a shard
   * @param record is told of everything before anything becomes of it
   */
  Lane(
      ReentrantLock lock,
      ReentrantLock memory,
      Backlog backlog,
      Judge judge,
      Coverage coverage,
      InputRecord record,
      InstantSource clock,
      Duration deadline) {
    this.lock = lock;
    this.memory = memory;
    this.backlog = backlog;
    this.judge = judge;
    this.coverage = coverage;
    this.record = record;
    this.clock = clock;
    this.deadlineNanos = deadline.toNanos();
  }

  Assessment assess(Step.Attempted attempt, String text) {
    long arrival = arrival(attempt.at());
    return judged(
        new Job(
            new Input.Attempt(attempt, text),
            arrival,
            judge.remembersAttempts(),
            () -> judge.attempt(attempt, text, arrival, Output.LIVE),
            loss -> judge.lost(attempt, loss)));
  }

  /** Labels stand on the floor even if the rest of the step is left behind. */
  Assessment complete(Step.Completed completion, String text) {
    long arrival = arrival(completion.at());
    return judged(
        new Job(
            new Input.Completion(completion, text),
            arrival,
            judge.remembersCompletions(),
            () -> judge.completion(completion, text, arrival, Output.LIVE),
            loss -> {
              judge.latchOnFloor(completion);
              return FailureMode.permit(loss, completion.at());
            }));
  }

  Assessment observe(Step.Observed observation, String text) {
    return judged(
        new Job(
            new Input.Observation(observation, text),
            observation.at().toEpochMilli(),
            judge.remembersObservations(),
            () -> judge.observation(observation, text, Output.LIVE),
            loss -> FailureMode.permit(loss, observation.at())));
  }

  /** Takes in what was said in a session before its first call. */
  void told(SessionId session, List<Told> told) {
    judge.told(session, told);
  }

  /** Takes in telemetry of a session that is judged nowhere, so in any lane. */
  Assessment observeStray(Step.Observed observation, String text) {
    return judged(
        new Job(
            new Input.Observation(observation, text),
            observation.at().toEpochMilli(),
            judge.remembersObservations(),
            () -> judge.stray(observation),
            loss -> FailureMode.permit(loss, observation.at())));
  }

  /** How a session compares with what its agent usually does. */
  Optional<DriftReading> drift(SessionId session) {
    lock.lock();
    try {
      return judge.drift(session);
    } finally {
      lock.unlock();
    }
  }

  /** How far it has drifted by now. */
  Optional<DriftFacts> drifted(SessionId session) {
    lock.lock();
    try {
      return judge.drifted(session);
    } finally {
      lock.unlock();
    }
  }

  void ended(Session session, Instant at) {
    inTurn(
        () -> {
          takeInLate();
          record.told(Way.WHOLE, at.toEpochMilli(), new Input.Ended(session, at));
          judge.ended(session, at);
        });
  }

  /** Does something in the lane's turn. */
  <T> T inItsTurn(Supplier<T> work) {
    lock.lock();
    memory.lock();
    try {
      return work.get();
    } finally {
      memory.unlock();
      lock.unlock();
    }
  }

  /** What judges here, shared with other lanes. */
  Judge judge() {
    return judge;
  }

  void restore(Step.Attempted attempt) {
    long arrival = attempt.at().toEpochMilli();
    inTurn(() -> settle(judge.attempt(attempt, "", arrival, Output.MUTED)));
  }

  void restore(Step.Completed completion) {
    long arrival = completion.at().toEpochMilli();
    inTurn(() -> settle(judge.completion(completion, "", arrival, Output.MUTED)));
  }

  void restore(JournalRecord.SessionEnded ended) {
    inTurn(() -> judge.ended(ended.session(), ended.at()));
  }

  /** History: what the rules say of it was said then. */
  private static void settle(Supplier<Assessment> rest) {
    Assessment _ = rest.get();
  }

  @Override
  public boolean tryTake() {
    if (!lock.tryLock()) {
      return false;
    }
    if (!behind) {
      return true;
    }
    lock.unlock();
    return false;
  }

  @Override
  public void giveBack() {
    lock.unlock();
  }

  /**
   * One thing to judge.
   *
   * @param input what it is
   * @param arrival when it came, in milliseconds since 1970
   * @param withMemory whether rules with a memory listen to it
   * @param work what is done under the lane's lock; what it returns asks the rules
   * @param otherwise answers it where that cannot be done
   */
  private record Job(
      Input input,
      long arrival,
      boolean withMemory,
      Supplier<Supplier<Assessment>> work,
      Function<Loss, Assessment> otherwise) {
    Assessment whole() {
      return work.get().get();
    }
  }

  private Assessment judged(Job job) {
    helpOthers();
    if (!acquire(lock)) {
      return leftBehind(job);
    }
    try {
      if (behind) {
        return afterLate(job);
      }
      if (!job.withMemory()) {
        record.told(Way.WHOLE, job.arrival(), job.input());
        return withOwedSignals(job.whole());
      }
      long position = record.told(Way.FACTS, job.arrival(), job.input());
      Supplier<Assessment> rest = job.work().get();
      if (!acquire(memory)) {
        return rulesLeftBehind(job, rest, position);
      }
      try {
        record.taken(position);
        return withOwedSignals(rest.get());
      } finally {
        memory.unlock();
      }
    } catch (RuntimeException e) {
      return failed(e, job.otherwise());
    } finally {
      lock.unlock();
    }
  }

  private Assessment afterLate(Job job) {
    if (!acquire(memory)) {
      return leftBehind(job);
    }
    try {
      takeInLate();
      record.told(Way.WHOLE, job.arrival(), job.input());
      return withOwedSignals(job.whole());
    } finally {
      memory.unlock();
    }
  }

  private void inTurn(Runnable work) {
    lock.lock();
    memory.lock();
    try {
      work.run();
    } finally {
      memory.unlock();
      lock.unlock();
    }
  }

  private Assessment leftBehind(Job job) {
    coverage.count(Loss.DEADLINE);
    Assessment answer = job.otherwise().apply(Loss.DEADLINE);
    if (answer.decision().verdict() instanceof Verdict.Permit) {
      later(job::whole, record.told(Way.LEFT, job.arrival(), job.input()));
    } else {
      record.told(Way.UNJUDGED, job.arrival(), job.input());
    }
    return answer;
  }

  private Assessment rulesLeftBehind(Job job, Supplier<Assessment> rest, long position) {
    coverage.count(Loss.DEADLINE);
    Assessment answer = job.otherwise().apply(Loss.DEADLINE);
    if (answer.decision().verdict() instanceof Verdict.Permit) {
      later(rest, position);
    } else {
      record.givenUp(position);
    }
    return answer;
  }

  private void later(Supplier<Assessment> work, long position) {
    late.add(
        () -> {
          record.taken(position);
          return work.get();
        });
    behind = true;
    backlog.left(this);
  }

  private Assessment failed(RuntimeException e, Function<Loss, Assessment> otherwise) {
    LOG.error("engine: a step could not be judged, its failure mode applies", e);
    coverage.count(Loss.FAILURE);
    return otherwise.apply(Loss.FAILURE);
  }

  private Assessment withOwedSignals(Assessment answer) {
    List<Signal> owed = backlog.settle();
    if (owed.isEmpty()) {
      return answer;
    }
    List<Signal> all = new ArrayList<>(owed);
    all.addAll(answer.signals());
    return new Assessment(answer.decision(), answer.detections(), all, answer.risk());
  }

  private boolean acquire(ReentrantLock wanted) {
    if (wanted.tryLock()) {
      return true;
    }
    if (backlog.isFull()) {
      wanted.lock();
      return true;
    }
    try {
      return wanted.tryLock(deadlineNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Steps left behind in lanes where nobody came by since. Waits for nobody. */
  private void helpOthers() {
    Lane other = backlog.next();
    if (other == null) {
      return;
    }
    if (!other.lock.tryLock()) {
      backlog.again(other);
      return;
    }
    try {
      if (!memory.tryLock()) {
        backlog.again(other);
        return;
      }
      try {
        other.takeInLate();
      } finally {
        memory.unlock();
      }
    } finally {
      other.lock.unlock();
    }
  }

  private void takeInLate() {
    if (!behind) {
      return;
    }
    behind = false;
    Supplier<Assessment> step = late.poll();
    while (step != null) {
      backlog.taken();
      try {
        backlog.owe(step.get().signals());
      } catch (RuntimeException e) {
        LOG.error("engine: a late step could not be judged", e);
        coverage.count(Loss.FAILURE);
      }
      step = late.poll();
    }
  }

  private long arrival(Instant at) {
    long arrival = at.toEpochMilli();
    long latest = clock.millis() + CLOCK_TOLERANCE.toMillis();
    if (arrival > latest) {
      coverage.count(Loss.CLOCK);
      return latest;
    }
    return arrival;
  }
}
