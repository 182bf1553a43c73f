// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Forgets sessions, whole ones and the oldest first, a few at a time so that batches get through in
 * between.
 */
final class Pruning {

  private static final int AT_ONCE = 50;

  /** What a session takes besides its segments, about: its row with the open end. */
  private static final int SESSION_BYTES = 3000;

  /** Below the bound by so much, so that not every batch makes it necessary again. */
  private static final double ROOM = 0.95;

  private record Old(long no, String tenant, String id) {}

  private final DataSource dataSource;
  private final Database database;
  private final BatchWriter writer;
  private final IndexKeeper index;

  Pruning(DataSource dataSource, Database database, BatchWriter writer, IndexKeeper index) {
    this.dataSource = dataSource;
    this.database = database;
    this.writer = writer;
    this.index = index;
  }

  /** Tells the sizes of segments stored by earlier versions. */
  static void fill(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE segment SET bytes = (SELECT OCTET_LENGTH(b.body) FROM segment_body b"
                + " WHERE b.id = segment.id) WHERE bytes < 0")) {
      update.executeUpdate();
    }
  }

  int run(Retention retention, Instant now) throws SQLException {
    int forgotten = 0;
    if (!retention.keep().isZero()) {
      long before = Instants.toNanos(now.minus(retention.keep()));
      int some;
      do {
        some = forget(before, Long.MAX_VALUE);
        forgotten += some;
      } while (some == AT_ONCE);
    }
    if (retention.maxBytes() > 0 && size() > retention.maxBytes()) {
      long tooMuch = size() - (long) (ROOM * retention.maxBytes());
      while (tooMuch > 0) {
        long before = size();
        int some = forget(Long.MAX_VALUE, tooMuch);
        forgotten += some;
        if (some == 0) {
          break;
        }
        tooMuch -= before - size();
      }
    }
    return forgotten;
  }

  /** About how much is stored, in bytes. */
  private long size() throws SQLException {
    return number("SELECT COALESCE(SUM(bytes), 0) FROM segment")
        + number("SELECT COALESCE(SUM(bytes), 0) FROM payload_view")
        + SESSION_BYTES * number("SELECT COUNT(*) FROM session_index");
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Forgets the oldest sessions, all from before a time, until enough bytes are free. */
  private int forget(long before, long enough) throws SQLException {
    List<Old> chosen = new ArrayList<>();
    writer.exclusively(
        () -> {
          try (Connection connection = dataSource.getConnection()) {
            // First all is written out: the index must not be ahead of the database.
            index.stamp(connection);
            database.flush(connection);
            connection.setAutoCommit(false);
            database.beginWriting(connection);
            choose(connection, before, enough, chosen);
            chosen.forEach(old -> index.remove(old.no()));
            index.writeOut();
            for (Old old : chosen) {
              delete(connection, old);
            }
            connection.commit();
            chosen.forEach(old -> writer.forget(old.tenant(), old.id()));
          }
        });
    return chosen.size();
  }

  private void choose(Connection connection, long before, long enough, List<Old> chosen)
      throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT no, tenant, id FROM session_index WHERE last_at < ? ORDER BY last_at LIMIT "
                    + AT_ONCE);
        PreparedStatement size =
            connection.prepareStatement(
                "SELECT COALESCE(SUM(bytes), 0) FROM segment WHERE id >= ? AND id < ?")) {
      select.setLong(1, before);
      long free = 0;
      try (ResultSet rows = select.executeQuery()) {
        while (free < enough && rows.next()) {
          Old old =
              new Old(
                  rows.getLong(1),
                  database.read(rows.getString(2)),
                  database.read(rows.getString(3)));
          chosen.add(old);
          size.setLong(1, SegmentTable.id(old.no(), 0));
          size.setLong(2, SegmentTable.id(old.no() + 1, 0));
          try (ResultSet bytes = size.executeQuery()) {
            bytes.next();
            free += bytes.getLong(1) + SESSION_BYTES;
          }
        }
      }
    }
  }

  private void delete(Connection connection, Old old) throws SQLException {
    new ViewTable(connection).drop(SegmentTable.id(old.no(), 0), SegmentTable.id(old.no() + 1, 0));
    for (String table : List.of("segment", "segment_body")) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE id >= ? AND id < ?")) {
        delete.setLong(1, SegmentTable.id(old.no(), 0));
        delete.setLong(2, SegmentTable.id(old.no() + 1, 0));
        delete.executeUpdate();
      }
    }
    for (String table : List.of("session", "session_index")) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE no = ?")) {
        delete.setLong(1, old.no());
        delete.executeUpdate();
      }
    }
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM detection WHERE tenant = ? AND session = ?")) {
      delete.setString(1, database.stored(old.tenant()));
      delete.setString(2, database.stored(old.id()));
      delete.executeUpdate();
    }
  }
}
