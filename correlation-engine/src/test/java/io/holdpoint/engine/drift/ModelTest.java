// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is usual, against counts made the long way. */
final class ModelTest {
  private static final List<String> TOOLS = List.of("search", "read", "write", "pay", "other");

  @Test
  void probabilities_areDirichletWithBackOff_andSumToOne() {
    List<Trace> sessions = Traces.ofHabit(30, new Random(1));
    Model model = model(sessions, List.of());
    for (String from : List.of(Profile.START, "search", "read", "write")) {
      double sum = 0;
      for (String to : List.of("search", "read", "write", "never seen")) {
        assertThat(model.probability(from, to))
            .isCloseTo(longWay(sessions, from, to), within(1e-12));
        sum += model.probability(from, to);
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
    assertThat(model.transition("search", "read")).isNegative();
    assertThat(model.transition("search", "never seen")).isPositive();
  }

  private static double longWay(List<Trace> sessions, String from, String to) {
    double followed = 0;
    double both = 0;
    double uses = 0;
    double total = 0;
    Set<String> tools = new HashSet<>();
    for (Trace session : sessions) {
      String before = Profile.START;
      for (int i = 0; i < session.steps(); i++) {
        String tool = session.tool(i);
        tools.add(tool);
        total++;
        uses += tool.equals(to) ? 1 : 0;
        followed += before.equals(from) ? 1 : 0;
        both += before.equals(from) && tool.equals(to) ? 1 : 0;
        before = tool;
      }
    }
    double base = (uses + 0.5) / (total + 0.5 * (tools.size() + 1));
    double weight = 0.5 * (tools.size() + 1);
    return (both + weight * base) / (followed + weight);
  }

  @Test
  void leavingOneOut_isAsIfItHadNeverBeen() {
    Random random = new Random(2);
    List<Trace> sessions = new ArrayList<>(Traces.ofHabit(12, random));
    sessions.add(Traces.of("search", "pay", "other", "pay"));
    Profile all = profile(sessions);
    for (Trace left : sessions) {
      List<Trace> others = sessions.stream().filter(s -> s != left).toList();
      Model without = new Model(all, Profile.of(left));
      Model never = model(others, List.of());
      for (String from : TOOLS) {
        assertThat(without.knows(from)).isEqualTo(never.knows(from));
        for (String to : TOOLS) {
          assertThat(without.probability(from, to))
              .isCloseTo(never.probability(from, to), within(1e-12));
        }
      }
      for (long host = 0; host < 5; host++) {
        assertThat(without.knowsHost(host)).isEqualTo(never.knowsHost(host));
        assertThat(without.knowsShape("read", host)).isEqualTo(never.knowsShape("read", host));
      }
      assertThat(without.mostSteps()).isEqualTo(never.mostSteps());
      assertThat(without.longestArguments()).isEqualTo(never.longestArguments());
      assertThat(without.longestResult()).isEqualTo(never.longestResult());
      assertThat(without.longestGap()).isEqualTo(never.longestGap());
      assertThat(without.longestDuration()).isEqualTo(never.longestDuration());
      assertThat(without.unaskedRate()).isCloseTo(never.unaskedRate(), within(1e-12));
    }
  }

  @Test
  void order_ofLearningDoesNotMatter() {
    List<Trace> sessions = new ArrayList<>(Traces.ofHabit(40, new Random(3)));
    List<Trace> probes =
        List.of(Traces.of("search", "pay", "pay"), Traces.random(30, new Random(4)));
    Snapshot first = Snapshot.of("a", 40, Set.of(), sessions);
    for (int round = 0; round < 5; round++) {
      Collections.shuffle(sessions, new Random(round));
      Snapshot again = Snapshot.of("a", 40, Set.of(), sessions);
      for (Trace probe : probes) {
        assertThat(scores(again, probe)).isEqualTo(scores(first, probe));
      }
      for (Method method : Method.values()) {
        assertThat(again.falseAlarms(method).threshold(10))
            .isEqualTo(first.falseAlarms(method).threshold(10));
      }
    }
  }

  @Test
  void newThings_speakOnceForAnotherAgent_andTheUsualWearsItOff() {
    Snapshot snapshot = Snapshot.of("a", 40, Set.of(), Traces.ofHabit(40, new Random(5)));
    Scorer scorer = new Scorer(snapshot.model());
    scorer.step(Traces.step("never seen", 0));
    double first = scorer.evidence(Method.FIRST_SEEN);
    scorer.step(Traces.step("never seen", 1));
    assertThat(first).isPositive();
    assertThat(scorer.evidence(Method.FIRST_SEEN)).isNegative();
    double stands = scorer.value(Method.FIRST_SEEN);
    scorer.step(new StepTraits("search", 1, List.of(), 20, 2, Asked.UNKNOWN));
    assertThat(scorer.value(Method.FIRST_SEEN)).isLessThan(stands);
  }

  @Test
  void model_ofNothingSaysNothing() {
    Model model = new Model(new Profile(), new Profile());
    assertThat(model.transition(Profile.START, "any")).isZero();
    assertThat(model.areManySteps(1_000_000)).isFalse();
    assertThat(model.knowsIntent()).isFalse();
  }

  private static List<Double> scores(Snapshot snapshot, Trace probe) {
    Scorer scorer = new Scorer(snapshot.model());
    List<Double> scores = new ArrayList<>();
    scorer.replay(
        probe,
        step -> {
          for (Method method : Method.values()) {
            scores.add(scorer.value(method));
          }
        });
    return scores;
  }

  private static Model model(List<Trace> sessions, List<Trace> without) {
    return new Model(profile(sessions), profile(without));
  }

  private static Profile profile(List<Trace> sessions) {
    Profile profile = new Profile();
    sessions.forEach(profile::add);
    return profile;
  }
}
