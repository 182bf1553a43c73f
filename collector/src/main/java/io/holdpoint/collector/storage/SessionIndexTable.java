// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.query.FilterRow;
import io.holdpoint.model.view.SessionFacts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The narrow rows by which sessions are found: written whenever the session's own row is. */
final class SessionIndexTable implements AutoCloseable {

  private static final String COLUMNS =
      "last_at = ?, agent = ?, version = ?, principal = ?, environment = ?, task = ?,"
          + " last_step = ?, key_source = ?, effects = ?, labels = ?, risk = ?, peak = ?,"
          + " steps = ?, denied = ?";

  private final Database database;
  private final PreparedStatement insert;
  private final PreparedStatement update;

  SessionIndexTable(Connection connection, Database database) throws SQLException {
    this.database = database;
    this.insert =
        connection.prepareStatement(
            "INSERT INTO session_index ("
                + COLUMNS.replace(" = ?", "")
                + ", no, tenant, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.update =
        connection.prepareStatement("UPDATE session_index SET " + COLUMNS + " WHERE no = ?");
  }

  /** Adds the rows of sessions that have none: of those stored by earlier versions. */
  static void fill(Connection connection, Database database) throws SQLException {
    try (SessionIndexTable table = new SessionIndexTable(connection, database);
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT no, "
                    + SessionTable.columnNames()
                    + " FROM session s WHERE NOT EXISTS"
                    + " (SELECT 1 FROM session_index i WHERE i.no = s.no)");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        table.insert(
            new SessionAggregate(rows.getLong("no"), SessionTable.columns(rows, database)));
      }
    }
  }

  void insert(SessionAggregate session) throws SQLException {
    bind(insert, session);
    insert.setString(16, database.stored(session.tenant()));
    insert.setString(17, database.stored(session.id().value()));
    insert.executeUpdate();
  }

  void update(SessionAggregate session) throws SQLException {
    bind(update, session);
    update.executeUpdate();
  }

  private void bind(PreparedStatement statement, SessionAggregate session) throws SQLException {
    SessionAggregate.Columns columns = session.columns();
    SessionFacts facts = columns.facts();
    statement.setLong(1, columns.lastStepAt());
    statement.setString(2, text(facts.agentName()));
    statement.setString(3, text(facts.agentVersion()));
    statement.setString(4, text(facts.principal()));
    statement.setString(5, text(facts.environment()));
    statement.setString(6, text(facts.task()));
    statement.setString(7, text(columns.lastStep()));
    statement.setString(8, text(facts.keySource()));
    statement.setString(9, list(columns.effects()));
    statement.setString(10, list(columns.labels()));
    statement.setInt(11, facts.risk());
    statement.setInt(12, columns.maxRisk());
    statement.setInt(13, columns.steps());
    statement.setInt(14, columns.denied());
    statement.setLong(15, session.no());
  }

  private String text(String text) {
    return database.stored(FilterRow.counted(text));
  }

  private static String list(Set<? extends Enum<?>> constants) {
    return constants.stream()
        .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-') + ",")
        .collect(Collectors.joining("", ",", ""));
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    update.close();
  }
}
