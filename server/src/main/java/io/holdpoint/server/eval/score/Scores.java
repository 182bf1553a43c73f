// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.score;

import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The figures of one data set in one mode. Never pooled over suites: each suite counts the same,
 * however many runs somebody made of it.
 *
 * @param sessions what was counted
 * @param suites by suite
 */
public record Scores(List<Scored> sessions, SequencedMap<String, Figures> suites) {

  public Scores {
    sessions = List.copyOf(sessions);
  }

  /** Counts. */
  public static Scores of(Collection<Scored> sessions) {
    return new Scores(List.copyOf(sessions), by(sessions, s -> s.truth().suite()));
  }

  /** The mean over the suites that count anything; not a number if none does. */
  public double macro(Figure figure) {
    return suites.values().stream()
        .map(figures -> figures.rate(figure))
        .filter(Rate::isCounted)
        .mapToDouble(Rate::value)
        .average()
        .orElse(Double.NaN);
  }

  /** All suites' counts together: how much a mean stands on. */
  public Rate counts(Figure figure) {
    return suites.values().stream().map(f -> f.rate(figure)).reduce(Rate.NONE, Rate::plus);
  }

  /** The means of all figures. */
  public Map<Figure, Double> macros() {
    Map<Figure, Double> macros = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      macros.put(figure, macro(figure));
    }
    return macros;
  }

  /** Figures by something else, for example by attack; sessions without it are left out. */
  public SequencedMap<String, Figures> by(Function<Scored, String> what) {
    return by(sessions, what);
  }

  private static SequencedMap<String, Figures> by(
      Collection<Scored> sessions, Function<Scored, String> what) {
    SequencedMap<String, Figures> figures = new TreeMap<>();
    sessions.stream()
        .filter(s -> !what.apply(s).isEmpty())
        .collect(groupingBy(what))
        .forEach((name, some) -> figures.put(name, Figures.of(some)));
    return figures;
  }
}
