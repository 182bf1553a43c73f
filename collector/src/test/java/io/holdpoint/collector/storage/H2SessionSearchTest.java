// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.model.port.SessionSearch;
import io.holdpoint.model.port.SessionSearch.Found;
import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.testing.SessionSearchContract;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2SessionSearchTest extends SessionSearchContract {

  @TempDir private Path folder;
  private SqlSessionStore store;

  @BeforeEach
  void open() throws IOException {
    store = SqlSessionStore.open(folder);
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

  @Test
  void finds_after_reopening_what_it_found_before() throws IOException {
    store.append(steps(200), List.of());
    Found<StepRow> before = all();
    store.close();

    open();

    Found<StepRow> after = all();
    assertThat(after.complete()).isTrue();
    assertThat(after).isEqualTo(before);
  }

  @Test
  void makes_the_index_anew_if_it_is_gone() throws IOException {
    store.append(steps(200), List.of());
    Found<StepRow> before = all();
    store.close();
    deleteIndex();

    open();

    await().until(() -> all().complete());
    assertThat(all()).isEqualTo(before);
  }

  @Test
  void makes_the_index_anew_if_it_cannot_be_read() throws IOException {
    store.append(steps(200), List.of());
    Found<StepRow> before = all();
    store.close();
    try (Stream<Path> files = Files.list(folder.resolve("steps.index"))) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("seg")).toList()) {
        Files.writeString(file, "not an index");
      }
    }

    open();

    await().until(() -> all().complete());
    assertThat(all()).isEqualTo(before);
  }

  /** As after kill -9: the database was flushed, the index not written out since it was made. */
  @Test
  void finds_what_was_flushed_before_a_crash() throws IOException {
    store.append(steps(50), List.of());
    store.flush();
    store.append(steps(200), List.of());
    store.flush();
    Found<StepRow> before = all();
    Path copy = copyStore();
    store.close();

    try (SqlSessionStore crashed = SqlSessionStore.open(copy)) {
      assertThat(all(crashed)).isEqualTo(before);
      assertThat(all(crashed).complete()).isTrue();
    }
  }

  /** What came after the last flush comes again with the log. */
  @Test
  void finds_steps_again_that_only_the_index_lost() throws IOException {
    store.append(steps(50), List.of());
    store.flush();
    Path copy = copyStore();
    store.append(steps(200), List.of());
    Found<StepRow> before = all();
    store.close();

    try (SqlSessionStore crashed = SqlSessionStore.open(copy)) {
      crashed.append(steps(200), List.of()); // what the projector does after a crash

      assertThat(all(crashed)).isEqualTo(before);
      assertThat(all(crashed).complete()).isTrue();
    }
  }

  @Test
  void finds_a_step_once_that_was_replaced_before_a_crash() throws IOException {
    store.append(steps(50), List.of());
    store.flush();
    StepRow now = renamed(steps(50).get(7));
    store.append(List.of(now), List.of());
    store.flush();
    Found<StepRow> before = all();
    Path copy = copyStore();

    try (SqlSessionStore crashed = SqlSessionStore.open(copy)) {
      assertThat(all(crashed)).isEqualTo(before);
      assertThat(before.rows()).hasSize(50).contains(now);
    }
  }

  /** Of the flushes between nothing is known any more. */
  @Test
  void makes_the_index_anew_if_it_is_too_old() throws IOException {
    store.append(steps(50), List.of());
    store.close();
    Path copy = folder.resolve("copy");
    copyFiles(folder.resolve("steps.index"), copy);
    for (int more = 100; more <= 300; more += 100) { // each opening forgets what was written out
      open();
      store.append(steps(more), List.of());
      store.close();
    }
    deleteIndex();
    copyFiles(copy, folder.resolve("steps.index"));

    open();

    await().until(() -> all().complete());
    assertThat(all().rows()).hasSize(300);
  }

  @Test
  void finds_the_newest_first_over_many_batches_and_pages() throws IOException {
    List<StepRow> rows = steps(700);
    for (int from = 0; from < rows.size(); from += 35) { // a group of each session for each batch
      store.append(rows.subList(from, from + 35), List.of());
    }
    List<StepRow> paged = new ArrayList<>();
    String after = "";
    do {
      Found<StepRow> page = store.steps(new Query("default", Filter.ALL, after, 90));
      paged.addAll(page.rows());
      after = page.next();
    } while (!after.isEmpty());

    List<StepRow> newestFirst = new ArrayList<>(rows);
    newestFirst.sort(Comparator.comparing(StepRow::startedAt).reversed());
    assertThat(paged)
        .extracting(StepRow::startedAt)
        .containsExactlyElementsOf(newestFirst.stream().map(StepRow::startedAt).toList());
    assertThat(paged).containsExactlyInAnyOrderElementsOf(rows);
  }

  private Found<StepRow> all() {
    return all(store);
  }

  private static Found<StepRow> all(SqlSessionStore of) {
    return of.steps(new Query("default", Filter.ALL, "", 1000));
  }

  /** The files as they are now, while the store is open. */
  private Path copyStore() throws IOException {
    Path copy = folder.resolve("crashed");
    copyFiles(folder, copy);
    copyFiles(folder.resolve("steps.index"), copy.resolve("steps.index"));
    return copy;
  }

  private static List<StepRow> steps(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n -> H2SessionStoreTest.step(n, H2SessionStoreTest.facts("default", n % 3, 1, false)))
        .toList();
  }

  private static StepRow renamed(StepRow row) {
    return new StepRow(
        row.id(),
        row.parentSpanId(),
        row.session(),
        row.kind(),
        row.upstream(),
        "delete_account",
        row.startedAt(),
        row.durationNanos(),
        row.verdict(),
        row.outcome(),
        row.effects(),
        row.labels(),
        row.reasons(),
        row.arguments(),
        row.result(),
        row.grade(),
        row.detail());
  }

  private void deleteIndex() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("steps.index"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }
}
