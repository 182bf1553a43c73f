// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Containment;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournaledSignalBusTest {

  private static final Session SESSION = Fixtures.session(1);

  @TempDir Path temp;

  private static Signal.Header header(String ref, Session session) {
    return Fixtures.header(ref, session, Fixtures.NOW);
  }

  private static Signal kill(String ref) {
    return new Signal.Kill(header(ref, SESSION));
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void stands_after_a_restart_as_before_whatever_was_signalled(long seed) {
    Random random = new Random(seed);
    List<Session> sessions = sessions();
    Set<Session> killed = new HashSet<>();
    for (int restart = 0; restart < 4; restart++) {
      try (FileJournal journal = FileJournal.open(temp, new JournalSettings(16 << 10))) {
        JournaledSignalBus bus = new JournaledSignalBus(journal);
        CompletionStage<?> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < 25; i++) {
          Session session = sessions.get(random.nextInt(sessions.size()));
          Signal signal = signal(random, session);
          last = bus.publish(signal);
          if (signal instanceof Signal.Kill) {
            killed.add(session);
          }
        }
        now(last);
        List<GateState> before = states(bus.containment(), sessions);
        assertThat(states(new JournaledSignalBus(journal).containment(), sessions))
            .isEqualTo(before);
        for (Session session : killed) {
          assertThat(bus.containment().stateOf(session, Fixtures.NOW))
              .as("%s stays killed", session.id())
              .isInstanceOf(GateState.Killed.class);
        }
      }
    }
    assertThat(killed).isNotEmpty();
  }

  private static List<Session> sessions() {
    List<Session> sessions = new ArrayList<>();
    for (PrincipalKind kind : PrincipalKind.values()) {
      for (int floor = 0; floor < 2; floor++) {
        AgentIdentity identity =
            new AgentIdentity("default", "holdpoint:key", kind + "-" + floor, null, null);
        for (EvidenceGrade grade : List.of(EvidenceGrade.G1, EvidenceGrade.G3)) {
          sessions.add(Fixtures.session(identity, kind, sessions.size(), grade));
        }
      }
    }
    return sessions;
  }

  private static Signal signal(Random random, Session session) {
    Instant at = Fixtures.NOW.plusSeconds(random.nextInt(3600) - 1800L);
    Signal.Header header = Fixtures.header("R-" + random.nextInt(1000), session, at);
    return switch (random.nextInt(8)) {
      case 0 -> new Signal.Kill(header);
      case 1, 2 -> new Signal.Release(header);
      case 3, 4 -> new Signal.Resume(header);
      default -> new Signal.Pause(header);
    };
  }

  private static List<GateState> states(Containment containment, List<Session> sessions) {
    List<GateState> states = new ArrayList<>();
    for (Session session : sessions) {
      for (int minutes : new int[] {0, 10, 45}) {
        Instant at = Fixtures.NOW.plus(Duration.ofMinutes(minutes));
        states.add(containment.stateOf(session, at));
      }
    }
    return states;
  }

  @Test
  void has_no_effect_before_it_is_durable() {
    SlowJournal journal = new SlowJournal();
    JournaledSignalBus bus = new JournaledSignalBus(journal);
    List<Published> heard = new ArrayList<>();
    bus.subscribe(0, heard::add);
    var stage = bus.publish(kill("K-1")).toCompletableFuture();
    assertThat(bus.containment().isEmpty()).isTrue();
    assertThat(heard).isEmpty();
    assertThat(stage).isNotDone();
    journal.appends.getFirst().complete(null);
    assertThat(bus.containment().isEmpty()).isFalse();
    assertThat(heard).containsExactly(new Published(1, kill("K-1")));
    assertThat(now(stage).sequence()).isEqualTo(1);
  }

  @Test
  void takes_effect_in_order_also_if_a_later_signal_is_durable_first() {
    SlowJournal journal = new SlowJournal();
    JournaledSignalBus bus = new JournaledSignalBus(journal);
    List<Long> heard = new ArrayList<>();
    bus.subscribe(0, published -> heard.add(published.sequence()));
    var first = bus.publish(kill("K-1")).toCompletableFuture();
    var second = bus.publish(kill("K-2")).toCompletableFuture();
    var third = bus.publish(kill("K-3")).toCompletableFuture();
    journal.appends.get(1).complete(null);
    assertThat(heard).isEmpty();
    assertThat(second).isNotDone();
    journal.appends.get(0).complete(null);
    assertThat(heard).containsExactly(1L, 2L);
    assertThat(first).isDone();
    assertThat(second).isDone();
    assertThat(third).isNotDone();
  }

  @Test
  void has_no_effect_if_it_cannot_be_made_durable() {
    SlowJournal journal = new SlowJournal();
    JournaledSignalBus bus = new JournaledSignalBus(journal);
    List<Published> heard = new ArrayList<>();
    bus.subscribe(0, heard::add);
    var unforced = bus.publish(kill("K-1")).toCompletableFuture();
    var good = bus.publish(kill("K-2")).toCompletableFuture();
    journal.appends.get(0).completeExceptionally(new IllegalStateException("no room"));
    assertThat(unforced).isCompletedExceptionally();
    assertThat(bus.containment().isEmpty()).isTrue();
    journal.appends.get(1).complete(null);
    assertThat(good).isCompleted();
    journal.close();
    assertThat(bus.publish(kill("K-3")).toCompletableFuture()).isCompletedExceptionally();
    assertThat(heard).extracting(Published::sequence).containsExactly(2L);
  }

  @Test
  void tells_old_signals_first_and_stops_telling_once_unsubscribed() {
    InMemoryJournal journal = new InMemoryJournal();
    JournaledSignalBus bus = new JournaledSignalBus(journal);
    now(bus.publish(kill("K-1")));
    now(bus.publish(kill("K-2")));
    bus = new JournaledSignalBus(journal);
    List<Long> heard = new ArrayList<>();
    Subscription subscription = bus.subscribe(1, p -> heard.add(p.sequence()));
    assertThat(heard).containsExactly(2L);
    now(bus.publish(kill("K-3")));
    subscription.close();
    subscription.close();
    now(bus.publish(kill("K-4")));
    assertThat(heard).containsExactly(2L, 3L);
  }

  @Test
  void keeps_the_order_for_everybody_when_a_subscriber_publishes_or_fails() {
    JournaledSignalBus bus = new JournaledSignalBus(new InMemoryJournal());
    List<Long> heard = new ArrayList<>();
    bus.subscribe(
        0,
        p -> {
          if (p.sequence() == 1) {
            bus.publish(kill("K-2"));
          }
          throw new IllegalArgumentException("a subscriber that always fails");
        });
    bus.subscribe(0, p -> heard.add(p.sequence()));
    now(bus.publish(kill("K-1")));
    assertThat(heard).containsExactly(1L, 2L);
  }

  @Test
  void keeps_one_order_for_many_publishing_threads() throws InterruptedException {
    int threads = 8;
    int each = 50;
    List<Published> heard = Collections.synchronizedList(new ArrayList<>());
    try (FileJournal journal = FileJournal.open(temp, JournalSettings.DEFAULTS)) {
      JournaledSignalBus bus = new JournaledSignalBus(journal);
      bus.subscribe(0, heard::add);
      List<Thread> all = new ArrayList<>();
      List<CompletionStage<Published>> stages = Collections.synchronizedList(new ArrayList<>());
      for (int t = 0; t < threads; t++) {
        String name = "T" + t + "-";
        all.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int i = 0; i < each; i++) {
                        stages.add(bus.publish(kill(name + i)));
                      }
                    }));
      }
      for (Thread thread : all) {
        thread.join();
      }
      stages.forEach(JournaledSignalBusTest::now);
      List<Published> journaled = new ArrayList<>();
      journal.replay(r -> journaled.add(((JournalRecord.Signalled) r).published()));
      assertThat(heard).isEqualTo(journaled).hasSize(threads * each);
      assertThat(heard.getLast().sequence()).isEqualTo((long) threads * each);
    }
  }

  @Test
  void refuses_a_journal_whose_sequence_does_not_rise() {
    InMemoryJournal journal = new InMemoryJournal();
    var signalled = new JournalRecord.Signalled(new Published(3, kill("K-1")));
    journal.append(InMemoryJournal.Durability.DISK, List.of(signalled, signalled));
    assertThatIllegalStateException()
        .isThrownBy(() -> new JournaledSignalBus(journal))
        .withMessage("signal sequence in the journal: got 3 after 3 (expected: it rises)");
  }
}
