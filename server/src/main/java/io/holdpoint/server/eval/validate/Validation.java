// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.validate;

import io.holdpoint.server.eval.score.Interval;
import io.holdpoint.server.eval.score.Rate;
import io.holdpoint.server.eval.signs.SignedSession;
import io.holdpoint.server.eval.trace.Truth;
import io.holdpoint.server.eval.trace.Truth.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Chooses anew, from a small family, what counts how much and what threshold stops, and tries it on
 * sessions that had no part in the choice. The signs themselves stay as they are: whoever thought
 * of them had seen the tasks, and no row here undoes that.
 */
public final class Validation {

  private final List<Choice> family = Choice.family();
  private final double budget;
  private final int shipped;
  private final Map<Fold, List<Tally>> tallies = new LinkedHashMap<>();

  /**
   * Looks at all sessions of one data set once, with every choice.
   *
   * @param budget chosen is what stops most injections within this share of benign sessions
   * @param shipped the fewest points that stop as shipped
   */
  public Validation(Collection<SignedSession> sessions, double budget, int shipped) {
    this.budget = budget;
    this.shipped = shipped;
    for (SignedSession session : sessions) {
      Truth truth = session.truth();
      if (truth.isInjection() || truth.label() == Label.BENIGN) {
        Fold fold = new Fold(truth.suite(), truth.task(), truth.attackTask());
        List<Tally> row = tallies.computeIfAbsent(fold, f -> empty());
        for (int i = 0; i < row.size(); i++) {
          row.set(i, row.get(i).with(session, family.get(i)));
        }
      }
    }
  }

  /** Sessions that are left out together. */
  private record Fold(String suite, String task, String attackTask) {

    boolean sharesTask(Fold other) {
      boolean sameTask = task.equals(other.task);
      boolean sameAttack = !attackTask.isEmpty() && attackTask.equals(other.attackTask);
      return suite.equals(other.suite) && (sameTask || sameAttack);
    }
  }

  /**
   * A row of the table.
   *
   * @param name what was left out
   * @param recall mean over suites
   * @param benign mean over suites
   * @param recallCounts injections of all suites together
   * @param benignCounts benign sessions of all suites together
   * @param recallInterval with other users' tasks, the choices staying as they are
   * @param benignInterval the same of benign sessions
   * @param chosen what was chosen most often
   */
  public record Row(
      String name,
      double recall,
      double benign,
      Rate recallCounts,
      Rate benignCounts,
      Interval recallInterval,
      Interval benignInterval,
      String chosen) {}

  /** As shipped, chosen on all sessions, with the pair of tasks left out, with a suite left out. */
  public List<Row> rows() {
    return List.of(
        row("shipped-weights", fold -> other -> true, true),
        row("in-sample", fold -> other -> true, false),
        row("pair-out", fold -> other -> !fold.sharesTask(other), false),
        row("suite-out", fold -> other -> !fold.suite().equals(other.suite()), false));
  }

  private Row row(String name, Function<Fold, Predicate<Fold>> training, boolean fixed) {
    SequencedMap<String, Tally> suites = new TreeMap<>();
    Map<String, Map<String, Tally>> tasks = new TreeMap<>();
    Map<Choice, Integer> chosen = new LinkedHashMap<>();
    int always = family.indexOf(new Choice(Choice.Weights.SHIPPED, "", shipped));
    for (Map.Entry<Fold, List<Tally>> fold : tallies.entrySet()) {
      int choice = fixed ? always : choose(training.apply(fold.getKey()));
      chosen.merge(family.get(choice), 1, Integer::sum);
      Tally tally = fold.getValue().get(choice);
      suites.merge(fold.getKey().suite(), tally, Tally::plus);
      tasks
          .computeIfAbsent(fold.getKey().suite(), suite -> new TreeMap<>())
          .merge(fold.getKey().task(), tally, Tally::plus);
    }
    String most =
        chosen.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(e -> e.getKey().words())
            .orElse("");
    Tally all = suites.values().stream().reduce(Tally.NONE, Tally::plus);
    return new Row(
        name,
        Tally.mean(suites.values(), Tally::recall),
        Tally.mean(suites.values(), Tally::benign),
        all.recall(),
        all.benign(),
        interval(tasks.values(), Tally::recall),
        interval(tasks.values(), Tally::benign),
        most);
  }

  private static Interval interval(
      Collection<Map<String, Tally>> suites, Function<Tally, Rate> which) {
    List<List<Rate>> rates = new ArrayList<>();
    for (Map<String, Tally> tasks : suites) {
      rates.add(tasks.values().stream().map(which).filter(Rate::isCounted).toList());
    }
    return Interval.ofRates(rates);
  }

  /** Most recall within the budget, then fewest benign sessions, then the strictest threshold. */
  private int choose(Predicate<Fold> training) {
    List<Map<String, Tally>> sums = new ArrayList<>();
    family.forEach(choice -> sums.add(new TreeMap<>()));
    tallies.forEach(
        (fold, row) -> {
          if (training.test(fold)) {
            for (int i = 0; i < row.size(); i++) {
              sums.get(i).merge(fold.suite(), row.get(i), Tally::plus);
            }
          }
        });
    int best = 0;
    double bestValue = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < family.size(); i++) {
      double value = value(sums.get(i).values(), family.get(i));
      if (value > bestValue) {
        bestValue = value;
        best = i;
      }
    }
    return best;
  }

  private double value(Collection<Tally> suites, Choice choice) {
    double recall = Tally.mean(suites, Tally::recall);
    double benign = Tally.mean(suites, Tally::benign);
    double over = Math.max(0, benign - budget);
    double strictness = 1e-6 * choice.threshold();
    return (Double.isNaN(recall) ? 0 : recall) - 1e3 * over - 1e-3 * benign + strictness;
  }

  private List<Tally> empty() {
    List<Tally> row = new ArrayList<>();
    family.forEach(choice -> row.add(Tally.NONE));
    return row;
  }
}
