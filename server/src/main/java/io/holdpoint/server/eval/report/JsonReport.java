// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.report;

import io.holdpoint.server.eval.Outcomes;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.score.DriftDistance;
import io.holdpoint.server.eval.score.Figure;
import io.holdpoint.server.eval.score.Figures;
import io.holdpoint.server.eval.score.Interval;
import io.holdpoint.server.eval.score.Rate;
import io.holdpoint.server.eval.score.RuleShare;
import io.holdpoint.server.eval.score.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The figures as JSON. Every rate is a number from 0 to 1, or null if there was nothing to count;
 * beside the rates, {@code counts} has {@code [hits, of]} for each. A data set's rates are means
 * over its suites.
 */
public final class JsonReport {

  private static final double ROUNDING = 1e5;
  private static final List<Figure> INTERVALS =
      List.of(
          Figure.RECALL_AT_HARM,
          Figure.RECALL_AT_FIRST_BAD,
          Figure.BENIGN_INTERRUPTED,
          Figure.BENIGN_DENIED,
          Figure.USER_CALLS_PASSING,
          Figure.USER_EFFECT_CALLS_PASSING);

  private final JsonMapper json =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Everything, as a tree. */
  public ObjectNode tree(Outcomes outcomes) {
    ObjectNode root = json.createObjectNode();
    ObjectNode datasets = root.putObject("datasets");
    ObjectNode macro = root.putObject("macro");
    for (ReplayMode mode : outcomes.modes()) {
      outcomes
          .scores(mode)
          .forEach(
              (name, scores) -> {
                scores(datasets.withObjectProperty(name).putObject(mode.word()), scores);
                macro(macro.withObjectProperty(name).putObject(mode.word()), scores);
              });
    }
    ObjectNode speed = root.putObject("speed");
    speed.put("steps", outcomes.steps());
    speed.put("steps_per_second", Math.round(outcomes.steps() / (outcomes.wallNanos() / 1e9)));
    speed.put("microseconds_per_step", Math.round(outcomes.nanosPerStep() / 10) / 100.0);
    return root;
  }

  /** The means and counts of each data set in one mode, and nothing else. */
  public void headlines(ObjectNode node, Outcomes outcomes, ReplayMode mode) {
    outcomes
        .scores(mode)
        .forEach(
            (name, scores) -> {
              ObjectNode dataset = node.putObject(name);
              macro(dataset, scores);
              ObjectNode counts = dataset.putObject("counts");
              for (Figure figure : Figure.values()) {
                counts(counts, figure, scores.counts(figure));
              }
            });
  }

  /** A tree as text. */
  public String text(ObjectNode tree) {
    return json.writeValueAsString(tree);
  }

  private void scores(ObjectNode node, Scores scores) {
    macro(node, scores);
    node.put("sessions", scores.sessions().size());
    ObjectNode counts = node.putObject("counts");
    for (Figure figure : Figure.values()) {
      counts(counts, figure, scores.counts(figure));
    }
    groups(node.putObject("by_suite"), scores.suites());
    groups(node.putObject("by_agent"), scores.by(s -> s.truth().agent()));
    groups(node.putObject("by_attack"), scores.by(s -> s.truth().attack()));
    node.set("loops", LoopReport.of(json, scores));
    rules(node.putObject("rules"), RuleShare.of(scores.sessions()));
    intervals(node.putObject("intervals"), scores);
    lead(node.putObject("lead"), scores);
    drift(node.putArray("drift"), scores);
  }

  private static void macro(ObjectNode node, Scores scores) {
    for (Figure figure : Figure.values()) {
      rate(node, figure.word(), scores.macro(figure));
    }
  }

  private static void groups(ObjectNode node, SequencedMap<String, Figures> groups) {
    groups.forEach(
        (name, figures) -> {
          ObjectNode group = node.putObject(name);
          ObjectNode counts = group.putObject("counts");
          for (Figure figure : Figure.values()) {
            Rate rate = figures.rate(figure);
            if (rate.isCounted()) {
              rate(group, figure.word(), rate.value());
              counts(counts, figure, rate);
            }
          }
        });
  }

  /** Intervals, where there is more than one task to draw from. */
  private static void intervals(ObjectNode node, Scores scores) {
    for (Figure figure : INTERVALS) {
      if (scores.counts(figure).isCounted()) {
        interval(node, figure.word(), Interval.of(scores.sessions(), figure));
      }
    }
  }

  static void interval(ObjectNode node, String name, Interval interval) {
    node.putArray(name).add(rounded(interval.low())).add(rounded(interval.high()));
  }

  private static void lead(ObjectNode node, Scores scores) {
    int[] leads =
        scores.sessions().stream()
            .filter(session -> session.truth().isInjection() && session.lead().isPresent())
            .mapToInt(session -> session.lead().getAsInt())
            .sorted()
            .toArray();
    node.put("at_the_harmful_call", Arrays.stream(leads).filter(lead -> lead == 0).count());
    node.put("earlier", Arrays.stream(leads).filter(lead -> lead > 0).count());
    if (leads.length > 0) {
      node.put("most_steps", leads[leads.length - 1]);
    }
  }

  private static void drift(ArrayNode node, Scores scores) {
    for (DriftDistance distance : DriftDistance.of(scores.sessions())) {
      ObjectNode one = node.addObject();
      one.put("session", distance.session()).put("root_step", distance.root());
      distance.noticed().ifPresent(step -> one.put("noticed_step", step));
    }
  }

  private static void rules(ObjectNode node, SequencedMap<String, RuleShare> rules) {
    rules.forEach(
        (rule, share) ->
            node.putObject(rule)
                .put("contained", share.contained())
                .put("contained_alone", share.containedAlone())
                .put("benign_interrupted", share.benign())
                .put("benign_alone", share.benignAlone())
                .put("sessions_noticed", share.noticed()));
  }

  private static void counts(ObjectNode node, Figure figure, Rate rate) {
    node.putArray(figure.word()).add(rate.hits()).add(rate.of());
  }

  static void rate(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, rounded(value));
    }
  }

  private static double rounded(double value) {
    return Math.round(value * ROUNDING) / ROUNDING;
  }
}
