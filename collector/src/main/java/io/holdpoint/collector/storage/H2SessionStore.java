// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.io.Flushable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.Jdbi;

/**
 * The projection in an H2 database in a file. Safe for use by many threads; one process at a time
 * may have the file open. A transaction that was committed reaches the file within a second or at
 * {@link #flush()}: what was committed since may be lost when the process ends by force, so a
 * position in the input must be noted after a flush and never before.
 */
public final class H2SessionStore implements SessionStore, Flushable, AutoCloseable {

  private static final String SESSION =
      "SELECT "
          + SessionTable.columnNames()
          + ", (SELECT COUNT(*) FROM detection d WHERE d.tenant = s.tenant"
          + " AND d.session = s.id) AS detections FROM session s ";

  private final HikariDataSource dataSource;
  private final Jdbi jdbi;
  private final BatchWriter writer;
  private final StepPages pages;

  private H2SessionStore(HikariDataSource dataSource) throws SQLException {
    this.dataSource = dataSource;
    this.jdbi = Jdbi.create(dataSource);
    this.writer = new BatchWriter(dataSource);
    this.pages = new StepPages(dataSource);
  }

  /**
   * Opens the database in {@code folder}, making or migrating it as needed.
   *
   * @throws IOException if the folder cannot be made, or the database is open in another process or
   *     cannot be read
   */
  public static H2SessionStore open(Path folder) throws IOException {
    Path file = folder.toAbsolutePath().normalize().resolve("sessions");
    if (file.toString().indexOf(';') >= 0) {
      throw new IOException("store folder: got \"" + folder + "\" (expected: a path without ;)");
    }
    Files.createDirectories(folder);
    HikariDataSource dataSource = new HikariDataSource(pool(file));
    try {
      Flyway.configure(H2SessionStore.class.getClassLoader())
          .dataSource(dataSource)
          .locations("classpath:io/holdpoint/collector/storage/migration")
          .load()
          .migrate();
      OldSteps.moveOver(dataSource);
      return new H2SessionStore(dataSource);
    } catch (SQLException | RuntimeException e) {
      dataSource.close();
      throw new IOException(whyNot(file, e), e);
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
                .bind("tenant", tenant)
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
                .bind("tenant", tenant)
                .bind("id", id.value())
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
                .bind("tenant", tenant)
                .bind("session", id.value())
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
                .bind("tenant", tenant)
                .bind("limit", limit)
                .map((row, context) -> detection(tenant, row.getBytes(2), row.getLong(1)))
                .list());
  }

  /** Returns once everything appended so far is on the disk. */
  @Override
  public void flush() {
    jdbi.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
  }

  /** Writes everything out and closes the file, which happens with the last connection. */
  @Override
  public void close() {
    if (!dataSource.isClosed()) {
      jdbi.useHandle(handle -> handle.execute("SET DB_CLOSE_DELAY 0"));
      dataSource.close();
    }
  }

  private static SessionRow toRow(java.sql.ResultSet row) throws SQLException {
    return SessionAggregate.toRow(SessionTable.columns(row), row.getInt("detections"));
  }

  private static DetectionRow detection(String tenant, byte[] detail, long at) {
    return new DetectionRow(tenant, DetectionJson.read(detail, at));
  }

  private static HikariConfig pool(Path file) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("sessions");
    config.setJdbcUrl(
        "jdbc:h2:file:"
            + file
            + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;WRITE_DELAY=1000;CACHE_SIZE=16384");
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(1);
    // Opened by the first use below, so that what is wrong with the file is told once and plainly.
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(10_000);
    return config;
  }

  private static String whyNot(Path file, Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        return "session store: got " + file + ".mv.db (expected: a file no other process has open)";
      }
    }
    return "session store: got " + file + ".mv.db (expected: a database that can be opened)";
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit: got " + limit + " (expected: 1 to 1000)");
    }
  }
}
