// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.dashboard.Running;
import io.holdpoint.dashboard.Steps;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveFeedTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final FakeClock clock = new FakeClock();

  @TempDir Path folder;

  @Test
  void newsNobodyFollows_isOneReset_forWhoComesBack() throws InterruptedException {
    try (Running running = new Running(folder, clock)) {
      LiveFeed feed = running.feed;
      for (int visit = 1; visit <= 2; visit++) {
        long start = feed.last();
        clock.advance(Audience.PATIENCE);
        store(running, 2 * visit);
        await().until(() -> feed.newest() == start + 1);

        assertThat(types(feed, start)).containsExactly("reset");
        store(running, 2 * visit + 1);
        await().until(() -> feed.newest() == start + 3);
        assertThat(types(feed, start)).containsExactly("reset", "step", "session");
      }
    }
  }

  @Test
  void newsOfTheLastMinute_isKept_forWhoWasThere() throws InterruptedException {
    try (Running running = new Running(folder, clock)) {
      long start = running.feed.last();
      clock.advance(Audience.PATIENCE.minusSeconds(1));
      store(running, 1);
      await().until(() -> running.feed.newest() == start + 2);
      assertThat(types(running.feed, start)).containsExactly("step", "session");
    }
  }

  @Test
  void audience_isAway_tellsOnce_untilSomeoneWasThere() {
    Audience audience = new Audience(clock);
    int[] told = {0};
    Runnable tell = () -> told[0]++;

    assertThat(audience.isAway(tell)).isTrue();
    assertThat(audience.isAway(tell)).isTrue();
    assertThat(told[0]).isEqualTo(1);

    audience.enters();
    clock.advance(Duration.ofHours(1));
    assertThat(audience.isAway(tell)).as("someone waits").isFalse();
    audience.leaves();
    assertThat(audience.isAway(tell)).as("someone has just left").isFalse();
    clock.advance(Audience.PATIENCE);
    assertThat(audience.isAway(tell)).isTrue();
    assertThat(told[0]).isEqualTo(2);
  }

  private static void store(Running running, int n) {
    running.store(
        new Steps(Fixtures.session(n), n * 100, Fixtures.NOW)
            .call("files/read", Set.of(Effect.READ), Set.of(), "{}")
            .rows(),
        List.of());
  }

  private static List<String> types(LiveFeed feed, long after) throws InterruptedException {
    return feed.after(after, SOON).events().stream().map(FeedEvent::type).toList();
  }
}
