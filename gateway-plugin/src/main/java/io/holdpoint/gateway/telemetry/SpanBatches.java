// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers encoded spans and hands batches of them to a sink of this process from a thread of its
 * own. A batch the sink cannot take is offered again each second until it can; meanwhile spans
 * wait, up to a number and to {@value #MOST_BYTES} bytes. What finds no room is lost and counted;
 * no span ever waits for room.
 */
final class SpanBatches {

  /** A batch is handed over once it has as many spans. */
  static final int BATCH_SPANS = 1024;

  /** What may wait in bytes, however many spans that are. */
  static final long MOST_BYTES = 64L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(SpanBatches.class);

  /** Well below half a region of the usual heap: larger arrays cost the garbage collector dear. */
  private static final int BATCH_BYTES = 192 << 10;

  private static final int FIRST_BYTES = 256 << 10;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_CLOSING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Spans on their way, encoded. */
  private static final class Batch {
    private final ProtoBuffer spans;
    private int count;

    Batch(ProtoBuffer spans) {
      this.spans = spans;
    }

    boolean isFull() {
      return count >= BATCH_SPANS || spans.size() >= BATCH_BYTES;
    }
  }

  private final SpanSink sink;
  private final SpanLoss loss;
  private final OtlpRequest request;
  private final int capacity;
  private final long delayNanos;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Batch> full = new ArrayDeque<>();
  private final List<CompletableResultCode> flushes = new ArrayList<>();
  private final CompletableResultCode closed = new CompletableResultCode();
  private Batch filling = new Batch(new ProtoBuffer(FIRST_BYTES));
  private @Nullable ProtoBuffer spare;
  private long firstAt;
  private long waiting;
  private long waitingBytes;
  private boolean closing;
  private boolean givenUp;

  private SpanBatches(
      SpanSink sink, SpanLoss loss, OtlpRequest request, TelemetrySettings settings) {
    this.sink = sink;
    this.loss = loss;
    this.request = request;
    this.capacity = settings.queueSize();
    this.delayNanos = settings.delay().toNanos();
    this.thread = Thread.ofPlatform().daemon().name("span-export").unstarted(this::run);
  }

  /**
   * Starts its thread.
   *
   * @param request what batches are put into
   */
  static SpanBatches start(
      SpanSink sink, SpanLoss loss, OtlpRequest request, TelemetrySettings settings) {
    SpanBatches batches = new SpanBatches(sink, loss, request, settings);
    batches.thread.start();
    return batches;
  }

  /** Takes a span, whose bytes are copied. */
  void take(ProtoBuffer span) {
    String why = admit(span);
    if (why != null) {
      loss.lose(1, why);
    }
  }

  /** Takes a span in, or says why not. */
  private @Nullable String admit(ProtoBuffer span) {
    lock.lock();
    try {
      if (closing) {
        return "the gateway closes";
      }
      if (waiting >= capacity || waitingBytes >= MOST_BYTES) {
        return "the queue is full";
      }
      filling.spans.raw(span);
      waiting++;
      waitingBytes += span.size();
      if (filling.count++ == 0) {
        firstAt = System.nanoTime();
        changed.signalAll();
      }
      if (filling.isFull()) {
        full.add(filling);
        filling = emptyBatch();
        changed.signalAll();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** A result that succeeds once nothing waits any more. */
  CompletableResultCode flush() {
    CompletableResultCode flushed = new CompletableResultCode();
    lock.lock();
    try {
      if (waiting == 0) {
        return flushed.succeed();
      }
      flushes.add(flushed);
      changed.signalAll();
      return flushed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more spans and delivers what waits, for as long as nobody calls {@link #giveUp}. */
  CompletableResultCode shutdown() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the delivery; what was not acknowledged by now counts as lost. */
  void giveUp() {
    long left;
    lock.lock();
    try {
      closing = true;
      givenUp = true;
      left = waiting;
      waiting = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    loss.lose(left, "the gateway closes");
  }

  private void run() {
    try {
      for (Batch batch = next(); batch != null; batch = next()) {
        deliver(batch);
      }
      closed.succeed();
    } catch (InterruptedException e) {
      LOG.error("export of spans: interrupted; it ends here");
      giveUp();
      closed.fail();
    }
  }

  /** Waits for the next batch; null once there will be none. */
  private @Nullable Batch next() throws InterruptedException {
    lock.lock();
    try {
      while (!givenUp) {
        if (!full.isEmpty()) {
          return full.poll();
        }
        if (filling.count > 0) {
          long left = firstAt + delayNanos - System.nanoTime();
          if (left <= 0 || closing || !flushes.isEmpty()) {
            Batch batch = filling;
            filling = emptyBatch();
            return batch;
          }
          changed.awaitNanos(left);
        } else if (closing) {
          return null;
        } else {
          changed.await();
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Batch batch) throws InterruptedException {
    byte[] bytes = request.of(batch.spans);
    boolean told = false;
    while (true) {
      try {
        settle(batch, sink.take(bytes), "the collector refused them");
        return;
      } catch (IOException e) {
        if (!told) {
          LOG.warn("export of spans: {} spans wait, to be offered again", batch.count, e);
          told = true;
        }
      } catch (RuntimeException e) {
        LOG.error("export of spans: {} spans could not be handed over", batch.count, e);
        settle(batch, batch.count, "the collector failed");
        return;
      }
      if (!pause()) {
        return;
      }
    }
  }

  private void settle(Batch batch, long refused, String why) {
    boolean counted;
    lock.lock();
    try {
      counted = !givenUp;
      if (counted) {
        waiting -= batch.count;
        waitingBytes -= batch.spans.size();
      }
      batch.spans.cut(0);
      spare = batch.spans;
      if (waiting == 0) {
        flushes.forEach(CompletableResultCode::succeed);
        flushes.clear();
      }
    } finally {
      lock.unlock();
    }
    if (counted) {
      loss.lose(refused, why);
    }
  }

  /** Waits before another try; false if there is to be none. */
  private boolean pause() throws InterruptedException {
    lock.lock();
    try {
      long began = System.nanoTime();
      long left = RETRY_NANOS;
      while (left > 0 && !givenUp) {
        changed.awaitNanos(left);
        left = began + (closing ? RETRY_CLOSING_NANOS : RETRY_NANOS) - System.nanoTime();
      }
      return !givenUp;
    } finally {
      lock.unlock();
    }
  }

  private Batch emptyBatch() {
    ProtoBuffer buffer = spare == null ? new ProtoBuffer(FIRST_BYTES) : spare;
    spare = null;
    return new Batch(buffer);
  }
}
