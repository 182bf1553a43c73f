// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.view.SessionFacts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as the writer sees them: a few thousand recent ones are kept in memory, so that a batch
 * usually reads none and writes one row for each session it touches. Guarded by the writer's lock.
 */
final class SessionTable {

  private static final int KEPT = 4096;
  private static final String COLUMNS =
      "facts, facts_at, steps, denied, max_risk, effects, labels, last_step, last_step_at";

  private record Key(String tenant, String id) {}

  private final Map<Key, SessionAggregate> recent =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SessionAggregate> eldest) {
          return size() > KEPT;
        }
      };
  private long nextNo;

  SessionTable(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT COALESCE(MAX(no), 0) + 1 FROM session");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      nextNo = rows.getLong(1);
    }
  }

  /** Forgets what a transaction that failed may have changed in memory. */
  void forget() {
    recent.clear();
  }

  /** The session of a row, as stored so far or new. */
  SessionAggregate find(Connection connection, SessionFacts facts) throws SQLException {
    Key key = new Key(facts.tenant(), facts.id().value());
    SessionAggregate known = recent.get(key);
    if (known == null) {
      known = load(connection, key);
      if (known == null) {
        known = new SessionAggregate(nextNo++, facts);
      }
      recent.put(key, known);
    }
    return known;
  }

  /** The stored session of that number, which must exist. */
  SessionAggregate find(Connection connection, long no) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT tenant, id FROM session WHERE no = ?")) {
      select.setLong(1, no);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("session " + no + ": got no row (expected: one for its steps)");
        }
        Key key = new Key(rows.getString(1), rows.getString(2));
        SessionAggregate known = recent.get(key);
        if (known == null) {
          known = load(connection, key);
          if (known == null) {
            throw new SQLException("session " + key + ": got no row (expected: one)");
          }
          recent.put(key, known);
        }
        return known;
      }
    }
  }

  void write(Connection connection, Collection<SessionAggregate> sessions) throws SQLException {
    try (PreparedStatement merge =
        connection.prepareStatement(
            "MERGE INTO session (no, tenant, environment, id, "
                + COLUMNS
                + ") KEY (no) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (SessionAggregate session : sessions) {
        SessionAggregate.Columns columns = session.columns();
        merge.setLong(1, session.no());
        merge.setString(2, session.tenant());
        merge.setString(3, columns.facts().environment());
        merge.setString(4, session.id().value());
        merge.setBytes(5, StepJson.write(columns.facts()));
        merge.setLong(6, columns.factsAt());
        merge.setInt(7, columns.steps());
        merge.setInt(8, columns.denied());
        merge.setInt(9, columns.maxRisk());
        merge.setString(10, Words.join(columns.effects()));
        merge.setString(11, Words.join(columns.labels()));
        merge.setString(12, columns.lastStep());
        merge.setLong(13, columns.lastStepAt());
        merge.addBatch();
      }
      merge.executeBatch();
    }
  }

  /** Reads the columns of a row that has them under their names. */
  static SessionAggregate.Columns columns(ResultSet row) throws SQLException {
    return new SessionAggregate.Columns(
        StepJson.readFacts(row.getBytes("facts")),
        row.getLong("facts_at"),
        row.getInt("steps"),
        row.getInt("denied"),
        row.getInt("max_risk"),
        Words.parse(Effect.class, row.getString("effects")),
        Words.parse(DataLabel.class, row.getString("labels")),
        row.getString("last_step"),
        row.getLong("last_step_at"));
  }

  private static @Nullable SessionAggregate load(Connection connection, Key key)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT no, " + COLUMNS + " FROM session WHERE tenant = ? AND id = ?")) {
      select.setString(1, key.tenant());
      select.setString(2, key.id());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? new SessionAggregate(rows.getLong("no"), columns(rows)) : null;
      }
    }
  }
}
