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

  /** As after a crash between two flushes: the database has more than the index. */
  @Test
  void finds_steps_again_that_only_the_index_lost() throws IOException {
    store.append(steps(50), List.of());
    store.flush();
    Path copy = folder.resolve("copy");
    copyIndex(folder.resolve("steps.index"), copy);
    store.append(steps(200), List.of());
    Found<StepRow> before = all();
    store.close();
    deleteIndex();
    copyIndex(copy, folder.resolve("steps.index"));

    open(); // one flush behind: it is the right one, and lacks the last batch
    store.append(steps(200), List.of()); // what the projector does after a crash

    assertThat(all()).isEqualTo(before);
    assertThat(all().complete()).isTrue();
  }

  private Found<StepRow> all() {
    return store.steps(new Query("default", Filter.ALL, "", 1000));
  }

  private static List<StepRow> steps(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n -> H2SessionStoreTest.step(n, H2SessionStoreTest.facts("default", n % 3, 1, false)))
        .toList();
  }

  private void deleteIndex() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("steps.index"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copyIndex(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> !f.endsWith("write.lock")).toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }
}
