// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One PostgreSQL for all tests of the process, of the binaries in the build; ends with them. */
final class PostgresServer implements ParameterResolver {

  private static final String USER = "postgres";

  /** A server that runs. */
  static final class Running implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final Set<String> databases = new HashSet<>();

    Running(EmbeddedPostgres postgres) {
      this.postgres = postgres;
    }

    /** A database of that name with no rows in it, made if it is not there. */
    synchronized StoreSettings.Server emptied(String name) throws SQLException {
      String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name;
      if (databases.add(name)) {
        run(postgres.getPostgresDatabase().getConnection(), "CREATE DATABASE " + name);
      } else {
        run(
            DriverManager.getConnection(url, USER, USER),
            "TRUNCATE session, segment, segment_body, detection, session_index;"
                + " UPDATE store SET turn = 0, stamp = 0, name = ''");
      }
      return new StoreSettings.Server(url, USER, USER);
    }

    private static void run(Connection connection, String sql) throws SQLException {
      try (connection;
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Override
    public void close() throws IOException {
      postgres.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Running.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(PostgresServer.class))
        .getOrComputeIfAbsent(Running.class, type -> start(), Running.class);
  }

  private static Running start() {
    try {
      return new Running(
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "60")
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
