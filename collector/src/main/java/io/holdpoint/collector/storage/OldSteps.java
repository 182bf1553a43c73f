// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves steps from the table of the first version, a row for each, into segments. Session by
 * session, each in a transaction of its own: if it is interrupted, it goes on at the next start.
 */
final class OldSteps {

  private static final Logger LOG = LoggerFactory.getLogger(OldSteps.class);

  private OldSteps() {}

  static void moveOver(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (!isThere(connection)) {
        return;
      }
      connection.setAutoCommit(false);
      List<Long> sessions = sessions(connection);
      if (!sessions.isEmpty()) {
        LOG.info("session store: steps of {} sessions are moved into segments", sessions.size());
      }
      Segments form = new Segments();
      for (long session : sessions) {
        move(connection, session, form);
        connection.commit();
      }
      try (PreparedStatement drop = connection.prepareStatement("DROP TABLE step")) {
        drop.execute();
      }
    }
  }

  private static boolean isThere(Connection connection) throws SQLException {
    try (ResultSet tables = connection.getMetaData().getTables(null, "PUBLIC", "STEP", null)) {
      return tables.next();
    }
  }

  private static List<Long> sessions(Connection connection) throws SQLException {
    List<Long> sessions = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement("SELECT DISTINCT session FROM step ORDER BY session");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        sessions.add(rows.getLong(1));
      }
    }
    return sessions;
  }

  private static void move(Connection connection, long session, Segments form) throws SQLException {
    int number = 0;
    try (SegmentTable table = new SegmentTable(connection, form);
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT started_at, detail FROM step WHERE session = ? ORDER BY started_at")) {
      select.setLong(1, session);
      StepEncoder steps = new StepEncoder();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          var row = StepJson.readStep(rows.getBytes(2), rows.getLong(1));
          if (!steps.add(row)) {
            table.insert(SegmentTable.id(session, number++), steps);
            steps = new StepEncoder();
            steps.add(row);
          }
        }
      }
      table.insert(SegmentTable.id(session, number++), steps);
    }
    change(connection, "UPDATE session SET segments = ? WHERE no = ?", number, session);
    change(connection, "DELETE FROM step WHERE session = ?", session);
  }

  private static void change(Connection connection, String sql, long... values)
      throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        change.setLong(i + 1, values[i]);
      }
      change.executeUpdate();
    }
  }
}
