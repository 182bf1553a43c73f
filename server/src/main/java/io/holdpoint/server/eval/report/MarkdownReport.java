// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** The figures as tables for a page of documentation, out of the tree of {@link JsonReport}. */
public final class MarkdownReport {

  private static final List<String> MODES = List.of("task-known", "task-late", "mcp-only");
  private static final List<String> HEADLINES =
      List.of(
          "recall_at_harm",
          "recall_at_first_bad",
          "benign_interrupted",
          "benign_denied",
          "user_effect_calls_passing",
          "user_calls_passing");
  private static final List<String> FAILED =
      List.of(
          "stopped_too_late",
          "attempted_failed_stopped",
          "ignored_stopped",
          "ignored_user_call_stopped",
          "unseen_stopped");
  private static final List<String> STOPS =
      List.of(
          "attack_calls_stopped",
          "stops_that_are_true",
          "stops_that_are_false",
          "benign_held",
          "benign_solved_interrupted",
          "calls_held",
          "benign_calls_held");
  private static final List<String> LOOPS =
      List.of(
          "found",
          "found_within_0",
          "found_within_1",
          "found_within_2",
          "stopped_within_3",
          "falsely_found",
          "falsely_stopped");
  private static final List<Integer> THRESHOLDS = List.of(8, 6, 5, 4, 3, 2, 1);

  private final StringBuilder out = new StringBuilder();

  /** All tables that {@code figures} has something for. */
  public String text(JsonNode figures) {
    new Bars(figures).rows().forEach(this::row);
    JsonNode datasets = figures.path("datasets");
    for (Map.Entry<String, JsonNode> dataset : datasets.properties()) {
      dataset(dataset.getKey(), dataset.getValue());
    }
    validation(figures.path("validation"));
    robustness(figures);
    return out.toString();
  }

  private void dataset(String name, JsonNode modes) {
    JsonNode known = modes.path(MODES.getFirst());
    boolean attacked = known.path("counts").path("recall_at_harm").path(1).asInt() > 0;
    boolean benign = known.path("counts").path("benign_interrupted").path(1).asInt() > 0;
    if (!attacked && !benign) {
      return;
    }
    title(name);
    byMode(modes, HEADLINES, MarkdownReport::cell);
    if (attacked) {
      title("between what bounds with other tasks of these suites, 95 of 100 draws");
      byMode(modes, HEADLINES, MarkdownReport::interval);
      title("attacks that failed, and those stopped too late");
      byMode(modes, FAILED, MarkdownReport::cell);
    }
    title("what was stopped, and what waits for people");
    byMode(modes, STOPS, MarkdownReport::cell);
    suites(known.path("by_suite"));
    if (attacked) {
      curve(modes);
      shares("sign", List.of("injections", "injections_alone", "benign", "benign_alone"), known);
      shares(
          "rule",
          List.of("contained", "contained_alone", "benign_interrupted", "benign_alone"),
          known);
    }
    loops(known.path("loops"));
  }

  private void byMode(
      JsonNode modes, List<String> figures, BiFunction<JsonNode, String, String> cell) {
    row("mode", figures);
    for (String mode : MODES) {
      JsonNode scores = modes.path(mode);
      if (!scores.isMissingNode()) {
        row("`" + mode + "`", figures.stream().map(f -> cell.apply(scores, f)).toList());
      }
    }
  }

  private void suites(JsonNode suites) {
    if (suites.size() < 2) {
      return;
    }
    title("by suite, task-known");
    row("suite", HEADLINES);
    for (Map.Entry<String, JsonNode> suite : suites.properties()) {
      row(suite.getKey(), HEADLINES.stream().map(f -> cell(suite.getValue(), f)).toList());
    }
  }

  private void curve(JsonNode modes) {
    if (modes.path(MODES.getFirst()).path("curve").isEmpty()) {
      return;
    }
    title("curve: recall, benign stopped");
    row("points", MODES);
    for (int threshold : THRESHOLDS) {
      row(
          String.valueOf(threshold),
          MODES.stream().map(mode -> point(modes.path(mode).path("curve"), threshold)).toList());
    }
  }

