// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.query.Filter.Subject;
import io.holdpoint.model.query.FilterParser;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens databases as the second version and later ones left them, of either kind. {@link
 * OldStepsTest} does so with those of the first one, which was H2's alone.
 */
@ExtendWith(PostgresServer.class)
final class EarlierVersionsIT {

  private static final String BACK_TO_6 =
      "ALTER TABLE session DROP COLUMN input_tokens;"
          + "ALTER TABLE session DROP COLUMN output_tokens;"
          + "ALTER TABLE session DROP COLUMN cost_micros;"
          + "ALTER TABLE session DROP COLUMN risk_trend;";

  private static final String BACK_TO_5 =
      BACK_TO_6
          + "DROP INDEX session_index_in_order;"
          + "CREATE INDEX session_index_by_time ON session_index (tenant, last_at);";

  private static final String BACK_TO_4 =
      BACK_TO_5
          + "DROP TABLE payload_view; DROP TABLE view_use; ALTER TABLE store DROP COLUMN view_key;";

  private static final String BACK_TO_3 = BACK_TO_4 + "DROP TABLE index_due;";

  private static final String BACK_TO_2 =
      BACK_TO_3
          + "DROP TABLE session_index; ALTER TABLE segment DROP COLUMN bytes;"
          + "CREATE INDEX session_by_time ON session (tenant, last_step_at);";
  private static final String FORGET = "DELETE FROM flyway_schema_history WHERE version >= ";
  private static final String FORGET_IN_H2 =
      "DELETE FROM \"flyway_schema_history\" WHERE \"version\" >= ";

  @TempDir private Path folder;

  @Test
  void opens_the_second_version_of_h2() throws Exception {
    StoreSettings settings = StoreSettings.in(folder);
    List<StepRow> rows = write(settings);
    run(
        "jdbc:h2:file:" + folder.resolve("sessions"),
        "",
        BACK_TO_2 + "DROP TABLE store;" + FORGET_IN_H2 + "'3'");

    assertThere(settings, rows);
  }

  @Test
  void opens_the_second_version_of_postgresql(PostgresServer.Running server) throws Exception {
    StoreSettings.Server database = server.emptied("second");
    StoreSettings settings = new StoreSettings(folder, Optional.of(database), Retention.FOREVER);
    List<StepRow> rows = write(settings);
    run(
        database.url(),
        database.user(),
        BACK_TO_2 + "ALTER TABLE store DROP COLUMN name, DROP COLUMN stamp;" + FORGET + "'3'");

    assertThere(settings, rows);
  }

  @Test
  void opens_the_third_version_of_h2() throws Exception {
    StoreSettings settings = StoreSettings.in(folder);
    List<StepRow> rows = write(settings);
    run("jdbc:h2:file:" + folder.resolve("sessions"), "", BACK_TO_3 + FORGET_IN_H2 + "'4'");

    assertThere(settings, rows);
  }

  @Test
  void opens_the_third_version_of_postgresql(PostgresServer.Running server) throws Exception {
    StoreSettings.Server database = server.emptied("third");
    StoreSettings settings = new StoreSettings(folder, Optional.of(database), Retention.FOREVER);
    List<StepRow> rows = write(settings);
    run(database.url(), database.user(), BACK_TO_3 + FORGET + "'4'");

    assertThere(settings, rows);
  }

  @Test
  void opens_the_fourth_version_of_h2() throws Exception {
    StoreSettings settings = StoreSettings.in(folder);
    List<StepRow> rows = write(settings);
    run("jdbc:h2:file:" + folder.resolve("sessions"), "", BACK_TO_4 + FORGET_IN_H2 + "'5'");

    assertThere(settings, rows);
  }

  @Test
  void opens_the_fourth_version_of_postgresql(PostgresServer.Running server) throws Exception {
    StoreSettings.Server database = server.emptied("fourth");
    StoreSettings settings = new StoreSettings(folder, Optional.of(database), Retention.FOREVER);
    List<StepRow> rows = write(settings);
    run(database.url(), database.user(), BACK_TO_4 + FORGET + "'5'");

    assertThere(settings, rows);
  }

  @Test
  void opens_the_fifth_version_of_h2() throws Exception {
    StoreSettings settings = StoreSettings.in(folder);
    List<StepRow> rows = write(settings);
    run("jdbc:h2:file:" + folder.resolve("sessions"), "", BACK_TO_5 + FORGET_IN_H2 + "'6'");

    assertThere(settings, rows);
  }

  @Test
  void opens_the_fifth_version_of_postgresql(PostgresServer.Running server) throws Exception {
    StoreSettings.Server database = server.emptied("fifth");
    StoreSettings settings = new StoreSettings(folder, Optional.of(database), Retention.FOREVER);
    List<StepRow> rows = write(settings);
    run(database.url(), database.user(), BACK_TO_5 + FORGET + "'6'");

    assertThere(settings, rows);
  }

  @Test
  void opens_the_sixth_version_of_h2() throws Exception {
    StoreSettings settings = StoreSettings.in(folder);
    List<StepRow> rows = write(settings);
    run("jdbc:h2:file:" + folder.resolve("sessions"), "", BACK_TO_6 + FORGET_IN_H2 + "'7'");

    assertThere(settings, rows);
  }

  @Test
  void opens_the_sixth_version_of_postgresql(PostgresServer.Running server) throws Exception {
    StoreSettings.Server database = server.emptied("sixth");
    StoreSettings settings = new StoreSettings(folder, Optional.of(database), Retention.FOREVER);
    List<StepRow> rows = write(settings);
    run(database.url(), database.user(), BACK_TO_6 + FORGET + "'7'");

    assertThere(settings, rows);
  }

  private static List<StepRow> write(StoreSettings settings) throws Exception {
    List<StepRow> rows =
        IntStream.range(0, 120)
            .mapToObj(
                n ->
                    H2SessionStoreTest.step(
                        n, H2SessionStoreTest.facts("default", n % 3, n % 90, false)))
            .toList();
    try (SqlSessionStore store = SqlSessionStore.open(settings, value -> value)) {
      store.append(rows, List.of());
    }
    return rows;
  }

  private static void assertThere(StoreSettings settings, List<StepRow> rows) throws Exception {
    try (SqlSessionStore store = SqlSessionStore.open(settings, value -> value)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(store.steps(new Query("default", Filter.ALL, "", 1000)).rows())
                      .containsExactlyInAnyOrderElementsOf(rows));
      Filter triage = FilterParser.parse("agent = triage and tool ~ read-7", Subject.SESSIONS);
      assertThat(store.sessions(new Query("default", triage, "", 10), SessionRow::lastStep).rows())
          .isNotEmpty();
      assertThat(store.sessions("default", 10)).hasSize(3);
      store.append(rows, List.of());
      assertThat(store.session("default", rows.getFirst().sessionId()).orElseThrow().steps())
          .isEqualTo(40);
    }
  }

  private static void run(String url, String user, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, user);
        Statement statement = connection.createStatement()) {
      for (String one : sql.split(";")) {
        statement.execute(one);
      }
    }
  }
}
