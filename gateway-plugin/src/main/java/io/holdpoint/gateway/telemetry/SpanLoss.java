// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts steps that nobody was told of: those that found the queue full, and those whose export
 * failed. It admits no more spans than the queue behind it holds, so that none can be dropped there
 * unseen.
 */
final class SpanLoss {

  private static final Logger LOG = LoggerFactory.getLogger(SpanLoss.class);
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final int capacity;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong underway = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  SpanLoss(int capacity) {
    this.capacity = capacity;
  }

  /** How many so far. */
  long count() {
    return lost.get();
  }

  /** Counts as lost what still waits, and what was sent but not yet acknowledged. */
  void giveUp() {
    lose(waiting.getAndSet(0) + underway.getAndSet(0), "the gateway closes");
  }

  /** Counts steps as lost, and says so once a minute. */
  void lose(long count, String why) {
    if (count <= 0) {
      return;
    }
    long total = lost.addAndGet(count);
    long now = System.nanoTime();
    long last = lastLogged.get();
    if (now - last >= QUIET_NANOS && lastLogged.compareAndSet(last, now)) {
      LOG.warn(
          "coverage loss: got {} steps since start that telemetry will not tell of, last because"
              + " {} (expected: 0); the journal has them",
          total,
          why);
    }
  }

  /** Lets spans pass to {@code next} as long as there is room. */
  SpanProcessor admitting(SpanProcessor next) {
    return new Admission(next);
  }

  /** Watches what becomes of spans at {@code next}. */
  SpanExporter watching(SpanExporter next) {
    return new Watch(next);
  }

  private final class Admission implements SpanProcessor {
    private final SpanProcessor next;

    Admission(SpanProcessor next) {
      this.next = next;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
      next.onStart(parent, span);
    }

    @Override
    public boolean isStartRequired() {
      return next.isStartRequired();
    }

    @Override
    public void onEnd(ReadableSpan span) {
      if (waiting.incrementAndGet() <= capacity) {
        next.onEnd(span);
      } else {
        waiting.decrementAndGet();
        lose(1, "the queue is full");
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }

    @Override
    public CompletableResultCode shutdown() {
      return next.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
      return next.forceFlush();
    }
  }

  private final class Watch implements SpanExporter {
    private final SpanExporter next;

    Watch(SpanExporter next) {
      this.next = next;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int count = spans.size();
      underway.addAndGet(count);
      waiting.addAndGet(-count);
      CompletableResultCode result = next.export(spans);
      result.whenComplete(
          () -> {
            long settled = underway.getAndUpdate(now -> Math.max(0, now - count));
            if (!result.isSuccess()) {
              lose(Math.min(count, settled), "an export failed");
            }
          });
      return result;
    }

    @Override
    public CompletableResultCode flush() {
      return next.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return next.shutdown();
    }
  }
}
