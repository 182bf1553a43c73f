// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.fleet;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.esper.CompiledEpl;
import io.holdpoint.engine.esper.Match;
import io.holdpoint.engine.esper.ShardRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules that look across sessions, in one runtime with one thread of its own. Shards leave what
 * they judged in a bounded queue and go on: nobody waits for it. Its time is that of arrivals. What
 * does not fit is lost, and told. Safe for use by many threads.
 */
public final class Fleet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  /** How many events are taken in at one go. */
  private static final int MOST_AT_ONCE = 256;

  /** While there is traffic its thread looks so often, and nobody has to wake it for each event. */
  private static final long NAP_NANOS = 1_000_000;

  /** After so many naps in vain it waits to be woken. */
  private static final int NAPS = 20;

  private final ShardRuntime runtime;
  private final ArrayBlockingQueue<Entry> queue;
  private final Listener listener;
  private final FleetFlags flags = new FleetFlags();
  private final AtomicLong brought = new AtomicLong();
  private final Object turn = new Object();
  private long takenIn;
  private long now;
  private volatile boolean closed;
  private volatile boolean inTurn;
  private final Thread worker;

  private record Entry(Object event, long at) {}

  /** Is told what the rules found. */
  public interface Listener {
    /**
     * A rule matched. Called on one thread at a time, which nobody else waits for.
     *
     * @param match the rule and its events
     * @param at engine time, milliseconds since 1970
     * @param history true if it happened before a restart: what follows from it stands already
     */
    void found(Match match, long at, boolean history);

    /** An event was lost, because the queue was full or a rule failed on it. */
    void lost();
  }

  /**
   * Starts the runtime.
   *
   * @param rules what to deploy, possibly nothing
   * @param capacity how many events may wait
   * @param listener is told what was found
   */
  public Fleet(List<CompiledEpl> rules, int capacity, Listener listener) {
    this.runtime = new ShardRuntime(rules, 0);
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.listener = requireNonNull(listener, "listener");
    this.worker = Thread.ofPlatform().name("holdpoint-fleet").daemon(true).unstarted(this::work);
    if (!rules.isEmpty()) {
      worker.start();
    }
  }

  /**
   * Makes these the rules; those whose logic is the same keep what they remember.
   *
   * @throws IllegalStateException if a rule cannot be deployed; then the rules stay as they were
   */
  public void exchange(List<CompiledEpl> rules) {
    synchronized (turn) {
      runtime.exchange(rules);
      if (!rules.isEmpty() && worker.getState() == Thread.State.NEW) {
        worker.start();
      }
    }
  }

  /** What the rules flagged; read by everybody. */
  public FleetFlags flags() {
    return flags;
  }

  /** True if a rule listens to such events. */
  public boolean listensTo(Class<?> event) {
    return runtime.listensTo(event);
  }

  /**
   * Leaves an event for the rules and returns at once.
   *
   * @param at when it arrived, milliseconds since 1970
   */
  public void bring(Object event, long at) {
    if (closed || !listensTo(event.getClass())) {
      return;
    }
    if (inTurn) {
      synchronized (turn) {
        ask(event, at, false);
      }
      return;
    }
    if (queue.offer(new Entry(event, at))) {
      brought.incrementAndGet();
    } else {
      listener.lost();
    }
  }

  /**
   * From now on events are taken in on the thread that brings them, before it goes on. For replays
   * of one thread: what is found then depends on nothing but what is brought.
   */
  public void inTurn() {
    inTurn = true;
  }

  /** Takes in an event of before a restart, on the calling thread. */
  public void restore(Object event, long at) {
    if (listensTo(event.getClass())) {
      synchronized (turn) {
        ask(event, at, true);
      }
    }
  }

  /** Waits until everything that was brought so far is taken in. For replays and tests. */
  public void settle() {
    long wanted = brought.get();
    synchronized (turn) {
      while (takenIn < wanted && !closed) {
        try {
          turn.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    worker.interrupt();
    synchronized (turn) {
      turn.notifyAll();
      runtime.close();
    }
  }

  private void work() {
    List<Entry> batch = new ArrayList<>(MOST_AT_ONCE);
    int naps = 0;
    try {
      while (!closed) {
        if (queue.drainTo(batch, MOST_AT_ONCE) == 0) {
          if (naps < NAPS) {
            naps++;
            LockSupport.parkNanos(NAP_NANOS);
            continue;
          }
          batch.add(queue.take());
        }
        takeIn(batch);
        batch.clear();
        naps = 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeIn(List<Entry> batch) {
    synchronized (turn) {
      for (Entry entry : batch) {
        if (closed) {
          return;
        }
        ask(entry.event(), entry.at(), false);
      }
      takenIn += batch.size();
      turn.notifyAll();
    }
  }

  private void ask(Object event, long at, boolean history) {
    now = Math.max(now, at);
    try {
      for (Match match : runtime.send(event, now)) {
        listener.found(match, now, history);
      }
    } catch (RuntimeException e) {
      LOG.error("engine: a rule across sessions failed, what it was shown is lost to it", e);
      listener.lost();
    }
  }
}
