// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.model.testing.InMemorySignalBus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls that are held, people who speak, time that passes, callers who leave, restarts of the
 * gateway, and a kill, in random order from a seed. Nothing may leave without a word for it,
 * nothing twice for one word, nothing after a kill, and everybody who still waits in the end is
 * answered.
 */
final class HoldInterleavingIT {

  private static final int ACTIONS = 30;
  private static final int KINDS = 4;

  private final FakeClock clock = new FakeClock();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final InMemorySignalBus bus = new InMemorySignalBus();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Rig> rigs = new ArrayList<>();

  /** A client that has sent a call and not read its answer. */
  private record Waiting(RawClient client, String arguments) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void holdsWhatIsPromised_inAnyOrder(long seed) throws Exception {
    Random random = new Random(seed);
    try (StubUpstream upstream = HoldIT.answering()) {
      rigs.add(start(upstream));
      try {
        for (int i = 0; i < ACTIONS; i++) {
          act(random, upstream);
        }
        Rig rig = rigs.getLast();
        long sent = settled(rig, upstream);
        kill();
        act(random, upstream);
        rig = rigs.getLast();
        send(rig, "{\"n\":" + random.nextInt(KINDS) + "}");
        approveAny(random, rig);
        answerEverybody();
        assertThat(upstream.received()).as("after the kill, seed %s", seed).hasSize((int) sent);
        check(upstream, seed);
      } finally {
        rigs.getLast().close();
        for (Waiting left : waiting) {
          left.client().close();
        }
      }
    }
  }

