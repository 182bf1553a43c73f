// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens databases of the first version, with the very rows that version wrote. */
final class OldStepsTest {

  @TempDir private Path folder;

  @BeforeEach
  void make_a_database_of_the_first_version() throws IOException, SQLException {
    Flyway.configure(SqlSessionStore.class.getClassLoader())
        .dataSource(url(), "", "")
        .locations("classpath:io/holdpoint/collector/storage/migration")
        .target("1")
        .load()
        .migrate();
    run(resource("v1.sql"));
  }

  @Test
  void finds_steps_and_sessions_of_the_first_version() throws IOException, SQLException {
    try (SqlSessionStore store = SqlSessionStore.open(folder)) {
      OldRows.assertThere(store);
    }
    assertThat(tables()).doesNotContain("STEP");
    try (SqlSessionStore store = SqlSessionStore.open(folder)) {
      OldRows.assertThere(store);
    }
  }

  @Test
  void goes_on_where_a_move_was_interrupted() throws IOException, SQLException {
    try (SqlSessionStore store = SqlSessionStore.open(folder)) {
      OldRows.assertThere(store);
    }
    // The table as it was after one of two sessions had been moved.
    run(
        """
        CREATE TABLE step (id UUID NOT NULL PRIMARY KEY, session BIGINT NOT NULL,
          started_at BIGINT NOT NULL, listed BOOLEAN NOT NULL, detail VARBINARY NOT NULL);
        """);
    run(
        resource("v1.sql")
            .lines()
            .filter(line -> line.startsWith("INSERT INTO step") && line.contains("', 2, "))
            .collect(Collectors.joining()));
    run("UPDATE session SET segments = 0 WHERE no = 2");
    run("DELETE FROM segment WHERE id >= 33554432");
    run("DELETE FROM segment_body WHERE id >= 33554432");

    try (SqlSessionStore store = SqlSessionStore.open(folder)) {
      OldRows.assertThere(store);
    }
  }

  @Test
  void knows_an_old_step_again() throws IOException {
    try (SqlSessionStore store = SqlSessionStore.open(folder)) {
      store.append(OldRows.first(), List.of());

      OldRows.assertThere(store);
    }
  }

  private String tables() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT LISTAGG(table_name) FROM information_schema.tables"
                    + " WHERE table_schema = 'PUBLIC'")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String url() {
    return "jdbc:h2:file:" + folder.resolve("sessions");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OldStepsTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
