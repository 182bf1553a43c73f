// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.forward;

import com.google.protobuf.InvalidProtocolBufferException;
import io.holdpoint.collector.batch.TelemetryKind;
import io.holdpoint.collector.log.Bookmark;
import io.holdpoint.collector.log.TelemetryLog;
import io.holdpoint.collector.source.Trust;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends on what is in the telemetry log, in its order, in one thread. The log is the queue: it
 * outlives a restart, and where reading goes on is noted once the backend has taken what comes
 * before. A backend that is away makes nobody wait; when the log drops files that were not sent on
 * by then, that is counted as lost and logged. After a crash the last batch may be sent twice.
 */
public final class Forwarder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** So long after it came an entry waits for what gateways decided of its steps. */
  private static final Duration FOR_VERDICTS = Duration.ofSeconds(5);

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Tells whether all is known of the steps of entries up to a position in the log. */
  @FunctionalInterface
  public interface Settled {
    /** True if steps before it are told on and wait for no verdict. */
    boolean until(long position);
  }

  private final TelemetryLog log;
  private final Settled settled;
  private final InstantSource clock;
  private final Bookmark bookmark;
  private final Selection selection;
  private final Backend backend;
  private final Thread thread;
  private final LongAdder sent = new LongAdder();
  private final LongAdder left = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closed = lock.newCondition();
  private boolean closing;
  private volatile long position;
  private Duration wait = FIRST_WAIT;

  /**
   * A forwarder that does not run yet. It goes on where the last run ended; the first time it
   * begins with what comes from now on.
   *
   * @param log has to be open as long as this is
   * @param verdicts what is known of frameworks' steps
   * @param settled tells when nothing more is to be expected there
   * @param clock tells how long ago an entry came
   * @throws IOException if it cannot be told where the last run ended
   */
  public Forwarder(
      TelemetryLog log,
      ForwardSettings settings,
      JoinedVerdicts verdicts,
      Settled settled,
      InstantSource clock)
      throws IOException {
    this.log = log;
    this.settled = settled;
    this.clock = clock;
    this.bookmark = log.bookmark("forwarded");
    this.position = bookmark.read();
    bookmark.write(position); // the first time, too: what comes from now on is owed
    this.selection = new Selection(settings, verdicts);
    this.backend = new Backend(settings);
    this.thread = Thread.ofPlatform().daemon().name("forwarder").unstarted(this::run);
  }

  /** Begins to send on. */
  public Forwarder start() {
    thread.start();
    return this;
  }

  /** What was done since the start. */
  public ForwardStats stats() {
    return new ForwardStats(
        sent.sum(), left.sum(), refused.sum(), lost.sum(), Math.max(0, log.end() - position));
  }

  /**
   * Ends within a second; what was not sent goes on at the next start. The thread is not
   * interrupted: that would close the log's files under it.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      closed.signalAll();
    } finally {
      lock.unlock();
    }
    backend.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!isClosing()) {
        try {
          if (!sendNext()) {
            log.awaitBeyond(position, IDLE_NANOS);
          }
        } catch (IOException | RuntimeException e) {
          if (!isClosing()) {
            LOG.warn("forwarding: {} bytes wait: {}", log.end() - position, String.valueOf(e));
            rest(Optional.empty());
          }
        }
      }
    } catch (InterruptedException e) {
      if (!isClosing()) {
        LOG.error("forwarding: interrupted; it goes on at the next start");
      }
    }
  }

  /** Sends the next entry; false if there is none. */
  private boolean sendNext() throws IOException, InterruptedException {
    long first = log.first();
    if (position < first) {
      lost.add(first - position);
      LOG.error(
          "forwarding: {} bytes were dropped before they were sent on (expected: a backend that"
              + " keeps up, or more collector.retention)",
          first - position);
      position = first;
    }
    Optional<TelemetryLog.Read> read = log.read(position);
    if (read.isEmpty()) {
      return false;
    }
    awaitVerdicts(read.get());
    if (isClosing()) {
      return true;
    }
    Selection.Chosen chosen = chosen(read.get());
    left.add(chosen.left());
    if (chosen.items() > 0 && !taken(read.get(), chosen)) {
      left.add(-chosen.left()); // it comes again
      return true;
    }
    bookmark.write(read.get().next());
    position = read.get().next();
    return true;
  }

  /** What came long ago waits no longer, so that a backlog is not sent on ever more slowly. */
  private void awaitVerdicts(TelemetryLog.Read read) throws InterruptedException {
    if (read.entry().source().trust() == Trust.GATEWAY
        || read.entry().kind() != TelemetryKind.TRACES) {
      return;
    }
    long begun = System.nanoTime();
    while (!settled.until(read.next())
        && read.entry().arrivedAt().plus(FOR_VERDICTS).isAfter(clock.instant())
        && System.nanoTime() - begun < FOR_VERDICTS.toNanos()
        && !isClosing()) {
      pause(LOOK_AGAIN_NANOS);
    }
  }

  /** What the log holds was read when it was taken in; what cannot be read now is left out. */
  private Selection.Chosen chosen(TelemetryLog.Read read) {
    try {
      return selection.of(read.entry());
    } catch (InvalidProtocolBufferException e) {
      LOG.error("forwarding: got an entry that cannot be read (expected: what was accepted)", e);
      return new Selection.Chosen(new byte[0], 0, 0);
    }
  }

  private boolean taken(TelemetryLog.Read read, Selection.Chosen chosen)
      throws IOException, InterruptedException {
    return switch (backend.send(read.entry().kind(), chosen.body())) {
      case Backend.Said.Taken taken -> {
        sent.add(chosen.items());
        wait = FIRST_WAIT;
        yield true;
      }
      case Backend.Said.Refused why -> {
        refused.add(chosen.items());
        LOG.warn(
            "forwarding: the backend refused {} items with status {}",
            chosen.items(),
            why.status());
        yield true;
      }
      case Backend.Said.Later later -> {
        rest(later.after());
        yield false;
      }
    };
  }

  /** Waits, each time longer, unless the backend said how long. */
  private void rest(Optional<Duration> said) throws InterruptedException {
    long nanos = said.orElse(wait).toNanos();
    wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    pause(nanos);
  }

  /** Waits, unless closing. */
  private void pause(long forNanos) throws InterruptedException {
    long nanos = forNanos;
    lock.lock();
    try {
      while (nanos > 0 && !closing) {
        nanos = closed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }
}
