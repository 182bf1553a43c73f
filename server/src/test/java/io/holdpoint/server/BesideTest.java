// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class BesideTest {

  /** Remembers that it was closed. */
  private record Part(AtomicBoolean closed) implements AutoCloseable {
    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void part_isThereOnceItHasStarted_andIsClosed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Part part = new Part(new AtomicBoolean());
    try (Beside<Part> beside =
        Beside.begin(
            "part",
            () -> {
              begun.await();
              return part;
            })) {
      begun.countDown();
      assertThat(beside.get()).isSameAs(part);
      assertThat(part.closed()).isFalse();
    }
    assertThat(part.closed()).isTrue();
  }

  @Test
  void close_waitsForWhatStillStarts() {
    Part part = new Part(new AtomicBoolean());
    Beside.begin("part", () -> part).close();
    assertThat(part.closed()).isTrue();
  }

  @Test
  void failureOfAStart_isTheCallers_andLeavesNothingToClose() {
    IOException trouble = new IOException("port: got 1 (expected: a free one)");
    try (Beside<Part> beside =
        Beside.begin(
            "part",
            () -> {
              throw trouble;
            })) {
      assertThatThrownBy(beside::get).isSameAs(trouble);
    }
  }
}