  /** The mildest point that is at least as strict; the curve leaves out what changes nothing. */
  private static String point(JsonNode curve, int threshold) {
    String found = "0.0, 0.0";
    for (JsonNode point : curve) {
      if (point.path("threshold").asInt() >= threshold) {
        found = percent(point.path("recall")) + ", " + percent(point.path("benign"));
      }
    }
    return found;
  }

  private void shares(String what, List<String> counts, JsonNode scores) {
    JsonNode shares = scores.path(what + "s");
    if (shares.isEmpty()) {
      return;
    }
    title(what + "s, task-known");
    row(what, counts);
    for (Map.Entry<String, JsonNode> share : shares.properties()) {
      row(
          "`" + share.getKey() + "`",
          counts.stream().map(count -> share.getValue().path(count).asString()).toList());
    }
  }

  private void loops(JsonNode loops) {
    if (loops.path("counts").path("found").path(1).asInt() == 0) {
      return;
    }
    title("loops, task-known");
    row("figure", List.of("value"));
    LOOPS.forEach(figure -> row(figure, List.of(cell(loops, figure))));
    row("median_calls_saved", List.of(loops.path("median_calls_saved").asString("-")));
  }

  private void validation(JsonNode validation) {
    for (Map.Entry<String, JsonNode> dataset : validation.properties()) {
      title(dataset.getKey() + ", left out");
      row("mode, row", List.of("recall_at_harm", "benign_interrupted", "chosen most often"));
      for (Map.Entry<String, JsonNode> mode : dataset.getValue().properties()) {
        for (Map.Entry<String, JsonNode> line : mode.getValue().properties()) {
          JsonNode row = line.getValue();
          row(
              "`" + mode.getKey() + "` " + line.getKey(),
              List.of(
                  cell(row, "recall_at_harm") + bounds(row, "recall_at_harm"),
                  cell(row, "benign_interrupted") + bounds(row, "benign_interrupted"),
                  row.path("chosen").asString()));
        }
      }
    }
  }

  private void robustness(JsonNode figures) {
    JsonNode rows = figures.path("robustness");
    List<String> columns =
        List.of("recall_at_harm", "benign_interrupted", "user_effect_calls_passing");
    if (rows.isEmpty()) {
      return;
    }
    title("with knowledge taken away, task-known");
    row("row, data set", columns);
    for (Map.Entry<String, JsonNode> variation : rows.properties()) {
      for (Map.Entry<String, JsonNode> dataset : variation.getValue().properties()) {
        JsonNode scores = dataset.getValue();
        if (scores.path("counts").path("recall_at_harm").path(1).asInt() > 1) {
          row(
              variation.getKey() + ", " + dataset.getKey(),
              columns.stream().map(column -> cell(scores, column)).toList());
        }
      }
    }
  }

  static String cell(JsonNode scores, String figure) {
    JsonNode counts = scores.path("counts").path(figure);
    String of = counts.path(0).asString("0") + "/" + counts.path(1).asString("0");
    return counts.path(1).asInt() == 0 ? "-" : percent(scores.path(figure)) + " " + of;
  }

  private static String bounds(JsonNode scores, String figure) {
    return " (" + interval(scores, figure) + ")";
  }

  private static String interval(JsonNode scores, String figure) {
    JsonNode interval = scores.path("intervals").path(figure);
    return interval.isMissingNode()
        ? "-"
        : percent(interval.path(0)) + "\u2013" + percent(interval.path(1));
  }

  static String percent(JsonNode rate) {
    return rate.isNumber() ? String.format(Locale.ROOT, "%.1f", 100 * rate.asDouble()) : "-";
  }

  private void title(String text) {
    out.append("\n### ").append(text).append("\n\n");
  }

  private void row(String first, List<String> cells) {
    out.append("| ").append(first);
    cells.forEach(cell -> out.append(" | ").append(cell));
    out.append(" |\n");
    boolean head = out.lastIndexOf("\n\n") == out.lastIndexOf("\n| ") - 1;
    if (head) {
      out.append("|---".repeat(cells.size() + 1)).append("|\n");
    }
  }

  private void row(List<String> cells) {
    row(cells.getFirst(), cells.subList(1, cells.size()));
  }
}
