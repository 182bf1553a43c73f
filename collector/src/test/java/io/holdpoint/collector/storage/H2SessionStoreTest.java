// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.testing.SessionStoreContract;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2SessionStoreTest extends SessionStoreContract {

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

  @Test
  void survives_reopening() throws IOException {
    StepRow row = step(1, facts("default", 1, 10, false));
    store.append(List.of(row), List.of(detection("default", 1, 1)));
    Optional<SessionRow> before = store.session("default", id(1));
    store.close();

    store = SqlSessionStore.open(folder);
    store.append(List.of(row), List.of(detection("default", 1, 1)));

    assertThat(store.session("default", id(1))).isEqualTo(before);
    assertThat(store.steps("default", id(1), 0, 10)).containsExactly(row);
    assertThat(store.detections("default", 10)).containsExactly(detection("default", 1, 1));
  }

  @Test
  void gives_new_sessions_numbers_of_their_own_after_reopening() throws IOException {
    store.append(List.of(step(1, facts("default", 1, 0, false))), List.of());
    store.close();

    store = SqlSessionStore.open(folder);
    store.append(List.of(step(2, facts("default", 2, 0, false))), List.of());

    assertThat(store.steps("default", id(1), 0, 10)).hasSize(1);
    assertThat(store.steps("default", id(2), 0, 10)).hasSize(1);
  }

  @Test
  void notes_that_a_view_was_too_large_to_store() {
    StepRow row = step(1, facts("default", 1, 0, false));
    Payload huge =
        new Payload(row.result().digest(), 5_000_000, "\"" + "x".repeat(1_200_000) + '"');

    store.append(List.of(withResult(row, huge)), List.of());

    Payload stored = store.steps("default", id(1), 0, 1).getFirst().result();
    assertThat(stored.masked()).isEqualTo("\"(a view of 1200002 characters was not stored)\"");
    assertThat(stored.digest()).isEqualTo(huge.digest());
    assertThat(stored.sizeBytes()).isEqualTo(5_000_000);
  }

  @Test
  void refuses_a_folder_it_cannot_name_to_h2() {
    assertThatThrownBy(() -> SqlSessionStore.open(folder.resolve("a;INIT=x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("(expected: a path without ;)");
  }
}
