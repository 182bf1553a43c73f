// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.score;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Between what bounds a mean would lie with other users' tasks: tasks are drawn anew within each
 * suite, with repetition, always the same draws. It covers neither other attacks nor other suites.
 *
 * @param low below which 2.5 % of the draws lie
 * @param high above which 2.5 % of the draws lie
 */
public record Interval(double low, double high) {

  private static final int DRAWS = 1000;
  private static final int SEED = 20261121;

  /** Of the mean of a figure over suites. */
  public static Interval of(Collection<Scored> sessions, Figure figure) {
    List<List<Rate>> suites = new ArrayList<>();
    new TreeMap<>(sessions.stream().collect(groupingBy(s -> s.truth().suite())))
        .values()
        .forEach(suite -> suites.add(byTask(suite, figure)));
    return ofRates(suites);
  }

  /**
   * Of the mean over suites.
   *
   * @param suites for each suite, the rates of its tasks
   */
  public static Interval ofRates(List<List<Rate>> suites) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] means = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      means[draw] =
          suites.stream()
              .map(tasks -> drawn(tasks, random))
              .filter(Rate::isCounted)
              .mapToDouble(Rate::value)
              .average()
              .orElse(Double.NaN);
    }
    Arrays.sort(means);
    return new Interval(means[DRAWS / 40], means[DRAWS - 1 - DRAWS / 40]);
  }

  private static List<Rate> byTask(Collection<Scored> sessions, Figure figure) {
    return new TreeMap<>(sessions.stream().collect(groupingBy(s -> s.truth().task())))
        .values().stream()
            .map(some -> Figures.of(some).rate(figure))
            .filter(Rate::isCounted)
            .toList();
  }

  private static Rate drawn(List<Rate> tasks, SplittableRandom random) {
    Rate sum = Rate.NONE;
    for (int i = 0; i < tasks.size(); i++) {
      sum = sum.plus(tasks.get(random.nextInt(tasks.size())));
    }
    return sum;
  }
}
