// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.vouch;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.gateway.journal.FileJournal.Vouched;
import io.holdpoint.model.testing.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class JournalDeskTest {

  @Test
  void verify_saysHowFarTheJournalIsWhole() {
    List<Vouched> next =
        new ArrayList<>(
            List.of(new Vouched(7, "ab12", ""), new Vouched(3, "cd34", "record 4: changed")));
    JournalDesk desk = new JournalDesk(next::removeFirst, new FakeClock());

    assertThat(verify(desk).json())
        .contains("\"whole\":true", "\"records\":7", "\"head\":\"ab12\"");
    assertThat(verify(desk).json()).contains("\"whole\":false", "record 4: changed");
  }

  @Test
  void verify_runsOnceAtATime() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Vouched> result = new CompletableFuture<>();
    JournalDesk desk =
        new JournalDesk(
            () -> {
              begun.countDown();
              return result.join();
            },
            new FakeClock());
    CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> verify(desk));
    begun.await();

    assertThat(verify(desk).status()).isEqualTo(409);
    result.complete(new Vouched(1, "ab", ""));
    assertThat(first.join().status()).isEqualTo(200);
  }

  private static Answer verify(JournalDesk desk) {
    OperatorRoute route = desk.routes().getFirst();
    return route
        .handler()
        .answer(new OperatorRoute.Request(Operator.of("mira", Role.ADMIN), Map.of(), Map.of(), ""));
  }
}
