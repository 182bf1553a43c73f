// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.collector.search.StepIndex;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Puts all stored steps into the index, segment by segment, while batches go on: each segment is
 * read and indexed between two batches, so neither undoes the other.
 */
final class IndexRebuild {

  private final DataSource dataSource;
  private final BatchWriter writer;
  private final StepIndex index;

  IndexRebuild(DataSource dataSource, BatchWriter writer, StepIndex index) {
    this.dataSource = dataSource;
    this.writer = writer;
    this.index = index;
  }

  /** True if nothing is stored. */
  boolean isNothing() throws SQLException {
    return sessions(0, 1).isEmpty();
  }

  /** Returns true once everything is in the index, false if it was stopped before. */
  boolean run(BooleanSupplier stopping) throws IOException, SQLException {
    long last = 0;
    for (List<Long> some = sessions(last, 1000); !some.isEmpty(); some = sessions(last, 1000)) {
      for (long session : some) {
        if (stopping.getAsBoolean()) {
          return false;
        }
        long end = SegmentTable.id(session + 1, 0);
        for (long at = SegmentTable.id(session, 0); at < end; ) {
          at = next(session, at, end);
        }
        last = session;
      }
    }
    return true;
  }

  /** Indexes the first segment from {@code from} on, or the open end, and returns what is next. */
  private long next(long session, long from, long end) throws IOException, SQLException {
    List<IOException> trouble = new ArrayList<>();
    long[] next = {end};
    writer.exclusively(
        () -> {
          try (Connection connection = dataSource.getConnection()) {
            long segment = firstFrom(connection, from, end);
            long changed = segment >= 0 ? segment : openEnd(connection, session);
            index.replace(changed, IndexChanges.indexed(SegmentReader.read(connection, changed)));
            next[0] = segment >= 0 ? segment + 1 : end;
          } catch (IOException e) {
            trouble.add(e);
          }
        });
    if (!trouble.isEmpty()) {
      throw trouble.getFirst();
    }
    return next[0];
  }

  private List<Long> sessions(long after, int limit) throws SQLException {
    List<Long> sessions = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT no FROM session WHERE no > ? ORDER BY no LIMIT " + limit)) {
      select.setLong(1, after);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          sessions.add(rows.getLong(1));
        }
      }
    }
    return sessions;
  }

  private static long firstFrom(Connection connection, long from, long end) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT MIN(id) FROM segment WHERE id >= ? AND id < ?")) {
      select.setLong(1, from);
      select.setLong(2, end);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        long first = rows.getLong(1);
        return rows.wasNull() ? -1 : first;
      }
    }
  }

  private static long openEnd(Connection connection, long session) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT segments FROM session WHERE no = ?")) {
      select.setLong(1, session);
      try (ResultSet rows = select.executeQuery()) {
        return SegmentTable.id(session, rows.next() ? rows.getInt(1) : 0);
      }
    }
  }
}
