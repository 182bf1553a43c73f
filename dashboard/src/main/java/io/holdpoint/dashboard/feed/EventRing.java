// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest events, for readers that each keep their own place. A writer never waits for a reader:
 * who falls behind the ring is told so. Safe for use by many threads.
 */
final class EventRing {

  /** A reader's share of memory at a time. */
  private static final int MAX_SLICE = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition appended = lock.newCondition();
  private final Deque<FeedEvent> events = new ArrayDeque<>();
  private final int maxEvents;
  private final long maxChars;
  private long chars;
  private long last;
  private boolean closed;

  /**
   * @param before the id before the first one; a later process must start with a higher one
   */
  EventRing(int maxEvents, long maxChars, long before) {
    this.maxEvents = maxEvents;
    this.maxChars = maxChars;
    this.last = before;
  }

  void append(String type, String json) {
    lock.lock();
    try {
      FeedEvent event = new FeedEvent(++last, type, json);
      events.addLast(event);
      chars += json.length();
      while (events.size() > 1 && (events.size() > maxEvents || chars > maxChars)) {
        chars -= events.removeFirst().json().length();
      }
      appended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** The next events after {@code id}; waits for one for at most {@code wait}. */
  FeedSlice after(long id, Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      while (id == last && !closed && nanos > 0) {
        nanos = appended.awaitNanos(nanos);
      }
      long first = events.isEmpty() ? last + 1 : events.getFirst().id();
      if (id > last || id < first - 1) {
        return new FeedSlice(List.of(), true, closed);
      }
      List<FeedEvent> next = events.stream().skip(id - first + 1).limit(MAX_SLICE).toList();
      return new FeedSlice(next, false, closed);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      appended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
