// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import com.zaxxer.hikari.HikariDataSource;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.io.Flushable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * The projection in a database: H2 in a file, or PostgreSQL. Safe for use by many threads; one
 * process at a time may have it open. What was appended since the last {@link #flush()} may be lost
 * when the process ends by force, so a position in the input must be noted after a flush and never
 * before.
 */
public final class SqlSessionStore implements SessionStore, Flushable, AutoCloseable {

  private static final String SESSION =
      "SELECT "
          + SessionTable.columnNames()
          + ", (SELECT COUNT(*) FROM detection d WHERE d.tenant = s.tenant"
          + " AND d.session = s.id) AS detections FROM session s ";

  private final Database database;
  private final HikariDataSource dataSource;
  private final Jdbi jdbi;
  private final BatchWriter writer;
  private final StepPages pages;

  private SqlSessionStore(Database database, HikariDataSource dataSource) throws SQLException {
    this.database = database;
    this.dataSource = dataSource;
    this.jdbi = Jdbi.create(dataSource);
    this.writer = new BatchWriter(dataSource, database);
    this.pages = new StepPages(dataSource, database);
  }

  /**
   * Opens the database in {@code folder}, making or migrating it as needed.
   *
   * @throws IOException if the folder cannot be made, or the database is open in another process or
   *     cannot be read
   */
  public static SqlSessionStore open(Path folder) throws IOException {
    return open(StoreSettings.in(folder));
  }

  /**
   * Opens the database, making or migrating its tables as needed.
   *
   * @throws IOException if it cannot be opened; the message says which and why
   */
  public static SqlSessionStore open(StoreSettings settings) throws IOException {
    Database database =
        settings.server().isPresent()
            ? new PostgresDatabase(settings.server().get())
            : new H2Database(settings.folder());
    HikariDataSource dataSource = new HikariDataSource(database.pool());
    try {
      database.claim(dataSource);
      Flyway.configure(SqlSessionStore.class.getClassLoader())
          .dataSource(dataSource)
          .locations(database.migrations())
          .load()
          .migrate();
      database.settle(dataSource);
      return new SqlSessionStore(database, dataSource);
    } catch (SQLException | RuntimeException e) {
      dataSource.close();
      throw new IOException(database.whyNot(e), e);
    }
  }

  @Override
  public void append(List<StepRow> steps, List<DetectionRow> detections) {
    if (steps.isEmpty() && detections.isEmpty()) {
      return;
    }
    try {
      writer.append(steps, detections);
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not take in a batch", e);
    }
  }

  @Override
  public List<SessionRow> sessions(String tenant, int limit) {
    requireLimit(limit);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SESSION
                        + "WHERE s.tenant = :tenant ORDER BY s.last_step_at DESC, s.id LIMIT"
                        + " :limit")
                .bind("tenant", database.stored(tenant))
                .bind("limit", limit)
                .map((row, context) -> toRow(row))
                .list());
  }

  @Override
  public Optional<SessionRow> session(String tenant, SessionId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SESSION + "WHERE s.tenant = :tenant AND s.id = :id")
                .bind("tenant", database.stored(tenant))
                .bind("id", database.stored(id.value()))
                .map((row, context) -> toRow(row))
                .findOne());
  }

  @Override
  public List<StepRow> steps(String tenant, SessionId id, int offset, int limit) {
    requireLimit(limit);
    try {
      return pages.read(tenant, id, offset, limit);
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not read steps of " + id, e);
    }
  }

  @Override
  public List<DetectionRow> detections(String tenant, SessionId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT at, detail FROM detection WHERE tenant = :tenant"
                        + " AND session = :session ORDER BY at, id")
                .bind("tenant", database.stored(tenant))
                .bind("session", database.stored(id.value()))
                .map((row, context) -> detection(tenant, row.getBytes(2), row.getLong(1)))
                .list());
  }

  @Override
  public List<DetectionRow> detections(String tenant, int limit) {
    requireLimit(limit);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT at, detail FROM detection WHERE tenant = :tenant"
                        + " ORDER BY at DESC, id DESC LIMIT :limit")
                .bind("tenant", database.stored(tenant))
                .bind("limit", limit)
                .map((row, context) -> detection(tenant, row.getBytes(2), row.getLong(1)))
                .list());
  }

  /** Returns once everything appended so far is on the disk. */
  @Override
  public void flush() {
    try (Connection connection = dataSource.getConnection()) {
      database.flush(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not be written out", e);
    }
  }

  /** Writes everything out and lets go of the database. */
  @Override
  public void close() {
    if (dataSource.isClosed()) {
      return;
    }
    try (dataSource) {
      database.release(dataSource);
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not be closed", e);
    }
  }

  private SessionRow toRow(ResultSet row) throws SQLException {
    return SessionAggregate.toRow(SessionTable.columns(row, database), row.getInt("detections"));
  }

  private static DetectionRow detection(String tenant, byte[] detail, long at) {
    return new DetectionRow(tenant, DetectionJson.read(detail, at));
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit: got " + limit + " (expected: 1 to 1000)");
    }
  }
}
