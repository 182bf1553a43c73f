// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.containment;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Orders that end by themselves. */
final class SignalExpiryTest {
  private static final Session SESSION = Fixtures.session(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeClock clock = new FakeClock();
  private final InMemoryJournal journal = new InMemoryJournal();
  private JournaledSignalBus bus = new JournaledSignalBus(journal);
  private SignalExpiry expiry = started();

  private SignalExpiry started() {
    SignalExpiry begun = new SignalExpiry(bus, clock);
    var _ = bus.subscribe(0, begun::signalled);
    return begun;
  }

  @Test
  void ends_whatItsTimeIsOver_durablyAndOnce() {
    publish(new Signal.Pause(header(MINUTE)));
    publish(new Signal.Restrict(header(MINUTE.multipliedBy(2)), Set.of(Effect.READ)));
    assertThat(after(MINUTE.minusMillis(1))).isEqualTo("paused");
    assertThat(after(Duration.ofMillis(1))).as("the later order stands").isEqualTo("paused");
    assertThat(after(MINUTE)).isEqualTo("active");
    int told = journal.records().size();
    assertThat(after(MINUTE)).isEqualTo("active");
    assertThat(journal.records()).hasSize(told);
  }

  @Test
  void leaves_whatWasOrderedAgainWithoutAnEnd() {
    publish(new Signal.Pause(header(MINUTE)));
    publish(new Signal.Pause(header(null)));
    assertThat(after(MINUTE.multipliedBy(9))).isEqualTo("paused");
  }

  @Test
  void ends_afterARestartToo() {
    publish(new Signal.Pause(header(MINUTE)));
    bus = new JournaledSignalBus(journal);
    expiry = started();
    assertThat(after(MINUTE)).isEqualTo("active");
  }

  private String after(Duration time) {
    clock.advance(time);
    expiry.endDue();
    return bus.containment().stateOf(SESSION, clock.instant()).word();
  }

  private void publish(Signal signal) {
    var _ = bus.publish(signal).toCompletableFuture().join();
  }

  private Signal.Header header(@Nullable Duration lasting) {
    return new Signal.Header(
        "P-1",
        Target.of(SESSION),
        new Author.Operator("ann", "bob"),
        "x",
        clock.instant(),
        Scope.AGENT,
        lasting == null ? null : clock.instant().plus(lasting));
  }
}
