// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.port.SessionSearch.Found;
import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.query.FilterRow;
import io.holdpoint.model.query.SessionFilterRow;
import io.holdpoint.model.view.SessionRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Finds sessions: the database narrows them down over its narrow rows, the filter decides. Where
 * the database cannot narrow, so many rows are looked at for a page and no more.
 */
final class SessionFinder {

  private static final String KIND = "sessions";
  private static final int LOOKED_AT = 10_000;
  private static final int SMALLEST_READ = 50;

  /** How many segments may be opened for a page, to see whether words stand together. */
  private static final int OPENED = 1000;

  private record Place(long lastAt, String id) {}

  private record Candidate(long no, Place place, SessionRow row) {}

  private final DataSource dataSource;
  private final Database database;
  private final IndexKeeper index;

  SessionFinder(DataSource dataSource, Database database, IndexKeeper index) {
    this.dataSource = dataSource;
    this.database = database;
    this.index = index;
  }

  Found<SessionRow> find(Query query, Function<SessionRow, String> states) {
    boolean complete = index.isComplete();
    try (SegmentReader segments = SegmentReader.open(dataSource, database)) {
      return find(query, states, segments, complete);
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not search sessions", e);
    }
  }

  private Found<SessionRow> find(
      Query query, Function<SessionRow, String> states, SegmentReader segments, boolean complete)
      throws SQLException {
    ByStep byStep = new ByStep(query.tenant(), segments);
    SessionConditions conditions =
        new SessionConditions(query.filter(), database, byStep::sessions);
    List<SessionRow> rows = new ArrayList<>();
    String[] mark = Marks.read(KIND, 2, query.after());
    Place after =
        mark == null ? new Place(Long.MAX_VALUE, "") : new Place(Marks.number(mark[1]), mark[2]);
    int looked = 0;
    while (looked < LOOKED_AT) {
      int size = Math.max(SMALLEST_READ, query.limit() - rows.size() + 1);
      List<Candidate> candidates =
          read(segments.connection(), query.tenant(), conditions, after, size);
      for (Candidate candidate : candidates) {
        if (rows.size() == query.limit() || segments.opened() >= OPENED) {
          return new Found<>(rows, mark(after), complete);
        }
        SessionFilterRow asked =
            new SessionFilterRow(
                candidate.row(),
                states.apply(candidate.row()),
                term -> byStep.has(term, candidate.no()));
        if (FilterRow.isOf(query.filter(), asked)) {
          rows.add(candidate.row());
        }
        after = candidate.place();
      }
      if (candidates.size() < size) {
        return new Found<>(rows, "", complete);
      }
      looked += candidates.size();
    }
    return new Found<>(rows, mark(after), complete);
  }

  private static String mark(Place place) {
    return Marks.of(KIND, place.lastAt(), place.id());
  }

  /** What is known of sessions by their steps. For one search. */
  private final class ByStep {

    private final Map<Filter.Text, TermSessions> known = new HashMap<>();
    private final String tenant;
    private final SegmentReader segments;

    ByStep(String tenant, SegmentReader segments) {
      this.tenant = tenant;
      this.segments = segments;
    }

    TermSessions sessions(Filter.Text term) {
      return known.computeIfAbsent(term, this::find);
    }

    boolean has(Filter.Text term, long session) {
      try {
        return sessions(term).has(session, segments);
      } catch (SQLException e) {
        throw new IllegalStateException("session store: could not read steps", e);
      }
    }

    private TermSessions find(Filter.Text term) {
      try {
        return TermSessions.find(index.index(), tenant, term);
      } catch (IOException e) {
        throw new UncheckedIOException("index of steps: could not be read", e);
      }
    }
  }

  private List<Candidate> read(
      Connection connection, String tenant, SessionConditions conditions, Place after, int size)
      throws SQLException {
    String sql =
        SqlSessionStore.SESSION.replaceFirst("SELECT ", "SELECT s.no, newest.last_at, s.id, ")
            + "JOIN (SELECT i.no, i.last_at, i.id FROM session_index i WHERE i.tenant = ?"
            + " AND i.last_at <= ? AND (i.last_at < ? OR i.id > ?) AND "
            + conditions.text()
            + " ORDER BY i.tenant, i.last_at DESC, i.id LIMIT "
            + size
            + ") newest ON newest.no = s.no ORDER BY newest.last_at DESC, newest.id";
    List<Candidate> candidates = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, database.stored(tenant));
      select.setLong(2, after.lastAt());
      select.setLong(3, after.lastAt());
      select.setString(4, database.stored(after.id()));
      conditions.bind(select, 5);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          SessionRow row = SqlSessionStore.toRow(rows, database);
          candidates.add(
              new Candidate(
                  rows.getLong(1), new Place(rows.getLong(2), row.facts().id().value()), row));
        }
      }
    }
    return candidates;
  }
}
