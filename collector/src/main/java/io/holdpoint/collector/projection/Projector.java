// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.collector.ledger.Count;
import io.holdpoint.collector.ledger.SourceLedger;
import io.holdpoint.collector.log.TelemetryLog;
import io.holdpoint.collector.source.Source;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.port.StepListener;
import java.io.Flushable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what was received into the store, in one thread that keeps to its share of a core. What
 * it had not noted as done is done again after a restart; the store takes a step twice without
 * harm. A store that is {@link Flushable} is flushed before the position is noted.
 */
public final class Projector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
  private static final long NOTE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long SHORTEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long REST_NANOS_PER_STEP = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long WAITING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TelemetryLog log;
  private final SessionStore store;
  private final StoreWriter writer;
  private final Observer observer;
  private final Translator translator;
  private final SourceLedger ledger;
  private final Batch batch;
  private final int sharePercent;
  private final List<Source> sources;
  private final InstantSource clock;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long position;
  private long told;
  private boolean closing;
  private boolean recalled;
  private StepListener atRecall = (steps, detections) -> {};

  private long noted;
  private long notedAt = System.nanoTime();

  /**
   * A projector that is not running yet.
   *
   * @param sharePercent how much of one core it may take in the long run, 1 to 100
   * @param ledger counts what came of each sender
   * @param contents says what is kept of the content of frameworks' steps
   * @param sources who may tell of the same calls as a gateway
   * @param clock tells how long ago an earlier entry came
   */
  @SuppressWarnings("ThreadPriorityCheck") // a hint where the system heeds it; the share counts
  public Projector(
      TelemetryLog log,
      SessionStore store,
      SessionMonitor monitor,
      SignalBus signals,
      List<StepListener> listeners,
      int sharePercent,
      SourceLedger ledger,
      ContentView contents,
      List<Source> sources,
      InstantSource clock) {
    this.log = log;
    this.sources = List.copyOf(sources);
    this.clock = clock;
    this.ledger = ledger;
    this.batch = new Batch(ledger);
    this.translator = new Translator(ledger, contents, sources);
    this.store = store;
    this.writer = new StoreWriter(store, listeners);
    this.observer = new Observer(monitor, signals);
    this.sharePercent = sharePercent;
    this.position = log.projected();
    this.noted = position;
    this.told = position;
    this.thread = Thread.ofPlatform().daemon().name("projector").unstarted(this::run);
    this.thread.setPriority(Thread.MIN_PRIORITY);
  }

  /** Tells a listener also of what is read again at the start; before it. */
  public void tellAtRecall(StepListener listener) {
    atRecall = listener;
  }

  /** True if all steps of entries before a position are stored, and wait for nothing. */
  public boolean isTold(long upTo) {
    lock.lock();
    try {
      return recalled && told >= upTo;
    } finally {
      lock.unlock();
    }
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Waits until all that is in the log now is in the store; false if time was up before. */
  public boolean awaitProjected(Duration limit) throws InterruptedException {
    long target = log.end();
    long left = limit.toNanos();
    lock.lock();
    try {
      while (told < target && !closing && left > 0) {
        left = changed.awaitNanos(left);
      }
      return told >= target;
    } finally {
      lock.unlock();
    }
  }

  /** What was done since the start. */
  public ProjectionStats stats() {
    return new ProjectionStats(
        writer.stored(),
        writer.failed(),
        ledger.sum(Count.STRIPPED),
        ledger.sum(Count.UNKNOWN),
        ledger.sum(Count.UNREADABLE),
        ledger.sum(Count.CLAIMED),
        observer.withheld(),
        Math.max(0, log.end() - position()));
  }

  /** Ends the thread after the batch in hand and notes how far it got. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    log.stopWaiting();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    CpuShare share = new CpuShare(sharePercent);
    recall();
    while (!isClosing()) {
      try {
        if (!carryOver(share)) {
          log.awaitBeyond(position(), idleNanos());
          waitedInVain(share);
        }
        if (System.nanoTime() - notedAt >= NOTE_EVERY_NANOS) {
          note();
        }
      } catch (IOException | RuntimeException e) {
        LOG.error("projection: failed at position {}; it is tried again", position(), e);
        pause(RETRY_NANOS); // the batch is kept: what was joined is not told of again
      } catch (InterruptedException e) {
        LOG.error("projection: interrupted at position {}; it ends here", position());
        return;
      }
    }
    try {
      note();
    } catch (IOException | RuntimeException e) {
      LOG.error(
          "projection: position {} not noted; it is done again at the next start", position(), e);
    }
  }

  /** Without it steps that belong together stay apart, which is no reason not to go on. */
  private void recall() {
    try {
      translator.recall(
          Recall.before(log, position(), clock.instant(), sources),
          steps -> atRecall.stored(steps, List.of()));
    } catch (IOException | RuntimeException e) {
      LOG.error("projection: what was carried over before the start could not be read again", e);
    }
    lock.lock();
    try {
      recalled = true;
    } finally {
      lock.unlock();
    }
  }

  /** Carries over about one batch; false if there is nothing to carry over. */
  private boolean carryOver(CpuShare share) throws IOException {
    store(share); // what an earlier try left over
    long start = position();
    long next = start;
    while (!batch.isFull()) {
      Optional<TelemetryLog.Read> read = log.read(next);
      if (read.isEmpty()) {
        break;
      }
      translator.translate(read.get().entry(), next, batch, () -> store(share));
      next = read.get().next();
    }
    if (next == start) {
      return false;
    }
    long rest = batch.isFull() ? 0 : restNanos(batch.steps().size());
    store(share);
    moveTo(next);
    pause(rest);
    return true;
  }

  /**
   * How long to let steps gather. A batch costs the store a row for each session it touches, so the
   * more there is to do, the larger batches had better be; after a single step the next one is due
   * before anybody could notice.
   */
  private static long restNanos(int steps) {
    return Math.min(LONGEST_REST_NANOS, SHORTEST_REST_NANOS + steps * REST_NANOS_PER_STEP);
  }

  private void store(CpuShare share) {
    if (batch.isEmpty()) {
      return;
    }
    batch.monitored(observer.observe(batch.observed()));
    if (!batch.isEmpty()) {
      writer.write(batch.steps(), batch.detections());
    }
    batch.clear();
    pause(share.pauseNanos());
  }

  private long idleNanos() {
    if (translator.isWaiting()) {
      return WAITING_NANOS;
    }
    return noted < position() ? NOTE_EVERY_NANOS : IDLE_NANOS;
  }

  /** Tells on what waited for something that did not come. */
  private void waitedInVain(CpuShare share) {
    translator.idle(batch);
    store(share);
    moveTo(position());
  }

  private void note() throws IOException {
    long reached = told;
    notedAt = System.nanoTime();
    if (reached == noted) {
      return;
    }
    if (store instanceof Flushable flushable) {
      flushable.flush();
    }
    log.projected(reached);
    noted = reached;
  }

  private void moveTo(long next) {
    lock.lock();
    try {
      position = next;
      told = translator.firstWaiting(next);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long position() {
    lock.lock();
    try {
      return position;
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

  /** Waits, unless closing. */
  private void pause(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
