// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.report;

import io.holdpoint.server.eval.replay.Stop;
import io.holdpoint.server.eval.score.LoopFigures;
import io.holdpoint.server.eval.score.Rate;
import io.holdpoint.server.eval.score.Scored;
import io.holdpoint.server.eval.score.Scores;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The figures of loops as JSON, over all sessions of a data set and by pipeline. */
final class LoopReport {

  private LoopReport() {}

  static ObjectNode of(JsonMapper json, Scores scores) {
    ObjectNode node = json.createObjectNode();
    loops(node, LoopFigures.of(scores.sessions()));
    ObjectNode agents = node.putObject("by_agent");
    byAgent(scores)
        .forEach(
            (agent, sessions) -> {
              LoopFigures loops = LoopFigures.of(sessions);
              if (loops.found().isCounted()) {
                loops(agents.putObject(agent), loops);
              }
            });
    return node;
  }

  private static SequencedMap<String, List<Scored>> byAgent(Scores scores) {
    return scores.sessions().stream()
        .collect(Collectors.groupingBy(s -> s.truth().agent(), TreeMap::new, Collectors.toList()));
  }

  private static void loops(ObjectNode node, LoopFigures loops) {
    ObjectNode counts = node.putObject("counts");
    rate(node, counts, "found", loops.found());
    for (int k = 0; k < loops.foundWithin().size(); k++) {
      rate(node, counts, "found_within_" + k, loops.foundWithin().get(k));
      rate(node, counts, "stopped_within_" + k, loops.stoppedWithin().get(k));
    }
    rate(node, counts, "falsely_found", loops.falselyFound());
    rate(node, counts, "falsely_stopped", loops.falselyStopped());
    stages(node.putObject("stages"), loops.stages());
    stages(node.putObject("false_stages"), loops.falseStages());
    loops.medianCallsSaved().ifPresent(calls -> node.put("median_calls_saved", calls));
  }

  private static void rate(ObjectNode node, ObjectNode counts, String name, Rate rate) {
    JsonReport.rate(node, name, rate.value());
    counts.putArray(name).add(rate.hits()).add(rate.of());
  }

  private static void stages(ObjectNode node, Map<Stop, Long> stages) {
    for (Stop stop : Stop.values()) {
      Long count = stages.get(stop);
      if (count != null) {
        node.put(stop.word(), count);
      }
    }
  }
}
