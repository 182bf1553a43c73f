// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.telemetry.CoverageLoss;
import io.holdpoint.model.testing.Fixtures;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

final class LossWatchTest {

  private final SourceLedger ledger = new SourceLedger();
  private final Queue<CoverageLoss> told = new ConcurrentLinkedQueue<>();

  @Test
  void tells_losses_of_each_source_and_cause_and_nothing_else() {
    LossWatch watch =
        LossWatch.start(
            ledger,
            List.of(
                loss -> {
                  throw new IllegalStateException("a listener that fails");
                },
                told::add),
            InstantSource.fixed(Fixtures.NOW));
    ledger.add("crew", Count.SPANS, 100);
    ledger.add("crew", Count.MISSING, 2);
    ledger.add("crew", Count.MISSING, 3);
    ledger.add("other", Count.PUT_OFF, 1);
    ledger.add("other", Count.LATE, 4);

    watch.close();

    assertThat(told.stream().mapToLong(CoverageLoss::count).sum()).isEqualTo(10);
    assertThat(told)
        .filteredOn(loss -> loss.cause().equals("missing"))
        .last()
        .satisfies(
            loss -> {
              assertThat(loss.source()).isEqualTo("crew");
              assertThat(loss.total()).isEqualTo(5);
              assertThat(loss.at()).isEqualTo(Fixtures.NOW);
            });
    assertThat(told).extracting(CoverageLoss::cause).containsOnly("missing", "put-off", "late");
  }
}
