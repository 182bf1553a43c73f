// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.splice;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How well each way sees drift. Rates are means over agents; intervals are drawn over tasks within
 * each agent, with repetition, always the same draws: they say what other tasks of these agents
 * might give, and nothing of other agents.
 */
public final class SpliceFigures {

  private static final int DRAWS = 500;
  private static final int SEED = 20261122;

  private final Map<Setting, List<Seen>> seen;
  private final double perThousand;

  SpliceFigures(Map<Setting, List<Seen>> seen, double perThousand) {
    this.seen = seen;
    this.perThousand = perThousand;
  }

  /**
   * A figure with the bounds between which 95 % of the draws lie; not a number if nothing was
   * counted.
   *
   * @param value the figure
   * @param low the lower bound
   * @param high the upper bound
   */
  public record Bounded(double value, double low, double high) {}

  /**
   * What one way saw where one donor took over.
   *
   * @param sessions how many sessions it is counted over
   * @param early share in which something was seen before anything was there; of sessions without a
   *     splice, in which anything was seen at all
   * @param found share in which the splice was seen, neither early nor never
   * @param within share in which it was seen within 1, 2 and 3 foreign calls
   * @param delay how many foreign calls it took where it was seen, the median
   */
  public record Line(
      int sessions, Bounded early, Bounded found, List<Double> within, Bounded delay) {
    public Line {
      within = List.copyOf(within);
    }
  }

  /** How many false alarms in 1,000 clean sessions the engine was to put up with. */
  public double perThousand() {
    return perThousand;
  }

  /** The agents that were looked at. */
  public List<String> agents() {
    return seen.values().stream()
        .flatMap(List::stream)
        .map(Seen::agent)
        .distinct()
        .sorted()
        .toList();
  }

  /** The figures of one way. */
  public Line line(Setting setting, Donor donor, Sight sight) {
    return line(setting, donor, sight, agent -> true);
  }

  /** The figures of one way, over some agents. */
  Line line(Setting setting, Donor donor, Sight sight, Predicate<String> which) {
    List<Seen> some =
        seen.getOrDefault(setting, List.of()).stream()
            .filter(s -> s.donor() == donor && which.test(s.agent()))
            .toList();
    List<List<List<Seen>>> agents = byAgentAndTask(some);
    List<Double> within = new ArrayList<>();
    for (int calls = 1; calls <= 3; calls++) {
      int most = calls;
      within.add(mean(agents, s -> s.delay(sight) > 0 && s.delay(sight) <= most));
    }
    return new Line(
        some.size(),
        bounded(agents, drawn -> mean(drawn, s -> s.isFalse(sight))),
        bounded(agents, drawn -> mean(drawn, s -> s.delay(sight) > 0)),
        within,
        bounded(agents, drawn -> median(drawn, sight)));
  }

  private static List<List<List<Seen>>> byAgentAndTask(List<Seen> some) {
    return new TreeMap<>(some.stream().collect(groupingBy(Seen::agent)))
        .values().stream()
            .map(
                agent ->
                    new TreeMap<>(agent.stream().collect(groupingBy(Seen::task)))
                        .values().stream().toList())
            .toList();
  }

  private interface Statistic {
    double of(List<List<List<Seen>>> agents);
  }

  private static Bounded bounded(List<List<List<Seen>>> agents, Statistic statistic) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] draws = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      List<List<List<Seen>>> drawn = new ArrayList<>();
      for (List<List<Seen>> tasks : agents) {
        List<List<Seen>> some = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
          some.add(tasks.get(random.nextInt(tasks.size())));
        }
        drawn.add(some);
      }
      draws[draw] = statistic.of(drawn);
    }
    Arrays.sort(draws);
    return new Bounded(statistic.of(agents), draws[DRAWS / 40], draws[DRAWS - 1 - DRAWS / 40]);
  }

  private static double mean(List<List<List<Seen>>> agents, Predicate<Seen> hit) {
    return agents.stream()
        .collect(
            Collectors.averagingDouble(
                tasks -> {
                  long of = 0;
                  long hits = 0;
                  for (List<Seen> task : tasks) {
                    of += task.size();
                    hits += task.stream().filter(hit).count();
                  }
                  return (double) hits / of;
                }));
  }

  private static double median(List<List<List<Seen>>> agents, Sight sight) {
    int[] delays =
        agents.stream()
            .flatMap(List::stream)
            .flatMap(List::stream)
            .mapToInt(s -> s.delay(sight))
            .filter(delay -> delay > 0)
            .sorted()
            .toArray();
    return delays.length == 0 ? Double.NaN : delays[delays.length / 2];
  }
}
