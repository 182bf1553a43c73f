// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.view.StepRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads a page of a session's steps. Only segments that can have a step of the page are opened; the
 * others are passed over by their times and counts.
 */
final class StepPages {

  private static final Comparator<StepRow> BY_TIME =
      Comparator.comparing(StepRow::startedAt).thenComparing(row -> row.id().toString());

  private final DataSource dataSource;
  private final Database database;

  StepPages(DataSource dataSource, Database database) {
    this.dataSource = dataSource;
    this.database = database;
  }

  List<StepRow> read(String tenant, SessionId id, int offset, int limit) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      // All statements see the same state, so that a step is in one segment and not in two or none.
      connection.setTransactionIsolation(database.snapshot());
      connection.setAutoCommit(false);
      try {
        return read(connection, tenant, id, offset, limit);
      } finally {
        connection.rollback();
      }
    }
  }

  private List<StepRow> read(
      Connection connection, String tenant, SessionId id, int offset, int limit)
      throws SQLException {
    List<StepRow> rows = new ArrayList<>();
    ViewTable views = new ViewTable(connection);
    long no;
    try (PreparedStatement select =
        connection.prepareStatement("SELECT no, tail FROM session WHERE tenant = ? AND id = ?")) {
      select.setString(1, database.stored(tenant));
      select.setString(2, database.stored(id.value()));
      try (ResultSet session = select.executeQuery()) {
        if (!session.next()) {
          return rows;
        }
        no = session.getLong(1);
        byte[] tail = session.getBytes(2);
        if (tail != null) {
          addListed(StepDecoder.read(tail, views::text), rows);
        }
      }
    }
    SegmentChoice choice = new SegmentChoice(segments(connection, no), rows, offset, limit);
    try (PreparedStatement select =
        connection.prepareStatement("SELECT body FROM segment_body WHERE id = ?")) {
      for (long segment : choice.chosen()) {
        select.setLong(1, segment);
        try (ResultSet body = select.executeQuery()) {
          body.next();
          addListed(StepDecoder.read(body.getBytes(1), views::text), rows);
        }
      }
    }
    rows.sort(BY_TIME);
    int from = Math.min(offset - choice.before(), rows.size());
    return List.copyOf(rows.subList(from, Math.min(from + limit, rows.size())));
  }

  private static List<SegmentChoice.Segment> segments(Connection connection, long session)
      throws SQLException {
    List<SegmentChoice.Segment> segments = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, first_at, last_at, listed FROM segment WHERE id >= ? AND id < ?")) {
      select.setLong(1, SegmentTable.id(session, 0));
      select.setLong(2, SegmentTable.id(session + 1, 0));
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          segments.add(
              new SegmentChoice.Segment(
                  found.getLong(1), found.getLong(2), found.getLong(3), found.getInt(4)));
        }
      }
    }
    return segments;
  }

  private static void addListed(List<StepRow> stored, List<StepRow> rows) {
    for (StepRow row : stored) {
      if (!SessionAggregate.isEnd(row)) {
        rows.add(row);
      }
    }
  }
}
