// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.engine.Constants;

/**
 * H2 in a file. One process at a time may have the file open. A transaction that was committed
 * reaches the file within a second or at a flush.
 */
final class H2Database implements Database {

  private final Path file;

  /**
   * @throws IOException if the folder cannot be made or cannot be named to H2
   */
  H2Database(Path folder) throws IOException {
    file = folder.toAbsolutePath().normalize().resolve("sessions");
    if (file.toString().indexOf(';') >= 0) {
      throw new IOException("store folder: got \"" + folder + "\" (expected: a path without ;)");
    }
    Files.createDirectories(folder);
  }

  @Override
  public HikariConfig pool() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("sessions");
    config.setJdbcUrl(
        "jdbc:h2:file:"
            + file
            + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;WRITE_DELAY=1000;CACHE_SIZE=32768");
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(1);
    // Opened by the first use, so that what is wrong with the file is told once and plainly.
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(10_000);
    return config;
  }

  @Override
  public String migrations() {
    return "classpath:io/holdpoint/collector/storage/migration";
  }

  @Override
  public void claim(DataSource dataSource) {
    // The file is locked by its first connection.
  }

  @Override
  public void settle(DataSource dataSource) throws SQLException {
    OldSteps.moveOver(dataSource);
  }

  @Override
  public void beginWriting(Connection connection) {
    // Nobody else can have the file.
  }

  @Override
  public int snapshot() {
    return Constants.TRANSACTION_SNAPSHOT;
  }

  @Override
  public String upsertDetection() {
    return "MERGE INTO detection (tenant, id, session, at, detail) KEY (tenant, id)"
        + " VALUES (?, ?, ?, ?, ?)";
  }

  @Override
  public String stored(String text) {
    return text;
  }

  @Override
  public String read(String stored) {
    return stored;
  }

  @Override
  public void flush(Connection connection) throws SQLException {
    run(connection, "CHECKPOINT SYNC");
  }

  /** The file is written out and closed with the last connection. */
  @Override
  public void release(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      run(connection, "SET DB_CLOSE_DELAY 0");
    }
  }

  @Override
  public String whyNot(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        return "session store: got " + file + ".mv.db (expected: a file no other process has open)";
      }
    }
    return "session store: got " + file + ".mv.db (expected: a database that can be opened)";
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
