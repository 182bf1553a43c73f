// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.StepRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Steps of a batch that may be stored already, and where to look for them. A stored step that is
 * the same as the new one stays, and the new one is left out; any other one makes room for the new
 * one.
 */
final class Replacement {

  private record Key(String tenant, StepId id) {}

  private record Span(long firstAt, long lastAt) {}

  private final @Nullable StepRow[] batch;
  private final Map<Key, Integer> wanted = new HashMap<>();
  private final Map<Long, @Nullable SessionState> segments = new LinkedHashMap<>();
  private final Map<SessionState, Span> sessions = new LinkedHashMap<>();

  /**
   * A search for steps of a batch.
   *
   * @param batch the steps; those that turn out to be stored become null
   */
  Replacement(@Nullable StepRow[] batch) {
    this.batch = batch;
  }

  boolean isEmpty() {
    return wanted.isEmpty();
  }

  /** The step at {@code index} may stand in a certain segment. */
  void lookIn(long segment, int index, StepRow row) {
    want(index, row);
    segments.putIfAbsent(segment, null);
  }

  /** The step at {@code index} may stand in its session, at its time. */
  void lookIn(SessionState session, int index, StepRow row) {
    want(index, row);
    long at = Instants.toNanos(row.startedAt());
    sessions.merge(
        session,
        new Span(at, at),
        (a, b) -> new Span(Math.min(a.firstAt(), b.firstAt()), Math.max(a.lastAt(), b.lastAt())));
  }

  /** Takes stored steps out and notes the sessions that changed by it. */
  void carryOut(
      Connection connection,
      SessionTable table,
      SegmentTable sealed,
      IndexChanges changes,
      Set<SessionState> changed)
      throws SQLException {
    for (Map.Entry<SessionState, Span> entry : sessions.entrySet()) {
      SessionState session = entry.getKey();
      long no = session.aggregate().no();
      Span span = entry.getValue();
      for (long id : sealed.between(no, span.firstAt(), span.lastAt())) {
        segments.put(id, session);
      }
      segments.put(SegmentTable.id(no, session.segments()), session);
    }
    Map<Long, SessionState> found = new HashMap<>();
    for (Map.Entry<Long, @Nullable SessionState> entry : segments.entrySet()) {
      long no = SegmentTable.sessionOf(entry.getKey());
      SessionState session = entry.getValue() != null ? entry.getValue() : found.get(no);
      if (session == null) {
        session = table.find(connection, no);
        if (session == null) {
          continue; // forgotten, and its steps with it
        }
        found.put(no, session);
      }
      if (takeOut(session, entry.getKey(), sealed, changes)) {
        changed.add(session);
      }
    }
  }

  /**
   * Steps that are found are put into the index anew even if they stay: one that comes back may
   * have been lost there.
   */
  private boolean takeOut(
      SessionState session, long segment, SegmentTable sealed, IndexChanges changes)
      throws SQLException {
    boolean open = SegmentTable.numberOf(segment) == session.segments();
    StepEncoder tail = session.tail();
    ViewTable views = sealed.views();
    List<StepRow> stored =
        !open
            ? sealed.read(segment)
            : tail == null ? List.of() : StepDecoder.read(tail.bytes().toBytes(), views::text);
    List<StepRow> staying = new ArrayList<>(stored.size());
    int wantedBefore = wanted.size();
    for (StepRow row : stored) {
      Integer index = wanted.remove(new Key(row.session().tenant(), row.id()));
      if (index == null) {
        staying.add(row);
      } else if (row.equals(batch[index])) {
        batch[index] = null;
        staying.add(row);
      } else {
        session.aggregate().remove(row);
      }
    }
    if (wanted.size() < wantedBefore) {
      changes.replaced(segment, staying);
    }
    if (staying.size() == stored.size()) {
      return false;
    }
    if (open) {
      StepEncoder rest = StepEncoder.of(staying, views::number);
      session.replaceTail(staying.isEmpty() ? null : rest);
      views.replace(segment, rest.shared());
    } else {
      sealed.replace(segment, staying);
    }
    return true;
  }

  private void want(int index, StepRow row) {
    wanted.put(new Key(row.session().tenant(), row.id()), index);
  }
}
