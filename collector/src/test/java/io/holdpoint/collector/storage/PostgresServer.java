// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One PostgreSQL for all tests of the process, of the binaries in the build; ends with them. */
final class PostgresServer implements ParameterResolver {

  /** A server that runs. */
  static final class Running implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private int databases;

    Running(EmbeddedPostgres postgres) {
      this.postgres = postgres;
    }

    /** An empty database of its own. */
    synchronized StoreSettings.Server newDatabase() throws SQLException {
      String name = "d" + databases++;
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      }
      return new StoreSettings.Server(
          "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name, "postgres", "postgres");
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
