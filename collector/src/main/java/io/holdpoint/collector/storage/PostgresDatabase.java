// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 13 or newer, by URL. What is committed is on the server's disk. The writer holds
 * sessions in memory, so a second one would undo what the first one writes: each opening takes the
 * next turn, an advisory lock refuses it while another process is there, and a process that lost
 * its lock with its connection finds at its next batch that the turn is not its own any more.
 */
final class PostgresDatabase implements Database {

  /** The lock's number: the first bytes of our name. */
  private static final long LOCK = 0x486F6C64706F696EL;

  private static final String TAKEN = "HP001";
  private static final char ESCAPE = '\u0001';

  private final StoreSettings.Server server;
  private volatile long turn;
  private volatile @Nullable Connection lock;

  PostgresDatabase(StoreSettings.Server server) {
    this.server = server;
  }

  @Override
  public HikariConfig pool() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("sessions");
    config.setJdbcUrl(server.url());
    config.setUsername(server.user());
    config.setPassword(server.password());
    config.addDataSourceProperty("ApplicationName", "holdpoint");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.setMaximumPoolSize(6);
    config.setMinimumIdle(1);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(10_000);
    return config;
  }

  @Override
  public String migrations() {
    return "classpath:io/holdpoint/collector/storage/postgresql";
  }

  /** The lock lasts as long as its connection, which is kept. */
  @Override
  @SuppressWarnings("MustBeClosedChecker") // closed by release
  public void claim(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    try (PreparedStatement select = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      select.setLong(1, LOCK);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        if (!rows.getBoolean(1)) {
          throw new SQLException("the lock is taken", TAKEN);
        }
      }
      lock = connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void settle(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update =
            connection.prepareStatement("UPDATE store SET turn = turn + 1 RETURNING turn");
        ResultSet rows = update.executeQuery()) {
      rows.next();
      turn = rows.getLong(1);
    }
  }

  @Override
  public void beginWriting(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT turn FROM store FOR SHARE");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      if (rows.getLong(1) != turn) {
        throw new SQLException(
            "session store: got turn "
                + rows.getLong(1)
                + " (expected: "
                + turn
                + ", ours; another process writes to this database now)");
      }
    }
  }

  @Override
  public int snapshot() {
    return Connection.TRANSACTION_REPEATABLE_READ;
  }

  @Override
  public String upsertDetection() {
    return "INSERT INTO detection (tenant, id, session, at, detail) VALUES (?, ?, ?, ?, ?)"
        + " ON CONFLICT (tenant, id) DO UPDATE SET session = EXCLUDED.session,"
        + " at = EXCLUDED.at, detail = EXCLUDED.detail";
  }

  /** PostgreSQL has no text with a NUL in it, and agents may send one. */
  @Override
  public String stored(String text) {
    return text.indexOf('\0') < 0 && text.indexOf(ESCAPE) < 0
        ? text
        : text.replace("" + ESCAPE, ESCAPE + "1").replace("\0", ESCAPE + "0");
  }

  @Override
  public String read(String stored) {
    return stored.indexOf(ESCAPE) < 0
        ? stored
        : stored.replace(ESCAPE + "0", "\0").replace(ESCAPE + "1", "" + ESCAPE);
  }

  @Override
  public void flush(Connection connection) {
    // A commit returns when it is on the disk.
  }

  @Override
  public void release(DataSource dataSource) throws SQLException {
    Connection held = lock;
    if (held != null) {
      held.close(); // the lock goes with the connection, which the pool closes next
    }
  }

  @Override
  public String whyNot(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && TAKEN.equals(sql.getSQLState())) {
        return "session store: got "
            + server.shown()
            + " (expected: a database no other Holdpoint writes to)";
      }
    }
    return "session store: got "
        + server.shown()
        + " (expected: a PostgreSQL database that can be opened)";
  }
}
