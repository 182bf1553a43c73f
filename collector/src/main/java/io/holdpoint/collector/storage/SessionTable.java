// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.Usage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as the writer sees them: a few thousand recent ones are kept in memory, so that a batch
 * usually reads none and writes one row for each session it touches. The open end of a session
 * stands in its row. Guarded by the writer's lock.
 */
final class SessionTable {

  private static final int KEPT = 8192;
  private static final long KEPT_BYTES = 32L << 20;
  private static final String COLUMNS =
      "facts, facts_at, steps, denied, max_risk, effects, labels, last_step, last_step_at,"
          + " input_tokens, output_tokens, cost_micros, risk_trend";

  private record Key(String tenant, String id) {}

  private static final class Kept {
    private final SessionState state;
    private int footprint;

    Kept(SessionState state) {
      this.state = state;
    }
  }

  private final LinkedHashMap<Key, Kept> recent = new LinkedHashMap<>(64, 0.75f, true);
  private final Database database;
  private long footprint;
  private long nextNo;

  SessionTable(Connection connection, Database database) throws SQLException {
    this.database = database;
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
    footprint = 0;
  }

  /** Forgets a session that is no longer stored. */
  void forget(String tenant, String id) {
    Kept known = recent.remove(new Key(tenant, id));
    if (known != null) {
      footprint -= known.footprint;
    }
  }

  /** Forgets the sessions not heard of for longest, if there are too many. Between batches. */
  void trim() {
    Iterator<Kept> eldest = recent.values().iterator();
    while (recent.size() > KEPT || footprint > KEPT_BYTES) {
      footprint -= eldest.next().footprint;
      eldest.remove();
    }
  }

  /** The session of a row, as stored so far or new. */
  SessionState find(Connection connection, SessionFacts facts) throws SQLException {
    Key key = new Key(facts.tenant(), facts.id().value());
    Kept known = recent.get(key);
    if (known == null) {
      SessionState state = load(connection, key);
      if (state == null) {
        state = SessionState.created(new SessionAggregate(nextNo++, facts));
      }
      known = new Kept(state);
      recent.put(key, known);
    }
    return known.state;
  }

  /** The stored session of that number, or null if it was forgotten. */
  @Nullable SessionState find(Connection connection, long no) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT facts FROM session WHERE no = ?")) {
      select.setLong(1, no);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        return find(connection, StepJson.readFacts(rows.getBytes(1)));
      }
    }
  }

  /** Writes the rows of sessions that changed. */
  void write(Connection connection, Collection<SessionState> sessions) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO session (segments, tail, environment, "
                    + COLUMNS
                    + ", no, tenant, id)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE session SET segments = ?, tail = ?, environment = ?, "
                    + COLUMNS.replace(",", " = ?,")
                    + " = ? WHERE no = ?");
        SessionIndexTable index = new SessionIndexTable(connection, database)) {
      for (SessionState session : sessions) {
        PreparedStatement statement = session.isNew() ? insert : update;
        bind(statement, session);
        if (session.isNew()) {
          SessionAggregate aggregate = session.aggregate();
          insert.setString(18, database.stored(aggregate.tenant()));
          insert.setString(19, database.stored(aggregate.id().value()));
        }
        boolean fresh = session.isNew();
        statement.executeUpdate();
        if (fresh) {
          index.insert(session.aggregate());
          session.stored();
        } else {
          index.update(session.aggregate());
        }
        weigh(session);
      }
    }
  }

  private void bind(PreparedStatement statement, SessionState session) throws SQLException {
    SessionAggregate.Columns columns = session.aggregate().columns();
    StepEncoder tail = session.tail();
    statement.setInt(1, session.segments());
    statement.setBytes(2, tail == null ? null : tail.bytes().toBytes());
    statement.setString(3, database.stored(columns.facts().environment()));
    statement.setBytes(4, session.aggregate().factsJson());
    statement.setLong(5, columns.factsAt());
    statement.setInt(6, columns.steps());
    statement.setInt(7, columns.denied());
    statement.setInt(8, columns.maxRisk());
    statement.setString(9, Words.join(columns.effects()));
    statement.setString(10, Words.join(columns.labels()));
    statement.setString(11, database.stored(columns.lastStep()));
    statement.setLong(12, columns.lastStepAt());
    statement.setLong(13, columns.usage().inputTokens());
    statement.setLong(14, columns.usage().outputTokens());
    statement.setLong(15, columns.usage().costMicros());
    statement.setString(16, columns.trend().text());
    statement.setLong(17, session.aggregate().no());
  }

  private void weigh(SessionState session) {
    SessionAggregate aggregate = session.aggregate();
    Kept kept = recent.get(new Key(aggregate.tenant(), aggregate.id().value()));
    if (kept != null) {
      footprint += session.footprint() - kept.footprint;
      kept.footprint = session.footprint();
    }
  }

  /** The columns that {@link #columns} reads, those of {@code session} under their plain names. */
  static String columnNames() {
    return COLUMNS;
  }

  /** Reads the columns of a row that has them under their names. */
  static SessionAggregate.Columns columns(ResultSet row, Database database) throws SQLException {
    return new SessionAggregate.Columns(
        StepJson.readFacts(row.getBytes("facts")),
        row.getLong("facts_at"),
        row.getInt("steps"),
        row.getInt("denied"),
        row.getInt("max_risk"),
        Words.parse(Effect.class, row.getString("effects")),
        Words.parse(DataLabel.class, row.getString("labels")),
        database.read(row.getString("last_step")),
        row.getLong("last_step_at"),
        new Usage(
            row.getLong("input_tokens"), row.getLong("output_tokens"), row.getLong("cost_micros")),
        RiskTrend.read(row.getString("risk_trend")));
  }

  private @Nullable SessionState load(Connection connection, Key key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT no, segments, tail, "
                + COLUMNS
                + " FROM session WHERE tenant = ? AND id = ?")) {
      select.setString(1, database.stored(key.tenant()));
      select.setString(2, database.stored(key.id()));
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        byte[] tail = rows.getBytes("tail");
        return SessionState.loaded(
            new SessionAggregate(rows.getLong("no"), columns(rows, database)),
            rows.getInt("segments"),
            tail == null ? null : opened(tail, new ViewTable(connection)));
      }
    }
  }

  private static StepEncoder opened(byte[] tail, ViewTable views) {
    return StepEncoder.of(StepDecoder.read(tail, views::text), views::number);
  }
}
