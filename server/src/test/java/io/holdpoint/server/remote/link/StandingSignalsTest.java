// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.server.remote.link.StandingSignals.Taken;
import io.holdpoint.server.remote.trust.Seal;
import io.holdpoint.server.remote.wire.EngineWord;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of signals that come twice, in the wrong order, with holes, or from a forger. */
final class StandingSignalsTest {

  private static final String JOURNAL = "journal-1";

  @TempDir Path folder;

  private final FakeClock clock = new FakeClock();
  private final InMemoryJournal own = new InMemoryJournal();
  private final List<Long> kept = new ArrayList<>();
  private KeyPair keys;
  private StandingSignals standing;

  @BeforeEach
  void begin() throws GeneralSecurityException {
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    standing = open();
    standing.journal(JOURNAL);
  }

  @Test
  void twice_countsOnce() {
    assertThat(take(sealed(1))).isEqualTo(Taken.NEW);
    assertThat(take(sealed(1))).isEqualTo(Taken.KNOWN);
    assertThat(kept).containsExactly(1L);
    assertThat(own.records()).hasSize(1);
  }

  @Test
  void hole_isAskedForAndNothingAfterItStands() {
    take(sealed(1));

    assertThat(take(sealed(3))).isEqualTo(Taken.GAP);
    assertThat(standing.applied()).isEqualTo(1);
    assertThat(state(3)).isInstanceOf(GateState.Active.class);
  }

  /** Adversary g on the wire: without the engine's key no signal is made, moved or replayed. */
  @Test
  void forged_standsNowhere() throws GeneralSecurityException {
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Published first = published(1);
    Published second = published(2);

    assertThat(take(new EngineWord.Sealed(first, Seal.on(first, JOURNAL, other.getPrivate()))))
        .as("another key")
        .isEqualTo(Taken.FORGED);
    assertThat(take(new EngineWord.Sealed(first, Seal.on(first, "journal-0", keys.getPrivate()))))
        .as("another journal")
        .isEqualTo(Taken.FORGED);
    assertThat(take(new EngineWord.Sealed(first, Seal.on(second, JOURNAL, keys.getPrivate()))))
        .as("another signal's seal")
        .isEqualTo(Taken.FORGED);
    assertThat(take(new EngineWord.Sealed(first, new byte[3])))
        .as("no signature at all")
        .isEqualTo(Taken.FORGED);
    assertThat(standing.containment().isEmpty()).isTrue();
    assertThat(own.records()).isEmpty();
  }

  /** Any order, any repetition, asking again after each hole: the end is always the same. */
  @Test
  void anyOrder_endsTheSame() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      StandingSignals here =
          new StandingSignals(
              new LatchFile(new InMemoryJournal(), folder.resolve("o" + seed)), keys.getPublic());
      here.journal(JOURNAL);
      List<Long> wire = new ArrayList<>();
      for (long n = 1; n <= 8; n++) {
        wire.addAll(Collections.nCopies(1 + random.nextInt(3), n));
      }
      Collections.shuffle(wire, random);
      for (long n : wire) {
        if (here.take(sealed(n), done -> {}) == Taken.GAP) {
          for (long missing = here.applied() + 1; missing <= n; missing++) {
            assertThat(here.take(sealed(missing), done -> {})).isEqualTo(Taken.NEW);
          }
        }
      }
      for (long missing = here.applied() + 1; missing <= 8; missing++) {
        here.take(sealed(missing), done -> {});
      }
      assertThat(here.applied()).as("seed %d", seed).isEqualTo(8);
      for (int n = 1; n <= 8; n++) {
        assertThat(here.containment().stateOf(session(n), clock.instant()))
            .as("seed %d, session %d", seed, n)
            .isInstanceOf(n % 4 == 0 ? GateState.Paused.class : GateState.Killed.class);
      }
    }
  }

  @Test
  void anotherJournal_comesOnTopOfWhatStands() {
    take(sealed(1));
    standing.journal("journal-2");

    assertThat(standing.applied()).isZero();
    assertThat(state(1)).isInstanceOf(GateState.Killed.class);
    assertThat(take(sealed(1))).as("of the old journal").isEqualTo(Taken.FORGED);
  }

  @Test
  void restart_standsAgain() {
    take(sealed(1));
    take(sealed(2));

    StandingSignals again = open();

    assertThat(again.applied()).isEqualTo(2);
    assertThat(again.journalId()).isEqualTo(JOURNAL);
    assertThat(again.containment().stateOf(session(2), clock.instant()))
        .isInstanceOf(GateState.Killed.class);
  }

  private StandingSignals open() {
    return new StandingSignals(new LatchFile(own, folder.resolve("origin")), keys.getPublic());
  }

  private Taken take(EngineWord.Sealed word) {
    return standing.take(word, done -> kept.add(done.sequence()));
  }

  private GateState state(int session) {
    return standing.containment().stateOf(session(session), clock.instant());
  }

  private static Session session(int n) {
    return Fixtures.session(Fixtures.TRIAGE, PrincipalKind.SHARED, n, EvidenceGrade.G1);
  }

  private EngineWord.Sealed sealed(long sequence) {
    Published published = published(sequence);
    return new EngineWord.Sealed(published, Seal.on(published, JOURNAL, keys.getPrivate()));
  }

  /** Every fourth signal is a pause, the others kill; each session has its own. */
  private Published published(long sequence) {
    Session session = session((int) sequence);
    Signal.Header header = Fixtures.header("S-" + sequence, session, clock.instant());
    return new Published(
        sequence, sequence % 4 == 0 ? new Signal.Pause(header) : new Signal.Kill(header));
  }
}
