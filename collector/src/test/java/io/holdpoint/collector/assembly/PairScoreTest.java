// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.step.Mismatch;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.Claim;
import io.holdpoint.model.view.JoinWay;
import io.holdpoint.model.view.StepRow;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many of the calls told twice are found to be one, and how many pairs are wrong. */
final class PairScoreTest {

  private static final Logger LOG = LoggerFactory.getLogger(PairScoreTest.class);
  private static final int SESSIONS = 600;
  private static final long WITHIN_MILLIS = Duration.ofMinutes(60).toMillis();

  private static final class Score {
    int pairs;
    int right;
    int possible;
    int found;

    double precision() {
      return pairs == 0 ? 1 : (double) right / pairs;
    }

    double recall() {
      return possible == 0 ? 1 : (double) found / possible;
    }
  }

  @Test
  void pairs_are_right_and_found_where_an_id_exists(TestReporter reporter) throws Exception {
    List<Recordings.Told> recordings = Recordings.toolCalls();
    assertThat(recordings.stream().map(Recordings.Told::recording).distinct()).hasSize(15);
    TwofoldSessions sessions = new TwofoldSessions(recordings, 20261122);
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(i * WITHIN_MILLIS / SESSIONS);
    }

    Kept kept = play(sessions);

    Map<JoinWay, Score> ways = ways(sessions, kept);
    Map<TwofoldSessions.Tie, Score> ties = ties(sessions, kept);
    ways.forEach((way, score) -> report(reporter, way.word(), score));
    ties.forEach((tie, score) -> report(reporter, tie.name().toLowerCase(Locale.ROOT), score));
    assertThat(ways.values().stream().mapToInt(score -> score.pairs).sum()).isGreaterThan(5000);
    assertThat(ways).hasSize(3);
    ways.forEach(
        (way, score) -> assertThat(score.precision()).as(way.word()).isGreaterThanOrEqualTo(0.999));
    ties.forEach(
        (tie, score) -> {
          if (tie != TwofoldSessions.Tie.NOTHING) {
            assertThat(score.recall()).as(tie.name()).isGreaterThanOrEqualTo(0.99);
          }
        });
    assertThat(kept.mismatches())
        .doesNotContain(
            Mismatch.RESULT_DIFFERS, Mismatch.REFUSED_CLAIMED, Mismatch.ARGUMENTS_DIFFER);
    List<StepId> unseen =
        kept.observed().stream()
            .filter(step -> step.mismatch() == Mismatch.CALL_UNSEEN)
            .map(Step.Observed::id)
            .toList();
    assertThat(unseen).isNotEmpty();
    long wrongly =
        unseen.stream()
            .filter(told -> !truth(sessions, told).stream().allMatch(sessions::isMissing))
            .count();
    LOG.info("{} calls unseen, {} of them wrongly", unseen.size(), wrongly);
    assertThat(wrongly).isZero();
  }

  private static Kept play(TwofoldSessions sessions) {
    Kept kept = new Kept();
    Assembly assembly = new Assembly(Views.CONTENTS);
    for (int source = 0; source < TwofoldSessions.sources(); source++) {
      assembly.expect("default", TwofoldSessions.principal(source));
    }
    for (TwofoldSessions.Arrival arrival : sessions.arrivals()) {
      assembly.advance(Views.START.plusMillis(arrival.millis()), kept);
      arrival.item().accept(assembly, kept);
    }
    assembly.advance(Views.START.plus(Duration.ofHours(3)), kept);
    return kept;
  }

  private static Map<JoinWay, Score> ways(TwofoldSessions sessions, Kept kept) {
    Map<JoinWay, Score> ways = new EnumMap<>(JoinWay.class);
    for (StepRow row : kept.listed()) {
      for (Claim claim : row.claims()) {
        Score score = ways.computeIfAbsent(claim.way(), way -> new Score());
        score.pairs++;
        score.right += truth(sessions, claim.id()).contains(row.id()) ? 1 : 0;
      }
    }
    return ways;
  }

  private static Map<TwofoldSessions.Tie, Score> ties(TwofoldSessions sessions, Kept kept) {
    Map<TwofoldSessions.Tie, Score> ties = new EnumMap<>(TwofoldSessions.Tie.class);
    sessions
        .truth()
        .forEach(
            (told, calls) -> {
              for (StepId call : calls) {
                if (!sessions.isLost(told) && !sessions.isLost(call)) {
                  Score score = ties.computeIfAbsent(sessions.tie(told), tie -> new Score());
                  boolean found =
                      kept.row(call).claims().stream().anyMatch(claim -> claim.id().equals(told));
                  score.possible++;
                  score.found += found ? 1 : 0;
                }
              }
            });
    return ties;
  }

  private static Set<StepId> truth(TwofoldSessions sessions, StepId told) {
    return sessions.truth().getOrDefault(told, Set.of());
  }

  private static void report(TestReporter reporter, String name, Score score) {
    String text =
        score.possible == 0
            ? String.format(Locale.ROOT, "%d pairs, precision %.4f", score.pairs, score.precision())
            : String.format(
                Locale.ROOT,
                "%d of %d found, recall %.4f",
                score.found,
                score.possible,
                score.recall());
    reporter.publishEntry(name, text);
    LOG.info("{}: {}", name, text);
  }
}