  private void act(Random random, StubUpstream upstream) throws Exception {
    Rig rig = rigs.getLast();
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> send(rig, "{\"n\":" + random.nextInt(KINDS) + "}");
      case 3, 4 -> approveAny(random, rig);
      case 5 -> denyAny(random, rig);
      case 6 -> {
        clock.advance(Duration.ofMinutes(random.nextInt(12)));
        rig.desk().expire();
      }
      case 7 -> restart(upstream);
      default -> leaveAny(random, rig);
    }
  }

  /** Everybody who waits is answered or cut off; what was asked and said is on the journal. */
  private void restart(StubUpstream upstream) throws Exception {
    rigs.getLast().close();
    for (Waiting left : waiting) {
      left.client().close();
    }
    waiting.clear();
    rigs.add(start(upstream));
  }

  /** Kills the session of the first call, whichever gateway saw it. */
  private void kill() {
    Session session =
        journal.records().stream()
            .filter(JournalRecord.Attempted.class::isInstance)
            .map(r -> ((JournalRecord.Attempted) r).step().session())
            .findFirst()
            .orElse(Fixtures.session(1));
    bus.publish(new Signal.Kill(Fixtures.header("K-op", session, clock.instant())));
  }

  private Rig start(StubUpstream upstream) throws IOException {
    return HoldIT.holding(upstream).clock(clock).journal(journal).bus(bus).start();
  }

  private void send(Rig rig, String arguments) throws IOException {
    RawClient client = rig.client();
    long before = attempts();
    client.sendPost("mail", FidelityIT.call("1", "send_mail", arguments));
    await().until(() -> attempts() > before);
    waiting.add(new Waiting(client, arguments));
  }

  private long attempts() {
    return journal.records().stream().filter(JournalRecord.Attempted.class::isInstance).count();
  }

  private void approveAny(Random random, Rig rig) {
    List<Approval> pending = rig.pending();
    if (!pending.isEmpty()) {
      ApprovalWord word =
          new ApprovalWord.Once(spoken(), clock.instant().plus(Duration.ofMinutes(10)));
      decide(rig, pending.get(random.nextInt(pending.size())).ref(), word);
    }
  }

  private void denyAny(Random random, Rig rig) {
    List<Approval> pending = rig.pending();
    if (!pending.isEmpty()) {
      decide(
          rig, pending.get(random.nextInt(pending.size())).ref(), new ApprovalWord.Deny(spoken()));
    }
  }

  /** A word may come too late: a call may have been killed or ended in between. */
  private static void decide(Rig rig, String ref, ApprovalWord word) {
    try {
      rig.decide(ref, word);
    } catch (CompletionException late) {
      assertThat(late).hasCauseInstanceOf(ApprovalRefusedException.class);
    }
  }

  /** The only one that waits with some arguments leaves, and the gateway sees it. */
  private void leaveAny(Random random, Rig rig) throws Exception {
    if (waiting.isEmpty()) {
      return;
    }
    Waiting leaving = waiting.remove(random.nextInt(waiting.size()));
    int before = rig.spans().reports().size();
    boolean alone = waiting.stream().noneMatch(w -> w.arguments().equals(leaving.arguments()));
    boolean held =
        rig.pending().stream()
            .anyMatch(p -> p.request().attempt().arguments().masked().equals(leaving.arguments()));
    leaving.client().close();
    if (alone && held) {
      await().until(() -> rig.spans().reports().size() > before);
      long sent = dispatched(leaving.arguments());
      for (Approval pending : rig.pending()) {
        if (pending.request().attempt().arguments().masked().equals(leaving.arguments())) {
          decide(
              rig, pending.ref(), new ApprovalWord.Once(spoken(), clock.instant().plusSeconds(60)));
        }
      }
      assertThat(dispatched(leaving.arguments())).as("without a live caller").isEqualTo(sent);
    }
  }

  private void answerEverybody() throws IOException {
    for (Waiting left : waiting) {
      assertThat(left.client().read().status()).isEqualTo(200);
      left.client().close();
    }
    waiting.clear();
  }

  /** Lets time end all that waits, so that everybody is answered. */
  private long settled(Rig rig, StubUpstream upstream) throws IOException {
    for (Waiting left : List.copyOf(waiting)) {
      await()
          .untilAsserted(
              () -> {
                // First the clock: a call may come to wait after the last look.
                clock.advance(Duration.ofMinutes(31));
                rig.desk().expire();
                assertThat(rig.pending()).isEmpty();
              });
      assertThat(left.client().read().status()).isEqualTo(200);
      left.client().close();
      waiting.remove(left);
    }
    return upstream.received().size();
  }

  private long dispatched(String arguments) {
    Set<StepId> steps = new HashSet<>();
    long count = 0;
    for (JournalRecord entry : journal.records()) {
      if (entry instanceof JournalRecord.Attempted attempted
          && attempted.step().arguments().masked().equals(arguments)) {
        steps.add(attempted.step().id());
      } else if (entry instanceof JournalRecord.Dispatched sent && steps.contains(sent.step())) {
        count++;
      }
    }
    return count;
  }

  private void check(StubUpstream upstream, long seed) {
    Map<String, ApprovalWord> words = new HashMap<>();
    Map<String, String> asked = new HashMap<>();
    Map<StepId, String> redeemed = new HashMap<>();
    Map<StepId, String> attempts = new HashMap<>();
    Set<String> used = new HashSet<>();
    int sent = 0;
    for (JournalRecord entry : journal.records()) {
      switch (entry) {
        case JournalRecord.Attempted a ->
            attempts.put(a.step().id(), a.step().arguments().masked());
        case JournalRecord.ApprovalAsked a ->
            asked.put(a.ref(), a.request().attempt().arguments().masked());
        case JournalRecord.ApprovalDecided d -> words.put(d.ref(), d.word());
        case JournalRecord.ApprovalRedeemed r -> {
          assertThat(words.get(r.ref())).as("seed %s", seed).isInstanceOf(ApprovalWord.Once.class);
          assertThat(used.add(r.ref())).as("used twice, seed %s", seed).isTrue();
          redeemed.put(r.step(), r.ref());
        }
        case JournalRecord.Dispatched d -> {
          String ref = redeemed.get(d.step());
          assertThat(ref).as("left without a grant, seed %s", seed).isNotNull();
          assertThat(attempts.get(d.step())).isEqualTo(asked.get(ref));
          sent++;
        }
        case JournalRecord.ApprovalExpired e -> {}
        case JournalRecord.RuleActivated r -> {}
        case JournalRecord.Decided d -> {}
        case JournalRecord.Completed c -> {}
        case JournalRecord.Signalled g -> {}
        case JournalRecord.Offered o -> {}
        case JournalRecord.PolicyActivated activated -> {}
        case JournalRecord.Counted counted -> {}
        case JournalRecord.Recorded recorded -> {}
        case JournalRecord.Bypassed bypassed -> {}
        case JournalRecord.Audited audited -> {}
        case JournalRecord.Declared d -> {}
        case JournalRecord.SessionEnded e -> {}
      }
    }
    assertThat(upstream.received()).as("seed %s", seed).hasSizeLessThanOrEqualTo(sent);
  }

  private ApprovalWord.Spoken spoken() {
    return new ApprovalWord.Spoken("mira", "looks right", clock.instant());
  }
}
