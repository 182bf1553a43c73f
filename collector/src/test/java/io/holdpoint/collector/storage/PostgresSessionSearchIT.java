// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.port.SessionSearch;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.testing.SessionSearchContract;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real PostgreSQL. */
@ExtendWith(PostgresServer.class)
final class PostgresSessionSearchIT extends SessionSearchContract {

  @TempDir private Path folder;
  private final StoreSettings.Server database;
  private SqlSessionStore store;

  PostgresSessionSearchIT(PostgresServer.Running server) throws SQLException {
    this.database = server.emptied("contract");
  }

  @BeforeEach
  void open() throws IOException {
    store =
        SqlSessionStore.open(
            new StoreSettings(folder, Optional.of(database), Retention.FOREVER), value -> value);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected SessionStore store() {
    return store;
  }

  @Override
  protected SessionSearch search() {
    return store;
  }
}
