// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.json.Digest;
import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.query.Filter.Subject;
import io.holdpoint.model.query.FilterParser;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.StepRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedViewsTest {

  private static final int SESSIONS = 40;

  /** Random, so that nothing but sharing makes it smaller. */
  private static final String LARGE = random(8_000);

  @TempDir private Path folder;
  private SqlSessionStore store;

  @BeforeEach
  void open() throws IOException {
    store = SqlSessionStore.open(folder.resolve("store"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void keeps_a_view_of_many_sessions_once() throws Exception {
    List<StepRow> rows = rows("default", LARGE);
    for (StepRow row : rows) {
      store.append(List.of(row), List.of());
    }

    assertThat(read("default")).isEqualTo(rows);
    String word = LARGE.substring(LARGE.lastIndexOf(' ') + 1, LARGE.length() - 1);
    assertThat(
            store
                .sessions(
                    new Query(
                        "default", FilterParser.parse("text ~ " + word, Subject.SESSIONS), "", 100),
                    row -> "active")
                .rows())
        .hasSize(SESSIONS);
    close();
    assertThat(number("SELECT COUNT(*) FROM payload_view")).isEqualTo(1);
    assertThat(number("SELECT COUNT(*) FROM view_use")).isEqualTo(SESSIONS - 1);
    assertThat(number("SELECT SUM(OCTET_LENGTH(tail)) FROM session"))
        .as("one copy where it came first, and what is told of the steps")
        .isBetween(8_000L, 8_000L + SESSIONS * 500L);
  }

  @Test
  void knows_it_again_after_reopening_and_reads_it_on() throws Exception {
    List<StepRow> rows = rows("default", LARGE);
    store.append(rows.subList(0, 20), List.of());
    store.append(rows.subList(0, 20), List.of());
    close();
    open();
    for (StepRow row : rows.subList(20, SESSIONS)) {
      store.append(List.of(row), List.of());
    }

    assertThat(read("default")).isEqualTo(rows);
    close();
    assertThat(number("SELECT COUNT(*) FROM payload_view")).isEqualTo(1);
  }

  @Test
  void shares_nothing_between_tenants_nor_what_is_short() throws Exception {
    for (String tenant : List.of("default", "other")) {
      for (StepRow row : rows(tenant, LARGE)) {
        store.append(List.of(row), List.of());
      }
    }
    for (StepRow row : rows("third", LARGE.substring(0, SharedViews.LARGE - 1))) {
      store.append(List.of(row), List.of());
    }

    close();
    assertThat(number("SELECT COUNT(*) FROM payload_view")).isEqualTo(2);
    assertThat(number("SELECT COUNT(*) FROM view_use")).isEqualTo(2 * (SESSIONS - 1));
  }

  /** Session n was heard of last n seconds after the first one. */
  @Test
  void forgets_a_view_with_the_last_session_that_uses_it() throws Exception {
    for (StepRow row : rows("default", LARGE)) {
      store.append(List.of(row), List.of());
    }

    forgetAllBut(1);
    assertThat(read("default").getLast().result().masked()).isEqualTo(LARGE);
    close();
    assertThat(number("SELECT COUNT(*) FROM payload_view")).isEqualTo(1);

    open();
    forgetAllBut(0);
    close();
    assertThat(number("SELECT COUNT(*) FROM payload_view")).isZero();
    assertThat(number("SELECT COUNT(*) FROM view_use")).isZero();

    open(); // and it may come again
    List<StepRow> rows = rows("default", LARGE);
    for (StepRow row : rows) {
      store.append(List.of(row), List.of());
    }
    assertThat(read("default")).isEqualTo(rows);
  }

  @Test
  void forgets_a_view_that_was_replaced() throws Exception {
    List<StepRow> rows = rows("default", LARGE);
    store.append(rows.subList(0, 1), List.of());
    store.append(rows.subList(1, 3), List.of());
    store.append(
        rows.subList(0, 3).stream().map(row -> Steps.withResult(row, Payload.NONE)).toList(),
        List.of());

    close();
    assertThat(number("SELECT COUNT(*) FROM payload_view")).isZero();
    assertThat(number("SELECT COUNT(*) FROM view_use")).isZero();
  }

  @Test
  void goes_with_a_backup() throws Exception {
    List<StepRow> rows = rows("default", LARGE);
    for (StepRow row : rows) {
      store.append(List.of(row), List.of());
    }
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    store.backup(copy);
    close();

    StoreSettings restored = StoreSettings.in(folder.resolve("restored"));
    SqlSessionStore.restore(restored, new ByteArrayInputStream(copy.toByteArray()));

    store = SqlSessionStore.open(restored, value -> value);
    assertThat(read("default")).isEqualTo(rows);
  }

  private void forgetAllBut(int sessions) {
    store.prune(
        new Retention(Duration.ofMillis(1), 0), Fixtures.NOW.plusSeconds(SESSIONS - sessions));
  }

  private static List<StepRow> rows(String tenant, String view) {
    List<StepRow> rows = new ArrayList<>();
    for (int n = 0; n < SESSIONS; n++) {
      StepRow row = H2SessionStoreTest.step(n, H2SessionStoreTest.facts(tenant, n, 1, false));
      rows.add(Steps.withResult(row, new Payload(new Digest("aa".repeat(16)), 9_000, view)));
    }
    return rows;
  }

  private List<StepRow> read(String tenant) {
    List<StepRow> rows = new ArrayList<>();
    for (int n = 0; n < SESSIONS; n++) {
      rows.addAll(store.steps(tenant, H2SessionStoreTest.id(n), 0, 100));
    }
    return rows;
  }

  private long number(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:" + folder.resolve("store").resolve("sessions"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static String random(int length) {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("\"");
    while (text.length() < length) {
      text.append(Long.toString(random.nextLong(), 36)).append(' ');
    }
    return text.append("last\"").toString();
  }
}
