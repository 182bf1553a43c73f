// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresServer.class)
final class BackupIT {

  @TempDir private Path folder;

  @Test
  void moves_everything_from_h2_to_postgresql_and_back(PostgresServer.Running server)
      throws Exception {
    StoreSettings h2 = StoreSettings.in(folder.resolve("h2"));
    StoreSettings postgres =
        new StoreSettings(
            folder.resolve("pg"), Optional.of(server.emptied("backup")), Retention.FOREVER);
    StoreSettings again = StoreSettings.in(folder.resolve("again"));
    byte[] first;
    List<SessionRow> sessions;
    List<StepRow> steps;
    try (SqlSessionStore store = open(h2)) {
      store.append(rows(0, 300), List.of(H2SessionStoreTest.detection("default", 1, 1)));
      sessions = store.sessions("default", 100);
      steps = store.steps("default", session(1), 0, 1000);
      first = backup(store);
    }

    SqlSessionStore.restore(postgres, new ByteArrayInputStream(first));
    byte[] second;
    try (SqlSessionStore store = open(postgres)) {
      assertThat(store.sessions("default", 100)).isEqualTo(sessions);
      assertThat(store.steps("default", session(1), 0, 1000)).isEqualTo(steps);
      second = backup(store);
    }
    SqlSessionStore.restore(again, new ByteArrayInputStream(second));

    try (SqlSessionStore store = open(again)) {
      assertThat(store.sessions("default", 100)).isEqualTo(sessions);
      assertThat(store.detections("default", 10)).hasSize(1);
      await()
          .untilAsserted(
              () ->
                  assertThat(store.steps(new Query("default", Filter.ALL, "", 1000)).rows())
                      .hasSize(300));
      store.append(rows(0, 310), List.of());
      assertThat(count(store)).isEqualTo(310);
    }
  }

  /** Each batch is there whole or not at all, whatever comes in meanwhile. */
  @Test
  void copies_one_state_while_batches_go_on() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    byte[] copy;
    try (SqlSessionStore store = open(StoreSettings.in(folder.resolve("busy")))) {
      store.append(rows(0, 100), List.of());
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                for (int from = 100; from < 2990 && !done.get(); from += 10) { // 1000 a page
                  store.append(rows(from, from + 10), List.of());
                }
              });
      await().until(() -> count(store) > 150);
      copy = backup(store);
      done.set(true);
      writing.join();
    }

    StoreSettings restored = StoreSettings.in(folder.resolve("restored"));
    SqlSessionStore.restore(restored, new ByteArrayInputStream(copy));

    try (SqlSessionStore store = open(restored)) {
      int there =
          IntStream.range(0, 3).map(n -> store.steps("default", session(n), 0, 1000).size()).sum();
      assertThat(there).isGreaterThan(150).isEqualTo(count(store));
      assertThat(there % 10).isZero();
    }
  }

  @Test
  void restores_all_or_nothing() throws Exception {
    byte[] copy;
    try (SqlSessionStore store = open(StoreSettings.in(folder.resolve("one")))) {
      store.append(rows(0, 300), List.of());
      copy = backup(store);
    }
    StoreSettings empty = StoreSettings.in(folder.resolve("two"));

    for (byte[] wrong :
        List.of(
            new byte[0],
            "something else".getBytes(US_ASCII),
            Arrays.copyOf(copy, copy.length / 2),
            Arrays.copyOf(copy, copy.length - 5))) {
      assertThatThrownBy(() -> SqlSessionStore.restore(empty, new ByteArrayInputStream(wrong)))
          .isInstanceOf(IOException.class);
    }
    try (SqlSessionStore store = open(empty)) {
      assertThat(store.sessions("default", 10)).isEmpty();
    }
    SqlSessionStore.restore(empty, new ByteArrayInputStream(copy));
    assertThatThrownBy(() -> SqlSessionStore.restore(empty, new ByteArrayInputStream(copy)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("(expected: none, a backup is put into an empty store)");
  }

  private static int count(SqlSessionStore store) {
    return store.sessions("default", 100).stream().mapToInt(SessionRow::steps).sum();
  }

  private static SqlSessionStore open(StoreSettings settings) throws IOException {
    return SqlSessionStore.open(settings, value -> value);
  }

  private static byte[] backup(SqlSessionStore store) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.backup(out);
    return out.toByteArray();
  }

  private static SessionId session(int n) {
    return H2SessionStoreTest.id(n);
  }

  private static List<StepRow> rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            n -> H2SessionStoreTest.step(n, H2SessionStoreTest.facts("default", n % 3, 1, false)))
        .toList();
  }
}
