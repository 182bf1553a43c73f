// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.view.StepRow;
import java.sql.SQLException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A session as the writer holds it: its counts, its open end, and how far back in time steps of it
 * are no longer among the {@link RecentSteps}. Guarded by the writer's lock.
 */
final class SessionState {

  /** An open end with more bytes is sealed: until then each batch writes it anew. */
  private static final int OPEN = 4 << 10;

  private static final int FOOTPRINT = 2048;

  private final SessionAggregate aggregate;
  private boolean isNew;
  private int segments;
  private @Nullable StepEncoder tail;
  private long generation;
  private long newestOfThis = Long.MIN_VALUE;
  private long newestOfPrevious = Long.MIN_VALUE;
  private long newestOlder;

  /** A session that has no row yet. */
  static SessionState created(SessionAggregate aggregate) {
    SessionState state = new SessionState(aggregate, Long.MIN_VALUE, 0, null);
    state.isNew = true;
    return state;
  }

  /** A session as its row tells of it. */
  static SessionState loaded(SessionAggregate aggregate, int segments, @Nullable StepEncoder tail) {
    return new SessionState(aggregate, aggregate.columns().factsAt(), segments, tail);
  }

  private SessionState(
      SessionAggregate aggregate, long storedUntil, int segments, @Nullable StepEncoder tail) {
    this.aggregate = aggregate;
    this.newestOlder = storedUntil;
    this.segments = segments;
    this.tail = tail;
  }

  SessionAggregate aggregate() {
    return aggregate;
  }

  boolean isNew() {
    return isNew;
  }

  void stored() {
    isNew = false;
  }

  /** How many segments are sealed; the open end will be the next one. */
  int segments() {
    return segments;
  }

  @Nullable StepEncoder tail() {
    return tail;
  }

  void replaceTail(@Nullable StepEncoder replaced) {
    tail = replaced;
  }

  /** True if a step that began at {@code at} may be stored without being among the recent ones. */
  boolean mayHoldOlder(long at, long generationNow) {
    age(generationNow);
    return at <= newestOlder;
  }

  /**
   * Takes a step in that is not stored and returns the segment it will be found in.
   *
   * @param views numbers of payload views kept apart, 0 of others
   */
  long append(
      StepRow row,
      ToLongFunction<String> views,
      SegmentTable table,
      IndexChanges changes,
      long generationNow)
      throws SQLException {
    age(generationNow);
    newestOfThis = Math.max(newestOfThis, Instants.toNanos(row.startedAt()));
    aggregate.add(row);
    StepEncoder open = tail;
    int shared = open == null ? 0 : open.shared().size();
    if (open == null || !open.add(row, views)) {
      if (open != null) {
        seal(table, open);
      }
      open = new StepEncoder();
      shared = 0;
      open.add(row, views);
      tail = open;
    }
    long segment = SegmentTable.id(aggregate.no(), segments);
    if (open.shared().size() > shared) {
      table.views().use(segment, open.shared().stream().skip(shared).toList());
    }
    changes.added(segment, open.steps() - 1, row);
    return segment;
  }

  /** At the end of a batch: an open end that is long enough is open no more. */
  void settle(SegmentTable table) throws SQLException {
    StepEncoder open = tail;
    if (open != null && open.bytes().length() >= OPEN) {
      seal(table, open);
      tail = null;
    }
  }

  /** About how much memory this takes, in bytes. */
  int footprint() {
    StepEncoder open = tail;
    return FOOTPRINT + (open == null ? 0 : open.footprint());
  }

  private void seal(SegmentTable table, StepEncoder open) throws SQLException {
    table.insert(SegmentTable.id(aggregate.no(), segments), open);
    segments++;
  }

  private void age(long now) {
    if (now == generation) {
      return;
    }
    newestOlder = Math.max(newestOlder, newestOfPrevious);
    newestOfPrevious = newestOfThis;
    if (now > generation + 1) {
      newestOlder = Math.max(newestOlder, newestOfPrevious);
      newestOfPrevious = Long.MIN_VALUE;
    }
    newestOfThis = Long.MIN_VALUE;
    generation = now;
  }
}
