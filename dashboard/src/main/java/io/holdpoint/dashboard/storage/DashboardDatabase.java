// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.holdpoint.dashboard.access.TokenStore;
import io.holdpoint.dashboard.saved.SavedViews;
import io.holdpoint.dashboard.triage.TriageBook;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/**
 * The database of what people decide about what they see: {@code dashboard.mv.db} in the data
 * folder. What is written is on the disk when the call returns.
 */
public final class DashboardDatabase implements AutoCloseable {

  private final HikariDataSource dataSource;
  private final Jdbi jdbi;
  private final String tenant;

  private DashboardDatabase(HikariDataSource dataSource, String tenant) {
    this.dataSource = dataSource;
    this.jdbi = Jdbi.create(dataSource);
    this.tenant = tenant;
  }

  /**
   * Opens it, making or migrating it as needed.
   *
   * @throws IllegalStateException if it is open in another process or cannot be read
   */
  public static DashboardDatabase open(Path folder, String tenant) {
    Path file = folder.toAbsolutePath().normalize().resolve("dashboard");
    if (file.toString().indexOf(';') >= 0) {
      throw new IllegalStateException(
          "data folder: got \"" + folder + "\" (expected: a path without ;)");
    }
    HikariDataSource dataSource = new HikariDataSource(pool(file));
    try {
      Flyway.configure(DashboardDatabase.class.getClassLoader())
          .dataSource(dataSource)
          .locations("classpath:io/holdpoint/dashboard/storage/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      dataSource.close();
      throw new IllegalStateException(
          "dashboard database: got "
              + file
              + ".mv.db (expected: a database that can be opened, by one process at a time)",
          e);
    }
    return new DashboardDatabase(dataSource, tenant);
  }

  /** What people make of detections. */
  public TriageBook triage() {
    return new StoredTriage(jdbi, tenant);
  }

  /** Tokens that admins made for operators. */
  public TokenStore tokens() {
    return new StoredTokens(jdbi, tenant);
  }

  /** Filters under a name. */
  public SavedViews views() {
    return new StoredViews(jdbi, tenant);
  }

  @Override
  public void close() {
    dataSource.close();
  }

  private static HikariConfig pool(Path file) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("dashboard");
    config.setJdbcUrl("jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0");
    config.setMaximumPoolSize(3);
    config.setMinimumIdle(1);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(10_000);
    return config;
  }
}
