// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what is read from segments against the plainest store there is. */
final class RandomStepsTest {

  private static final int SESSIONS = 5;

  @TempDir private Path folder;
  private final Random random = new Random(7);
  private final InMemorySessionStore plain = new InMemorySessionStore();
  private final List<StepRow> told = new ArrayList<>();
  private SqlSessionStore store;

  @BeforeEach
  void open() throws IOException {
    store = SqlSessionStore.open(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void reads_every_page_as_the_plain_store_does() throws IOException {
    for (int round = 0; round < 60; round++) {
      if (round % 15 == 14) {
        store.close();
        open();
        told.clear(); // what comes back from before a restart comes back as it was
      }
      append(round);
    }

    for (int session = 0; session < SESSIONS; session++) {
      SessionId id = Steps.session(session);
      List<StepRow> all = plain.steps("default", id, 0, 1000);
      assertThat(all.size()).isGreaterThan(400);
      assertThat(store.steps("default", id, 0, 1000)).isEqualTo(all);
      for (int offset = 0; offset < all.size() + 30; offset += 17) {
        assertThat(store.steps("default", id, offset, 25))
            .as("%s from %d", id, offset)
            .isEqualTo(plain.steps("default", id, offset, 25));
      }
      SessionRow row = store.session("default", id).orElseThrow();
      assertThat(row.steps()).isEqualTo(all.size());
      assertThat(row.denied())
          .isEqualTo((int) all.stream().filter(step -> step.verdict().equals("deny")).count());
    }
  }

  @Test
  void knows_a_step_again_after_a_restart_when_it_comes_back_at_its_time() throws IOException {
    append(0);
    StepRow old = told.getFirst();
    for (int round = 1; round < 12; round++) {
      append(round);
    }
    store.close();
    open();

    List<StepRow> again = List.of(Steps.named(old, "renamed"), told.get(40), told.get(700));
    store.append(again, List.of());
    plain.append(again, List.of());

    for (int session = 0; session < SESSIONS; session++) {
      SessionId id = Steps.session(session);
      assertThat(store.steps("default", id, 0, 1000))
          .isEqualTo(plain.steps("default", id, 0, 1000));
      assertThat(store.session("default", id).orElseThrow().steps())
          .isEqualTo(plain.session("default", id).orElseThrow().steps());
    }
  }

  private void append(int round) {
    List<StepRow> batch = new ArrayList<>();
    int size = round % 7 == 0 ? 250 : 1 + random.nextInt(60);
    for (int i = 0; i < size; i++) {
      StepRow row = Steps.random(random, random.nextInt(SESSIONS));
      told.add(row);
      batch.add(row);
    }
    for (int i = random.nextInt(8); i > 0; i--) {
      StepRow row = told.get(random.nextInt(told.size()));
      batch.add(
          switch (random.nextInt(4)) {
            case 0 -> Steps.named(row, "again-" + round);
            case 1 -> Steps.moved(row, random.nextInt(SESSIONS), random.nextInt(10_000));
            default -> row;
          });
    }
    store.append(batch, List.of());
    plain.append(batch, List.of());
  }
}
