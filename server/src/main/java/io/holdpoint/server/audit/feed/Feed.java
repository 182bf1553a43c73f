// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.server.audit.export.Lines;
import io.holdpoint.server.audit.feed.FeedCursor.Mark;
import io.holdpoint.server.audit.feed.send.FarEnd;
import io.holdpoint.server.audit.feed.send.Outgoing;
import io.holdpoint.server.audit.feed.send.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one journal to one far end, on a thread of its own. The cursor moves once the far end has
 * what was sent, so after a cut the last batch is sent again and nothing is left out. What cannot
 * be sent waits in the journal; nobody who writes there waits for it.
 */
final class Feed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final Duration IDLE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final int MOST_AT_ONCE = 500;
  private static final int REFUSALS = 3;
  private static final int MOST_DOUBLINGS = 7;

  private final FeedSettings settings;
  private final FileJournal journal;
  private final String journalId;
  private final FeedCursor cursor;
  private final FarEnd farEnd;
  private final Lines lines;
  private final InstantSource clock;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private boolean closed;
  private @Nullable Instant failingSince;
  private Mark sent = new Mark("", 0, "");
  private long count;
  private long leftOut;

  /** Touched by the feed's own thread only. */
  private @Nullable FeedReading reading;

  private List<Outgoing> pending = new ArrayList<>();
  private Mark end = sent;
  private int atOnce = MOST_AT_ONCE;
  private int refusals;

  Feed(
      FeedSettings settings,
      FileJournal journal,
      String journalId,
      FeedCursor cursor,
      FarEnd farEnd,
      Lines lines,
      InstantSource clock) {
    this.settings = requireNonNull(settings, "settings");
    this.journal = requireNonNull(journal, "journal");
    this.journalId = requireNonNull(journalId, "journalId");
    this.cursor = requireNonNull(cursor, "cursor");
    this.farEnd = requireNonNull(farEnd, "farEnd");
    this.lines = requireNonNull(lines, "lines");
    this.clock = requireNonNull(clock, "clock");
    this.thread =
        Thread.ofPlatform().name("audit-feed-" + settings.name()).daemon().unstarted(this::run);
  }

  /**
   * Begins where the last run ended. A new feed's beginning is durable when this returns.
   *
   * @throws IOException if its cursor cannot be read or written
   */
  void start() throws IOException {
    FileJournal.Position position = journal.position();
    Mark now = new Mark(journalId, position.records(), position.head());
    Mark beginning = new Mark(journalId, 0, "");
    Optional<Mark> known = cursor.read();
    Mark from;
    if (known.isEmpty()) {
      from = settings.fromStart() ? beginning : now;
      cursor.write(from);
    } else if (!known.get().journal().equals(journalId)) {
      LOG.error("audit feed {}: its cursor is of another journal; all of this one is sent", name());
      from = beginning;
    } else if (known.get().record() > position.records()) {
      LOG.error(
          "audit feed {}: the far end has record {}, the journal ends at {}: its end was lost or an"
              + " older copy put back; what comes now is sent",
          name(),
          known.get().record(),
          position.records());
      from = now;
    } else {
      from = known.get();
    }
    sent = from;
    end = from;
    thread.start();
  }

  String name() {
    return settings.name();
  }

  /** How it stands now. */
  FeedState state() {
    long records = journal.position().records();
    lock.lock();
    try {
      return new FeedState(
          name(),
          sent.record(),
          Math.max(0, records - sent.record()),
          count,
          leftOut,
          Optional.ofNullable(failingSince));
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
    farEnd.close();
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
        LOG.warn("audit feed {}: does not end; what it had under way is sent again", name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    int failures = 0;
    try {
      while (!isClosed()) {
        try {
          boolean idle = round();
          failures = 0;
          if (idle) {
            pause(IDLE);
          }
        } catch (IOException | RuntimeException e) {
          failed(e);
          pause(backOff(failures));
          failures++;
        }
      }
    } finally {
      letGo();
    }
  }

  /** Sends some records; true if there is nothing to send now. */
  private boolean round() throws IOException {
    if (pending.isEmpty()) {
      Mark before = end;
      gather();
      if (pending.isEmpty()) {
        if (end.record() > before.record()) {
          moved(end, 0);
        }
        recovered();
        return end.record() == before.record();
      }
    }
    int size = Math.min(atOnce, pending.size());
    try {
      farEnd.deliver(List.copyOf(pending.subList(0, size)));
    } catch (RefusedException e) {
      refused(size, e);
      throw e;
    } catch (IOException e) {
      atOnce = Math.max(1, size / 2);
      throw e;
    }
    Outgoing last = pending.get(size - 1);
    pending = new ArrayList<>(pending.subList(size, pending.size()));
    moved(pending.isEmpty() ? end : new Mark(journalId, last.number(), ""), size);
    recovered();
    refusals = 0;
    atOnce = Math.min(MOST_AT_ONCE, atOnce + Math.max(1, atOnce / 8));
    return false;
  }

  private void gather() throws IOException {
    FeedReading open = reading;
    if (open == null) {
      open = new FeedReading(journal, sent, settings.classes(), lines, settings.mostBytes());
      reading = open;
      end = sent;
    }
    FeedReading.Batch batch;
    try {
      batch = open.next(end);
    } catch (IOException | RuntimeException e) {
      letGo();
      throw e;
    }
    if (open.isForeign()) {
      LOG.error(
          "audit feed {}: the journal has another record {} than the one that was sent; all of it"
              + " is sent",
          name(),
          sent.record());
      letGo();
      moved(new Mark(journalId, 0, ""), 0);
      end = sent;
      return;
    }
    if (batch.gone() > 0) {
      LOG.error(
          "audit feed {}: {} records up to {} were taken out of the journal before they were sent:"
              + " their time was over",
          name(),
          batch.gone(),
          batch.end().record());
      left(batch.gone());
    }
    pending = new ArrayList<>(batch.records());
    end = batch.end();
  }

  /** One record that the far end will never take must not keep it from all others. */
  private void refused(int size, RefusedException e) {
    if (size > 1) {
      atOnce = 1;
      return;
    }
    refusals++;
    Outgoing first = pending.getFirst();
    if (refusals == REFUSALS) {
      LOG.error(
          "audit feed {}: record {} is refused for good; a note is sent in its place: {}",
          name(),
          first.number(),
          String.valueOf(e.getMessage()));
      left(1);
      pending.set(
          0,
          new Outgoing(first.number(), first.facts(), first.urgency(), lines.note(first.number())));
    }
  }

  private void moved(Mark mark, int records) throws IOException {
    cursor.write(mark);
    lock.lock();
    try {
      sent = mark;
      count += records;
    } finally {
      lock.unlock();
    }
  }

  private void left(long records) {
    lock.lock();
    try {
      leftOut += records;
    } finally {
      lock.unlock();
    }
  }

  private void failed(Exception e) {
    boolean first = false;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (failingSince == null) {
        failingSince = clock.instant();
        first = true;
      }
    } finally {
      lock.unlock();
    }
    if (first) {
      LOG.error(
          "audit feed {}: nothing can be handed over; it waits in the journal and is tried again:"
              + " {}",
          name(),
          e.toString());
    }
  }

  private void recovered() {
    boolean again;
    lock.lock();
    try {
      again = failingSince != null;
      failingSince = null;
    } finally {
      lock.unlock();
    }
    if (again) {
      LOG.info("audit feed {}: the far end takes records again", name());
    }
  }

  private static Duration backOff(int failures) {
    Duration pause = IDLE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void pause(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!closed && left > 0) {
        left = wake.awaitNanos(left);
      }
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

  private void letGo() {
    FeedReading open = reading;
    if (open != null) {
      open.close();
      reading = null;
    }
  }
}
