// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.report;

import io.holdpoint.server.eval.Outcomes;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.replay.Stop;
import io.holdpoint.server.eval.score.Figure;
import io.holdpoint.server.eval.score.Figures;
import io.holdpoint.server.eval.score.LoopFigures;
import io.holdpoint.server.eval.score.Rate;
import io.holdpoint.server.eval.score.RuleShare;
import io.holdpoint.server.eval.score.Scores;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The figures as JSON. Every rate is a number from 0 to 1, or null if there was nothing to count;
 * beside the rates, {@code counts} has {@code [hits, of]} for each. A data set's rates are means
 * over its suites.
 */
public final class JsonReport {

  private static final double ROUNDING = 1e5;

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
                scores(datasets.withObject("/" + escaped(name)).putObject(mode.word()), scores);
                macro(macro.withObject("/" + escaped(name)).putObject(mode.word()), scores);
              });
    }
    ObjectNode speed = root.putObject("speed");
    speed.put("steps", outcomes.steps());
    speed.put("steps_per_second", Math.round(outcomes.steps() / (outcomes.wallNanos() / 1e9)));
    speed.put("microseconds_per_step", Math.round(outcomes.nanosPerStep() / 10) / 100.0);
    return root;
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
    loops(node.putObject("loops"), LoopFigures.of(scores.sessions()));
    rules(node.putObject("rules"), RuleShare.of(scores.sessions()));
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

  private static void loops(ObjectNode node, LoopFigures loops) {
    BiConsumer<String, Rate> put =
        (name, rate) -> {
          rate(node, name, rate.value());
          node.withObject("/counts").putArray(name).add(rate.hits()).add(rate.of());
        };
    put.accept("found", loops.found());
    for (int k = 0; k < loops.foundWithin().size(); k++) {
      put.accept("found_within_" + k, loops.foundWithin().get(k));
      put.accept("stopped_within_" + k, loops.stoppedWithin().get(k));
    }
    put.accept("falsely_found", loops.falselyFound());
    put.accept("falsely_stopped", loops.falselyStopped());
    stages(node.putObject("stages"), loops.stages());
    stages(node.putObject("false_stages"), loops.falseStages());
    loops.medianCallsSaved().ifPresent(calls -> node.put("median_calls_saved", calls));
  }

  private static void stages(ObjectNode node, Map<Stop, Long> stages) {
    for (Stop stop : Stop.values()) {
      Long count = stages.get(stop);
      if (count != null) {
        node.put(stop.name().toLowerCase(Locale.ROOT), count);
      }
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

  private static void rate(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, Math.round(value * ROUNDING) / ROUNDING);
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
