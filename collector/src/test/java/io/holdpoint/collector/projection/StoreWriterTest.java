// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.testing.InMemorySessionStore;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class StoreWriterTest {

  private final List<StepRow> heard = new ArrayList<>();
  private final List<StepRow> rows =
      List.of(
          Rows.row("gw-1", 1, EvidenceGrade.G0),
          Rows.row("gw-1", 2, EvidenceGrade.G0),
          Rows.row("gw-1", 3, EvidenceGrade.G0));

  @Test
  void leaves_a_step_out_that_the_store_will_not_take_and_stores_the_others() {
    StoreWriter writer = writer(row -> row.name().equals("t-2"));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> writer.write(rows, List.of()))
          .isInstanceOf(IllegalStateException.class);
      assertThat(heard).isEmpty();
    }
    writer.write(rows, List.of());

    assertThat(heard).containsExactly(rows.get(0), rows.get(2));
    assertThat(writer.stored()).isEqualTo(2);
    assertThat(writer.failed()).isEqualTo(1);
  }

  @Test
  void gives_nothing_up_while_the_store_takes_nothing_at_all() {
    StoreWriter writer = writer(row -> true);

    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> writer.write(rows, List.of()))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(writer.failed()).isZero();
    assertThat(writer.stored()).isZero();
  }

  @Test
  void tells_the_other_listeners_when_one_fails() {
    StoreWriter writer =
        new StoreWriter(
            new InMemorySessionStore(),
            List.of(
                (steps, detections) -> {
                  throw new IllegalStateException("this listener always fails");
                },
                (steps, detections) -> heard.addAll(steps)));

    writer.write(rows, List.of());

    assertThat(heard).isEqualTo(rows);
  }

  private StoreWriter writer(Predicate<StepRow> refused) {
    return new StoreWriter(new Picky(refused), List.of((steps, detections) -> heard.addAll(steps)));
  }

  /** A store that fails on some steps. */
  private record Picky(Predicate<StepRow> refused) implements SessionStore {

    @Override
    public void append(List<StepRow> steps, List<DetectionRow> detections) {
      if (steps.stream().anyMatch(refused)) {
        throw new IllegalStateException("this store will not have it");
      }
    }

    @Override
    public List<SessionRow> sessions(String tenant, int limit) {
      return List.of();
    }

    @Override
    public Optional<SessionRow> session(String tenant, SessionId id) {
      return Optional.empty();
    }

    @Override
    public List<StepRow> steps(String tenant, SessionId id, int offset, int limit) {
      return List.of();
    }

    @Override
    public List<DetectionRow> detections(String tenant, SessionId id) {
      return List.of();
    }

    @Override
    public List<DetectionRow> detections(String tenant, int limit) {
      return List.of();
    }
  }
}
