// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EventRingTest {

  private final EventRing ring = new EventRing(3, 1_000, 100);

  @Test
  void reader_goesOnFromItsPlace() throws InterruptedException {
    ring.append("step", "{1}");
    ring.append("step", "{2}");

    assertThat(ring.after(100, Duration.ZERO).events())
        .containsExactly(new FeedEvent(101, "step", "{1}"), new FeedEvent(102, "step", "{2}"));
    assertThat(ring.after(101, Duration.ZERO).events())
        .containsExactly(new FeedEvent(102, "step", "{2}"));
    assertThat(ring.after(102, Duration.ZERO).events()).isEmpty();
    assertThat(ring.after(102, Duration.ZERO).lost()).isFalse();
  }

  @Test
  void readerBehindTheRing_isTold() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      ring.append("step", "{}");
    }
    assertThat(ring.after(100, Duration.ZERO).lost()).isTrue();
    assertThat(ring.after(101, Duration.ZERO).lost()).isFalse();
    assertThat(ring.after(101, Duration.ZERO).events()).hasSize(3);
  }

  @Test
  void readerOfAnotherProcess_isTold() throws InterruptedException {
    assertThat(ring.after(99, Duration.ZERO).lost()).isTrue();
    assertThat(ring.after(101, Duration.ZERO).lost()).isTrue();
    assertThat(ring.after(100, Duration.ZERO).lost()).isFalse();
  }

  @Test
  void largeEvents_pushOutOldOnes() throws InterruptedException {
    ring.append("step", "x".repeat(600));
    ring.append("step", "y".repeat(600));
    assertThat(ring.after(100, Duration.ZERO).lost()).isTrue();
    assertThat(ring.after(101, Duration.ZERO).events()).hasSize(1);
  }

  @Test
  void waitingReader_isWokenByTheNextEvent_andByTheEnd() {
    CompletableFuture<FeedSlice> waiting = CompletableFuture.supplyAsync(() -> next(100));
    ring.append("signal", "{}");
    assertThat(waiting.orTimeout(40, TimeUnit.SECONDS).join().events()).hasSize(1);

    CompletableFuture<FeedSlice> last = CompletableFuture.supplyAsync(() -> next(101));
    ring.close();
    assertThat(last.orTimeout(40, TimeUnit.SECONDS).join().closed()).isTrue();
  }

  private FeedSlice next(long id) {
    try {
      return ring.after(id, Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
