// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.model.audit.RecordClass;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.signal.Target;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.server.audit.trail.JournaledTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes when its time is over, what stays, and that both can be proved. */
final class RetentionTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path temp;

  @Test
  void takes_out_what_is_over_keeps_the_rest_and_can_still_be_verified() throws IOException {
    Evidence evidence = new Evidence(temp);
    AuditSettings settings =
        evidence.settings(Map.of(RecordClass.CALLS, DAY.multipliedBy(30)), DAY);
    try (FileJournal journal = evidence.open()) {
      AuditKeeper keeper = evidence.keeper(journal, settings);
      evidence.fill(journal, 0, 100);
      Evidence.append(journal, kill(evidence));
      keeper.once();
      evidence.fill(journal, 100, 150);
      evidence.clock.advance(DAY.multipliedBy(29));
      keeper.once();
      assertThat(evidence.verified(true).removed()).isZero();
      evidence.clock.advance(DAY.multipliedBy(2));
      evidence.fill(journal, 200, 210);
      keeper.once();
      keeper.once();
      keeper.close();
    }
    assertThat(evidence.files())
        .filteredOn(f -> f.toString().endsWith(".zst"))
        .hasSizeGreaterThan(2);
    assertThat(evidence.verified(true).findings()).isEmpty();
    assertThat(evidence.verified(true).removed()).isGreaterThan(140);
    assertThat(evidence.records())
        .anyMatch(JournalRecord.Signalled.class::isInstance)
        .filteredOn(JournalRecord.Dispatched.class::isInstance)
        .hasSize(10);
  }

  @Test
  void keeps_what_a_legal_hold_names_until_it_is_lifted() throws IOException {
    Evidence evidence = new Evidence(temp);
    AuditSettings settings = evidence.settings(Map.of(RecordClass.CALLS, DAY.multipliedBy(7)), DAY);
    try (FileJournal journal = evidence.open()) {
      AuditKeeper keeper = evidence.keeper(journal, settings);
      Step.Attempted attempt = attempt(evidence);
      Evidence.append(journal, new JournalRecord.Attempted(attempt));
      Evidence.append(journal, new JournalRecord.Dispatched(attempt.id(), attempt.at()));
      Evidence.append(journal, new JournalRecord.Completed(Fixtures.completion(attempt, "{}")));
      evidence.fill(journal, 10, 40);
      String hold =
          keeper
              .holds()
              .place("session:" + attempt.session().id().value(), "mira", "case 4711")
              .toCompletableFuture()
              .join()
              .hold();
      evidence.clock.advance(DAY.multipliedBy(8));
      keeper.once();
      keeper.once();
      assertThat(journal.verify().whole()).isTrue();
      assertThat(calls(journal)).isEqualTo(3);
      keeper.holds().lift(hold, "mira", "closed").orElseThrow().toCompletableFuture().join();
      keeper.once();
      assertThat(calls(journal)).isZero();
      keeper.close();
    }
    assertThat(evidence.verified(true).findings()).isEmpty();
  }

  @Test
  void goes_on_after_a_restart_with_all_files_but_the_last_compressed() throws IOException {
    Evidence evidence = new Evidence(temp);
    AuditSettings settings = evidence.settings(Map.of(), DAY);
    for (int run = 0; run < 3; run++) {
      try (FileJournal journal = evidence.open()) {
        AuditKeeper keeper = evidence.keeper(journal, settings);
        evidence.fill(journal, run * 50, run * 50 + 50);
        keeper.once();
        keeper.close();
      }
    }
    assertThat(evidence.records())
        .filteredOn(JournalRecord.Dispatched.class::isInstance)
        .hasSize(150);
    assertThat(evidence.verified(true).findings()).isEmpty();
  }

  @Test
  void tells_a_look_once_in_ten_minutes_and_every_action() throws IOException {
    Evidence evidence = new Evidence(temp);
    try (FileJournal journal = evidence.open()) {
      JournaledTrail trail = new JournaledTrail(journal, evidence.clock);
      trail.viewing("mira", "GET /sessions/{id}", "s-1");
      trail.viewing("mira", "GET /sessions/{id}", "s-1");
      trail.viewing("ann", "GET /sessions/{id}", "s-1");
      evidence.clock.advance(Duration.ofMinutes(10));
      trail.viewing("mira", "GET /sessions/{id}", "s-1");
      trail.acted("mira", "POST /sessions/{id}/kill", "s-1", 200);
      trail.acted("mira", "POST /sessions/{id}/kill", "s-1", 200);
      trail.refused("vic", "GET /sessions/{id}", "s-1");
      trail.refused("vic", "GET /sessions/{id}", "s-1");
    }
    assertThat(evidence.records())
        .hasSize(6)
        .last()
        .asString()
        .contains("Acted[operator=vic, action=GET /sessions/{id}, target=s-1, status=403");
  }

  private static long calls(FileJournal journal) {
    long[] calls = {0};
    journal.replay(
        entry -> {
          if (!(entry instanceof JournalRecord.Audited)) {
            calls[0]++;
          }
        });
    return calls[0];
  }

  private static Step.Attempted attempt(Evidence evidence) {
    return Fixtures.attempt(
        1,
        Fixtures.session(1),
        Fixtures.tool("read_file", Set.of(Effect.READ), Set.of()),
        "{}",
        evidence.clock.instant());
  }

  private static JournalRecord kill(Evidence evidence) {
    Session session = Fixtures.session(1);
    return new JournalRecord.Signalled(
        new Published(
            1,
            new Signal.Kill(
                new Signal.Header(
                    "K-00000001",
                    Target.of(session),
                    new Author.Operator("mira"),
                    "test",
                    evidence.clock.instant()))));
  }
}
