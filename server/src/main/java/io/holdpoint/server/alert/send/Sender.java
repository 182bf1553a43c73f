// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert.send;

import static java.util.Objects.requireNonNull;

import io.holdpoint.server.audit.feed.send.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits for one channel, in order and at least once, on a thread of its own. A far end
 * that does not take one is asked again, ever more rarely; one that refuses it three times loses
 * it, which is logged and counted.
 */
public final class Sender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 6;
  private static final int REFUSALS = 3;

  private final Channel channel;
  private final Outbox outbox;
  private final InstantSource clock;
  private final Transport transport;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private boolean closed;
  private boolean woken;
  private long sent;
  private long leftOut;
  private @Nullable String trouble;
  private @Nullable Instant sentAt;
  private @Nullable Instant failedAt;

  public Sender(
      Channel channel, Outbox outbox, Messages messages, ReplyTokens tokens, InstantSource clock) {
    this.channel = requireNonNull(channel, "channel");
    this.outbox = requireNonNull(outbox, "outbox");
    this.clock = requireNonNull(clock, "clock");
    this.transport = Transport.of(channel, messages, tokens, clock);
    this.thread =
        Thread.ofPlatform().name("alerts-" + channel.name()).daemon().unstarted(this::run);
  }

  /**
   * How a channel stands.
   *
   * @param waiting how many alerts wait, later ones included
   * @param sent how many were taken since the start
   * @param leftOut how many were refused for good since the start
   * @param trouble why nothing goes now; empty if all is well
   * @param sentAt when one was last taken, null if none was since the start
   * @param failedAt when one last was not, null if there was no such time since the start
   */
  public record State(
      int waiting,
      long sent,
      long leftOut,
      String trouble,
      @Nullable Instant sentAt,
      @Nullable Instant failedAt) {}

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Something waits. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How it stands now. */
  public State state() throws IOException {
    int waiting = outbox.size();
    lock.lock();
    try {
      return new State(waiting, sent, leftOut, trouble == null ? "" : trouble, sentAt, failedAt);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
    transport.close();
    thread.interrupt();
  }

  private void run() {
    int failures = 0;
    int refusals = 0;
    while (!isClosed()) {
      Optional<Outbox.Waiting> next = Optional.empty();
      try {
        next = outbox.next(clock.instant());
        if (next.isEmpty()) {
          pause(IDLE);
          continue;
        }
        transport.deliver(next.get().alert());
        outbox.remove(next.get());
        refusals = 0;
        failures = 0;
        taken();
      } catch (RefusedException e) {
        refusals++;
        if (refusals >= REFUSALS && next.isPresent()) {
          refusals = 0;
          leaveOut(next.get(), e);
        } else {
          failed(e);
          pause(backOff(failures++));
        }
      } catch (IOException | RuntimeException e) {
        failed(e);
        pause(backOff(failures++));
      }
    }
  }

  private void leaveOut(Outbox.Waiting refused, RefusedException why) {
    LOG.error("alert {} is refused for good: {}", refused.alert().id(), why.getMessage());
    try {
      outbox.remove(refused);
    } catch (IOException e) {
      LOG.error("alert {} cannot be taken out", refused.alert().id(), e);
    }
    lock.lock();
    try {
      leftOut++;
      failedAt = clock.instant();
    } finally {
      lock.unlock();
    }
  }

  private void failed(Exception e) {
    boolean first;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      first = trouble == null;
      trouble = String.valueOf(e.getMessage());
      failedAt = clock.instant();
    } finally {
      lock.unlock();
    }
    if (first) {
      LOG.error("{}: nothing can be sent; it waits and is tried again: {}", channel, e.toString());
    }
  }

  private void taken() {
    lock.lock();
    try {
      sent++;
      sentAt = clock.instant();
      trouble = null;
    } finally {
      lock.unlock();
    }
  }

  private static Duration backOff(int failures) {
    return IDLE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
  }

  private void pause(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!closed && !woken && left > 0) {
        left = wake.awaitNanos(left);
      }
      woken = false;
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
