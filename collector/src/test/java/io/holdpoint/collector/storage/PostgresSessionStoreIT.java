// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.testing.SessionStoreContract;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real PostgreSQL. */
@ExtendWith(PostgresServer.class)
final class PostgresSessionStoreIT extends SessionStoreContract {

  @TempDir private Path folder;
  private final StoreSettings.Server database;
  private SqlSessionStore store;

  PostgresSessionStoreIT(PostgresServer.Running server) throws SQLException {
    this.database = server.emptied("contract");
  }

  @BeforeEach
  void open() throws IOException {
    store = SqlSessionStore.open(settings(), value -> value);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected SessionStore store() {
    return store;
  }

  @Test
  void survives_reopening() throws IOException {
    StepRow row = step(1, facts("default", 1, 10, false));
    store.append(List.of(row), List.of(detection("default", 1, 1)));
    Optional<SessionRow> before = store.session("default", id(1));
    store.close();

    open();
    store.append(List.of(row), List.of(detection("default", 1, 1)));

    assertThat(store.session("default", id(1))).isEqualTo(before);
    assertThat(store.steps("default", id(1), 0, 10)).containsExactly(row);
    assertThat(store.detections("default", 10)).containsExactly(detection("default", 1, 1));
  }

  @Test
  void refuses_a_database_that_another_store_has_open() {
    assertThatThrownBy(() -> SqlSessionStore.open(settings(), value -> value))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "session store: got "
                + database.url()
                + " (expected: a database no other Holdpoint writes to)");
  }

  /** A process that lost its lock with its connection must not undo what its successor wrote. */
  @Test
  void writes_no_more_once_another_store_took_over() throws Exception {
    store.append(List.of(step(1, facts("default", 1, 10, false))), List.of());
    run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");

    StoreSettings elsewhere =
        new StoreSettings(folder.resolve("other"), Optional.of(database), Retention.FOREVER);
    try (SqlSessionStore successor = SqlSessionStore.open(elsewhere, value -> value)) {
      successor.append(List.of(step(2, facts("default", 1, 20, false))), List.of());

      assertThatThrownBy(
              () -> store.append(List.of(step(3, facts("default", 1, 30, false))), List.of()))
          .hasRootCauseMessage(
              "session store: got turn 2 (expected: 1, ours; another process writes to this"
                  + " database now)");
      assertThat(successor.session("default", id(1)).orElseThrow().steps()).isEqualTo(2);
    }
  }

  @Test
  void goes_on_after_the_server_dropped_its_connections() throws SQLException {
    store.append(List.of(step(1, facts("default", 1, 10, false))), List.of());
    run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

    await() // the projector tries again, too
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              store.append(List.of(step(2, facts("default", 1, 20, false))), List.of());
              assertThat(store.steps("default", id(1), 0, 10)).hasSize(2);
            });
  }

  @Test
  void names_the_server_without_its_secrets_when_it_is_not_there() {
    StoreSettings away =
        new StoreSettings(
            folder,
            Optional.of(
                new StoreSettings.Server(
                    "jdbc:postgresql://127.0.0.1:1/x?password=secret", "u", "secret")),
            Retention.FOREVER);

    assertThatThrownBy(() -> SqlSessionStore.open(away, value -> value))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "session store: got jdbc:postgresql://127.0.0.1:1/x"
                + " (expected: a PostgreSQL database that can be opened)");
    assertThat(away.toString()).doesNotContain("secret");
  }

  private StoreSettings settings() {
    return new StoreSettings(folder, Optional.of(database), Retention.FOREVER);
  }

  private void run(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
