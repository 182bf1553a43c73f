// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import com.zaxxer.hikari.HikariDataSource;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionSearch;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The projection in a database: H2 in a file, or PostgreSQL. Safe for use by many threads; one
 * process at a time may have it open. What was appended since the last {@link #flush()} may be lost
 * when the process ends by force, so a position in the input must be noted after a flush and never
 * before.
 */
public final class SqlSessionStore
    implements SessionStore, SessionSearch, Flushable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SqlSessionStore.class);

  static final String SESSION =
      "SELECT "
          + SessionTable.columnNames()
          + ", (SELECT COUNT(*) FROM detection d WHERE d.tenant = s.tenant"
          + " AND d.session = s.id) AS detections FROM session s ";

  private final Database database;
  private final HikariDataSource dataSource;
  private final Jdbi jdbi;
  private final BatchWriter writer;
  private final StepPages pages;
  private final IndexKeeper index;
  private final SessionFinder sessionFinder;
  private final StepFinder stepFinder;
  private final Pruning pruning;

  private SqlSessionStore(
      Database database,
      HikariDataSource dataSource,
      IndexKeeper index,
      UnaryOperator<String> print)
      throws SQLException {
    this.database = database;
    this.dataSource = dataSource;
    this.jdbi = Jdbi.create(dataSource);
    this.index = index;
    this.writer = new BatchWriter(dataSource, database, index);
    this.pages = new StepPages(dataSource, database);
    this.sessionFinder = new SessionFinder(dataSource, database, index);
    this.stepFinder = new StepFinder(dataSource, database, index, print);
    this.pruning = new Pruning(dataSource, database, writer, index);
    index.begin(writer);
  }

  /**
   * Opens the database in {@code folder}, making or migrating it as needed.
   *
   * @throws IOException if the folder cannot be made, or the database is open in another process or
   *     cannot be read
   */
  public static SqlSessionStore open(Path folder) throws IOException {
    return open(StoreSettings.in(folder), value -> value);
  }

  /**
   * Opens the database, making or migrating its tables as needed. If its index of steps is not
   * there or does not belong to it, the index is made anew in the background.
   *
   * @param print gives the keyed print of a value someone looks for
   * @throws IOException if it cannot be opened; the message says which and why
   */
  public static SqlSessionStore open(StoreSettings settings, UnaryOperator<String> print)
      throws IOException {
    Database database = database(settings);
    HikariDataSource dataSource = new HikariDataSource(database.pool());
    try {
      prepare(database, dataSource);
      fillIndex(dataSource, database);
      return opened(settings, database, dataSource, print);
    } catch (SQLException | RuntimeException e) {
      dataSource.close();
      throw new IOException(database.whyNot(e), e);
    } catch (IOException e) {
      dataSource.close();
      throw e;
    }
  }

  private static SqlSessionStore opened(
      StoreSettings settings,
      Database database,
      HikariDataSource dataSource,
      UnaryOperator<String> print)
      throws IOException, SQLException {
    IndexKeeper index = IndexKeeper.open(settings.folder(), dataSource, database, print);
    try {
      return new SqlSessionStore(database, dataSource, index, print);
    } catch (SQLException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  private static Database database(StoreSettings settings) throws IOException {
    return settings.server().isPresent()
        ? new PostgresDatabase(settings.server().get())
        : new H2Database(settings.folder());
  }

  private static void prepare(Database database, HikariDataSource dataSource) throws SQLException {
    database.claim(dataSource);
    Flyway.configure(SqlSessionStore.class.getClassLoader())
        .dataSource(dataSource)
        .locations(database.migrations())
        .load()
        .migrate();
    database.settle(dataSource);
  }

  /**
   * Writes all that is stored as it is now, while batches go on. A store of either kind can be made
   * of it.
   *
   * @param out not closed
   * @return how many rows were written
   * @throws IOException if it cannot be written
   */
  public long backup(OutputStream out) throws IOException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setTransactionIsolation(database.snapshot());
      connection.setAutoCommit(false);
      DeflaterOutputStream packed = new DeflaterOutputStream(out, new Deflater(1), 1 << 16);
      DataOutputStream data = new DataOutputStream(new BufferedOutputStream(packed, 1 << 16));
      try {
        long rows = new StoreCopy(connection, database).write(data);
        data.flush();
        packed.finish();
        return rows;
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not be copied", e);
    }
  }

  /**
   * Makes a store of a backup. All of it or nothing is stored.
   *
   * @param settings where; nothing may be stored there
   * @param in a backup, not closed
   * @return how many rows were read
   * @throws IOException if something is stored there, the database cannot be opened, or the backup
   *     is none or not whole
   */
  public static long restore(StoreSettings settings, InputStream in) throws IOException {
    Database database = database(settings);
    try (HikariDataSource dataSource = new HikariDataSource(database.pool())) {
      prepare(database, dataSource);
      try {
        return restore(database, dataSource, in);
      } finally {
        database.release(dataSource);
      }
    } catch (SQLException | RuntimeException e) {
      throw new IOException(database.whyNot(e), e);
    }
  }

  private static long restore(Database database, DataSource dataSource, InputStream in)
      throws IOException, SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      database.beginWriting(connection);
      try (Statement statement = connection.createStatement();
          ResultSet sessions = statement.executeQuery("SELECT COUNT(*) FROM session")) {
        sessions.next();
        if (sessions.getLong(1) > 0) {
          throw new IOException(
              "session store: got "
                  + sessions.getLong(1)
                  + " sessions (expected: none, a backup is put into an empty store)");
        }
      }
      try {
        long rows =
            new StoreCopy(connection, database)
                .read(new DataInputStream(new BufferedInputStream(new InflaterInputStream(in))));
        try (Statement statement = connection.createStatement()) {
          statement.executeUpdate("UPDATE store SET name = ''"); // the index is another's
        }
        connection.commit();
        return rows;
      } catch (IOException | SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static void fillIndex(DataSource dataSource, Database database) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      SessionIndexTable.fill(connection, database);
      Pruning.fill(connection);
      connection.commit();
    }
  }

  /**
   * Forgets whole sessions, those not heard of for longest first: what is older than the settings
   * say, and as much as is too much. Of a session that is still heard of everything stays.
   *
   * @return how many were forgotten
   */
  public int prune(Retention retention, Instant now) {
    try {
      return pruning.run(retention, now);
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not forget old sessions", e);
    }
  }

  @Override
  public Found<SessionRow> sessions(Query query, Function<SessionRow, String> states) {
    return sessionFinder.find(query, states);
  }

  @Override
  public Found<StepRow> steps(Query query) {
    return stepFinder.find(query);
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
                        + "JOIN (SELECT i.no, i.last_at, i.id FROM session_index i WHERE i.tenant ="
                        + " :tenant ORDER BY i.tenant, i.last_at DESC, i.id LIMIT :limit) newest ON"
                        + " newest.no = s.no ORDER BY newest.last_at DESC, newest.id")
                .bind("tenant", database.stored(tenant))
                .bind("limit", limit)
                .map((row, context) -> toRow(row, database))
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
                .map((row, context) -> toRow(row, database))
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

  /**
   * Returns once everything appended so far is on the disk. The index of steps is written out less
   * often: what it lacks after a crash it gets again when the store is opened.
   */
  @Override
  public void flush() {
    flush(index::commit);
  }

  private void flush(Runnable indexed) {
    try {
      writer.exclusively(
          () -> {
            try (Connection connection = dataSource.getConnection()) {
              index.stamp(connection);
              database.flush(connection);
              indexed.run();
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not be written out", e);
    }
  }

  /** How many segments changed that the index of steps has not on the disk, about. */
  public int indexBacklog() {
    return index.due();
  }

  /** Writes everything out and lets go of the database. */
  @Override
  public void close() {
    if (dataSource.isClosed()) {
      return;
    }
    try (dataSource) {
      index.stop();
      flushAtEnd();
      index.close();
      database.release(dataSource);
    } catch (SQLException e) {
      throw new IllegalStateException("session store: could not be closed", e);
    }
  }

  /** What was committed is not lost by it: at worst it is projected, or indexed, again. */
  private void flushAtEnd() {
    try {
      flush(index::writeOut);
    } catch (IllegalStateException e) {
      LOG.warn("session store: closed without being written out", e);
    }
  }

  static SessionRow toRow(ResultSet row, Database database) throws SQLException {
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
