// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.report;

import io.holdpoint.server.eval.Outcomes;
import io.holdpoint.server.eval.replay.ReplayMode;
import io.holdpoint.server.eval.score.Figure;
import io.holdpoint.server.eval.score.LoopFigures;
import io.holdpoint.server.eval.score.Rate;
import io.holdpoint.server.eval.score.Scored;
import io.holdpoint.server.eval.score.Scores;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The figures for a terminal: one block per mode, one line per data set and suite. */
public final class TextReport {

  private static final Figure[] COLUMNS = {
    Figure.RECALL_AT_HARM,
    Figure.RECALL_AT_FIRST_BAD,
    Figure.BENIGN_INTERRUPTED,
    Figure.BENIGN_DENIED,
    Figure.USER_EFFECT_CALLS_PASSING,
    Figure.USER_CALLS_PASSING
  };

  private final StringBuilder out = new StringBuilder();

  /** Everything worth a line. */
  public String text(Outcomes outcomes) {
    for (ReplayMode mode : outcomes.modes()) {
      line(mode.word());
      row(
          "data set, suite",
          "recall <= harm",
          "at first bad",
          "benign stopped",
          "benign denied",
          "user effects",
          "user calls");
      outcomes.scores(mode).forEach(this::dataset);
      line("");
    }
    line(
        String.format(
            Locale.ROOT,
            "%,d steps, %,.0f per second, %.1f us each",
            outcomes.steps(),
            outcomes.steps() / (outcomes.wallNanos() / 1e9),
            outcomes.nanosPerStep() / 1000));
    return out.toString();
  }

  private void dataset(String name, Scores scores) {
    if (!isCounted(scores::counts) && scores.sessions().stream().noneMatch(this::loops)) {
      return;
    }
    row(cells(name, scores::macro, scores::counts));
    if (scores.suites().size() > 1) {
      scores
          .suites()
          .forEach(
              (suite, figures) -> {
                if (isCounted(figures::rate)) {
                  row(cells("  " + suite, f -> figures.rate(f).value(), figures::rate));
                }
              });
    }
    loops(LoopFigures.of(scores.sessions()));
  }

  private boolean loops(Scored session) {
    return session.truth().loop().isPresent();
  }

  private static boolean isCounted(Function<Figure, Rate> rates) {
    return Arrays.stream(COLUMNS).map(rates).anyMatch(Rate::isCounted);
  }

  private static Object[] cells(
      String name, Function<Figure, Double> values, Function<Figure, Rate> counts) {
    Object[] cells = new Object[COLUMNS.length + 1];
    cells[0] = name;
    for (int i = 0; i < COLUMNS.length; i++) {
      cells[i + 1] = cell(values.apply(COLUMNS[i]), counts.apply(COLUMNS[i]));
    }
    return cells;
  }

  private void loops(LoopFigures loops) {
    if (!loops.found().isCounted() && loops.falselyFound().hits() == 0) {
      return;
    }
    line(
        String.format(
            Locale.ROOT,
            "    loops: found %s, within 1, 2, 3 calls %s %s %s; stopped within 2 %s; false %s,"
                + " stopped %s %s",
            cell(loops.found()),
            cell(loops.foundWithin().get(1)),
            cell(loops.foundWithin().get(2)),
            cell(loops.foundWithin().get(3)),
            cell(loops.stoppedWithin().get(2)),
            cell(loops.falselyFound()),
            cell(loops.falselyStopped()),
            loops.falseStages().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()));
  }

  private static String cell(Rate rate) {
    return cell(rate.value(), rate);
  }

  private static String cell(double value, Rate counts) {
    return counts.isCounted()
        ? String.format(Locale.ROOT, "%5.1f%% %d/%d", 100 * value, counts.hits(), counts.of())
        : "    -";
  }

  private void row(Object... cells) {
    line(String.format(Locale.ROOT, "  %-34s %-16s %-16s %-16s %-16s %-16s %-16s", cells));
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
