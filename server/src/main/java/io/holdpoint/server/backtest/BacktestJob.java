// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.record.RecordedInput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A replay that was asked for. Safe for use by many threads. */
final class BacktestJob {
  /** How far it is. */
  enum State {
    WAITING,
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  private final String id;
  private final String operator;
  private final Instant since;
  private final Instant askedAt;
  private final Pace pace;
  private volatile State state = State.WAITING;
  private volatile Instant from;
  private volatile @Nullable BacktestReport report;

  BacktestJob(String id, String operator, Instant since, Instant askedAt, Pace pace) {
    this.id = requireNonNull(id, "id");
    this.operator = requireNonNull(operator, "operator");
    this.since = requireNonNull(since, "since");
    this.askedAt = requireNonNull(askedAt, "askedAt");
    this.pace = pace;
    this.from = since;
  }

  String id() {
    return id;
  }

  String operator() {
    return operator;
  }

  Instant since() {
    return since;
  }

  Instant askedAt() {
    return askedAt;
  }

  State state() {
    return state;
  }

  @Nullable BacktestReport report() {
    return report;
  }

  /** How much is done, 0 to 100, by the time the replay is at. */
  int percent() {
    if (state == State.DONE) {
      return 100;
    }
    long all = askedAt.toEpochMilli() - from.toEpochMilli();
    long done = pace.reached() - from.toEpochMilli();
    return all <= 0 || done <= 0 ? 0 : (int) Math.min(99, done * 100 / all);
  }

  /** Stops it, wherever it is. */
  synchronized void cancel() {
    pace.stop();
    if (state == State.WAITING || state == State.RUNNING) {
      state = State.CANCELLED;
    }
  }

  /** Does it on this thread. */
  void run(Backtest backtest, RecordedInput recorded, Instant begin) {
    synchronized (this) {
      if (state != State.WAITING) {
        return;
      }
      from = begin;
      state = State.RUNNING;
    }
    BacktestReport found = backtest.run(recorded, since, pace);
    synchronized (this) {
      if (state == State.RUNNING) {
        report = found;
        state = State.DONE;
      }
    }
  }

  synchronized void failed() {
    state = State.FAILED;
  }
}
