// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PruningTest {

  private static final int SESSIONS = 120;

  @TempDir private Path folder;
  private SqlSessionStore store;

  @BeforeEach
  void open() throws IOException {
    store = SqlSessionStore.open(folder);
    store.append(rows(), List.of(H2SessionStoreTest.detection("default", 1, 1)));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void forgets_sessions_not_heard_of_for_so_long_and_all_that_is_theirs() throws IOException {
    // Session n was heard of last n seconds after the first one.
    int forgotten =
        store.prune(new Retention(Duration.ofSeconds(20), 0), Fixtures.NOW.plusSeconds(SESSIONS));

    assertThat(forgotten).isEqualTo(100);
    assertThat(store.sessions("default", 1000)).hasSize(20);
    assertThat(store.session("default", H2SessionStoreTest.id(99))).isEmpty();
    assertThat(store.steps("default", H2SessionStoreTest.id(99), 0, 10)).isEmpty();
    assertThat(store.detections("default", 10)).isEmpty();
    assertThat(found()).hasSize(20 * 3);
    close();
    store = SqlSessionStore.open(folder);
    assertThat(found()).hasSize(20 * 3);
  }

  @Test
  void forgets_the_oldest_first_where_there_is_too_much() {
    int forgotten = store.prune(new Retention(Duration.ZERO, 200_000), Fixtures.NOW);

    assertThat(forgotten).isBetween(10, SESSIONS - 10);
    assertThat(store.sessions("default", 1000)).hasSize(SESSIONS - forgotten);
    assertThat(store.session("default", H2SessionStoreTest.id(forgotten - 1))).isEmpty();
    assertThat(store.session("default", H2SessionStoreTest.id(forgotten))).isPresent();
    assertThat(store.prune(new Retention(Duration.ZERO, 200_000), Fixtures.NOW)).isZero();
  }

  @Test
  void forgets_nothing_where_nothing_is_said() {
    assertThat(store.prune(Retention.FOREVER, Fixtures.NOW.plusSeconds(1_000_000))).isZero();
  }

  /** Where its steps were put is still known in memory. */
  @Test
  void takes_the_steps_of_a_forgotten_session_again() {
    store.prune(new Retention(Duration.ofSeconds(1), 0), Fixtures.NOW.plusSeconds(1_000_000));
    assertThat(found()).isEmpty();

    store.append(rows(), List.of());

    assertThat(store.sessions("default", 1000)).hasSize(SESSIONS);
    assertThat(found()).hasSize(SESSIONS * 3);
    assertThat(store.session("default", H2SessionStoreTest.id(5)).orElseThrow().steps())
        .isEqualTo(3);
  }

  private List<StepRow> found() {
    return store.steps(new Query("default", Filter.ALL, "", 1000)).rows();
  }

  private static List<StepRow> rows() {
    List<StepRow> rows = new ArrayList<>();
    for (int n = 0; n < SESSIONS; n++) {
      for (int k = 0; k < 3; k++) {
        StepRow row =
            H2SessionStoreTest.step(n + 1000 * k, H2SessionStoreTest.facts("default", n, 1, false));
        rows.add(
            H2SessionStoreTest.withResult(
                at(row, n), new Payload(row.result().digest(), 9, "\"" + noise(n) + "\"")));
      }
    }
    return rows;
  }

  private static StepRow at(StepRow row, int second) {
    return new StepRow(
        row.id(),
        row.parentSpanId(),
        row.session(),
        row.kind(),
        row.upstream(),
        row.name(),
        Fixtures.NOW.plusSeconds(second),
        row.durationNanos(),
        row.verdict(),
        row.outcome(),
        row.effects(),
        row.labels(),
        row.reasons(),
        row.arguments(),
        row.result(),
        row.grade());
  }

  /** Long enough to be sealed. */
  private static String noise(int n) {
    StringBuilder noise = new StringBuilder();
    for (int i = 0; noise.length() < 6000; i++) {
      noise.append(Long.toString(((i + 1L) * 2_654_435_761L * (n + 1)) % 1_000_003, 36));
    }
    return noise.toString();
  }
}
